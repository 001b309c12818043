"""Seeded random values: ids, numbers in a range, made-up names. The same seed gives the same values.

Each value has its own generator, seeded by its purpose (`call:17`), so nothing else that happens can change it. Faker
is the slowest import of all and is loaded with the first text.
"""

import hashlib
import random
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from mockserver.errors import did_you_mean

if TYPE_CHECKING:
    from faker import Faker

_ALPHABET = b"0123456789abcdefghijklmnopqrstuvwxyz"
_CHARACTERS = bytes(_ALPHABET[byte % 36] for byte in range(256))  #: by byte of a digest
_VARIANTS = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}  #: RFC 9562, section 4.1


class Randomness:
    """The random values of one world. `seed` is any text. With `long_ids`, new ids are longer than usual."""

    __slots__ = ("long_ids", "seed")

    def __init__(self, seed: str, *, long_ids: bool = False) -> None:
        self.seed, self.long_ids = seed, long_ids

    def letters(self, purpose: str, length: int) -> str:
        """Return `length` (at most 32) characters of 0–9 and a–z."""
        return self._digest(purpose).translate(_CHARACTERS)[:length].decode()

    def uuid(self, purpose: str) -> str:
        """Return a UUID in the form of version 4."""
        drawn = self._digest(purpose).hex()
        variant = _VARIANTS[drawn[16]]
        return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{variant}{drawn[17:20]}-{drawn[20:32]}"

    def new_letters(self, purpose: str, length: int) -> str:
        """Return the characters of a new id: as `letters`, or up to twice as many."""
        return self.letters(purpose, min(2 * length, 32) if self.long_ids else length)

    def new_uuid(self, purpose: str) -> str:
        """Return a new id: as `uuid`, or with eight more digits."""
        own = self.uuid(purpose)
        return f"{own}-{self._digest(f'{purpose}:long').hex()[:8]}" if self.long_ids else own

    def random(self, purpose: str) -> random.Random:
        """Return a random number generator for this purpose."""
        return random.Random(f"{self.seed}:{purpose}")

    def walk(self, purpose: str, number: int, count: int) -> int:
        """Return an index below `count` for the n-th draw. It walks through all indexes, from one that the seed
        decides, so neighbours get different ones. This is cheap: there is no generator."""
        return (crc32(f"{self.seed}:{purpose}".encode()) + number) % count

    def text(self, purpose: str, provider: str) -> str:
        """Return what the Faker provider method of that name makes up, e.g. `name` or `company`.

        Raises:
            LookupError: Faker has no such method.
        """
        faker = _faker()
        if provider not in faker_methods():
            from difflib import get_close_matches

            near = did_you_mean(get_close_matches(provider, faker_methods(), n=2))
            raise LookupError(f"Faker has no provider {provider!r}.{near}")
        faker.seed_instance(f"{self.seed}:{purpose}")
        return str(getattr(faker, provider)())

    def _digest(self, purpose: str) -> bytes:
        return hashlib.blake2b(f"{self.seed}:{purpose}".encode(), digest_size=32).digest()


@cache
def _faker() -> "Faker":
    from faker import Faker

    return Faker("en_US")


@cache
def faker_methods() -> frozenset[str]:
    """Return the names that `Randomness.text` accepts."""
    names = (name for source in _faker().get_providers() for name in dir(source))
    return frozenset(name for name in names if not name.startswith(("_", "random_", "add_", "set_")))
