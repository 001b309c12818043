"""Writes plain values as YAML that `yaml12` reads back as the same values.

    {"at": "1e3", "note": "two\nlines"}   →   at: "1e3"
                                              note: |-
                                                two
                                                lines

PyYAML's writer quotes what YAML 1.1 would not read as text. YAML 1.2 has other numbers, such as `1e3` and `0o17`, so
their texts are quoted too. Nothing is shortened to an alias.
"""

from functools import cache
from typing import Any

from mockserver.scenarios.yaml12 import is_plain_text

WIDTH = 120
_ODD_BREAKS = frozenset("\r\x85\u2028\u2029")


def write_yaml(value: Any) -> str:
    """Return a value (mappings, lists, text, numbers, booleans, null) as YAML, with the keys in their order."""
    import yaml

    text: str = yaml.dump(value, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=WIDTH)
    return text


def _style(text: str) -> str | None:
    """Return the style of a text; None: as PyYAML decides, which in single quotes would fold the breaks of Unicode."""
    if not is_plain_text(text) or not _ODD_BREAKS.isdisjoint(text):
        return '"'
    return "|" if "\n" in text else None


@cache
def _dumper() -> Any:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes by the rules of YAML 1.2 as well, and writes text of several lines as such."""

        def ignore_aliases(self, _data: Any) -> bool:
            return True

    def represent_text(dumper: Dumper, text: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))

    Dumper.add_representer(str, represent_text)
    return Dumper
