"""The bodies of RevRing's call endpoints: fields, types and limits.

Sources: docs.revring.ai, api-reference/calls/send and /batch-get. The types accept the fields of all generations of the
pages. An optional field may be left out, but must not be null, as RevRing's validator demands.
"""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.revring.fields import Phone

MAX_LABEL = 15
MAX_IDS = 100
_LABEL = Meta(extra_json_schema={"minLength": 1, "maxLength": MAX_LABEL})
_BATCH = Meta(extra_json_schema={"minItems": 1, "maxItems": MAX_IDS})


class CallCreate(Struct, kw_only=True, rename="camel"):
    """`POST /calls`. Unknown fields are ignored (profile `strict`: refused)."""

    agent_id: str
    to_number: Phone
    from_number: Phone
    variables: dict[str, Any] = {}
    caller_id_name: Annotated[str, _LABEL] | UnsetType = UNSET
    skip_queue: bool = False


class BatchGet(Struct, kw_only=True, rename="camel"):
    """`POST /calls/batch-get`."""

    ids: Annotated[list[str], _BATCH]
    minimal: bool = False
