"""The style of drawn scenarios: light or dark, as the reader's system says or as it is asked for.

The policy allows this style and nothing else, so each theme has a policy of its own.
"""

from base64 import b64encode
from enum import StrEnum
from hashlib import sha256


class Theme(StrEnum):
    """The colours of a picture."""

    LIGHT = "light"
    DARK = "dark"


_LIGHT = """
.mockserver-diagram { font-family: system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
.mockserver-diagram .page { fill: #ffffff; }
.mockserver-diagram text { fill: #1f2328; }
.mockserver-diagram .small { fill: #57606a; }
.mockserver-diagram .box { fill: #f3f6f9; stroke: #8c959f; stroke-width: 1.2; }
.mockserver-diagram .arrow { fill: none; stroke: #6e7781; stroke-width: 1.4; }
.mockserver-diagram .tip { fill: #6e7781; }
.mockserver-diagram .choice { fill: #fff8c5; stroke: #9a6700; stroke-width: 1.2; }
.mockserver-diagram .dot { fill: #1f2328; }
.mockserver-diagram .ring { fill: none; stroke: #1f2328; stroke-width: 1.4; }
.mockserver-diagram .halo { fill: none; stroke: #0969da; stroke-width: 3.5; }
.mockserver-diagram .been .box { fill: #ddf4ff; stroke: #54aeff; }
.mockserver-diagram .here .box { fill: #ddf4ff; stroke: #0969da; }
"""
_DARK = """
.mockserver-diagram .page { fill: #0d1117; }
.mockserver-diagram text { fill: #e6edf3; }
.mockserver-diagram .small { fill: #9da7b3; }
.mockserver-diagram .box { fill: #1b222c; stroke: #6e7681; }
.mockserver-diagram .arrow { stroke: #8b949e; }
.mockserver-diagram .tip { fill: #8b949e; }
.mockserver-diagram .choice { fill: #3a3118; stroke: #d4a72c; }
.mockserver-diagram .dot { fill: #e6edf3; }
.mockserver-diagram .ring { stroke: #e6edf3; }
.mockserver-diagram .halo { stroke: #58a6ff; }
.mockserver-diagram .been .box { fill: #12263f; stroke: #316dca; }
.mockserver-diagram .here .box { fill: #12263f; stroke: #58a6ff; }
"""
STYLE = f"{_LIGHT}@media (prefers-color-scheme: dark) {{{_DARK}}}\n"
_THEMES = {None: STYLE, Theme.LIGHT: _LIGHT, Theme.DARK: f"{_LIGHT}{_DARK}"}


def style_of(theme: Theme | None = None) -> str:
    """Return the style of pictures; without a theme, that of the reader's system."""
    return _THEMES[theme]


def security_policy(theme: Theme | None = None) -> str:
    """Return a Content-Security-Policy that allows the style of these pictures and nothing else."""
    digest = b64encode(sha256(style_of(theme).encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; sandbox"
