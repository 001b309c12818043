"""What a provider might add to its API next week: invented words and one invented webhook event.

`gateway.tomorrow` uses this when the setting `tomorrow` is on. None of it is documented by a provider.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

NO_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Tomorrow(Struct, frozen=True, kw_only=True):
    """The inventions of one provider. A provider without a table of its own gets `future_value` as its new word."""

    words: Mapping[str, tuple[str, ...]] = NO_WORDS
    """Field, or `Object.field` with the name of the object in the OpenAPI document → new members of its enumeration."""
    texts: Mapping[str, tuple[str, ...]] = NO_WORDS
    """Fields that are texts in the OpenAPI document, although their words are documented → these words."""
    event: str | None = None  #: the invented webhook, sent once at the end of each call
    foreign_events: tuple[str, ...] = ()  #: globs of webhooks whose bodies the account defines; they stay as they are
