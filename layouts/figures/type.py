"""Sizes of type in pictures, and how much room words take: the server has no font to measure with."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import Final

TEXT: Final = 13
SMALL: Final = 12
"""Type sizes in px at the reader's normal size."""

LINE: Final = 1.3
"""Distance of lines in em, as Plotly stacks them."""

_THIN: Final = frozenset("iljtrfI1 /.,-'·")
_WIDE: Final = frozenset("mwMWOQĐ%")


def width(text: str, size: float) -> float:
    """Estimate how many px a text's longest line takes; Be Vietnam Pro, rather too much than too little."""
    return max(sum(_advance(unicodedata.normalize("NFD", letter)[0]) for letter in line) for line in lines(text)) * size


def lines(text: str) -> list[str]:
    """Split a text at its line breaks."""
    return text.split("<br>")


def wrapped(text: str, characters: int) -> str:
    """Break a label between words so that no line is longer than `characters`, save for longer words."""
    return "<br>".join(textwrap.wrap(text, characters, break_long_words=False, break_on_hyphens=False)) or text


def _advance(letter: str) -> float:
    """Advance of a letter without its marks, in em, of the regular weight."""
    if letter in _THIN:
        return 0.35
    if letter in _WIDE:
        return 0.88
    return 0.74 if letter.isupper() else 0.63
