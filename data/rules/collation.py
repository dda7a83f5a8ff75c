"""Vietnamese order and search: sort keys, folding without diacritics, equality of names.

Source: domain.md section 3 (Đ after D, tone-aware; search with or without diacritics) and section 1
(imports accept text with or without diacritics, upper or lower case, NFC or NFD).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

SortKey: TypeAlias = tuple[tuple[tuple[int, int, str], ...], tuple[tuple[int, ...], ...]]

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The 29 letters in their order, with f, j, w, z of foreign names at their Latin places."""

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""huyền, hỏi, ngã, sắc, nặng; ngang has no mark."""

_LETTER_MARKS = frozenset("\u0302\u0306\u031b")
"""Circumflex, breve and horn make other letters (â, ă, ơ), not tones."""

_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07", "'"),
        **dict.fromkeys("\u00d0\u00f0\u0189\u0256", "đ"),
    }
)
"""Apostrophes of keyboards and word processors; eth and African D, which old fonts show as Đ."""

_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
_TOKEN = re.compile(r"[0-9]+|.", re.DOTALL)
_KEPT = 8192
"""Keys remembered: lists of names are sorted and searched again and again (12 µs each without)."""
_SPACE, _SIGN, _NUMBER, _LETTER, _OTHER = range(5)


@lru_cache(_KEPT)
def vietnamese_key(text: str) -> SortKey:
    """Sort key: letters by the Vietnamese alphabet, then tones by syllable; case does not count.

    Numbers sort by value ("Quý 2" before "Quý 10"). Where the tone stands in its syllable does not
    count: Hòa and Hoà are equal. Spaces come before signs, numbers and letters.
    """
    plain = _decomposed(text)
    tones = tuple(tuple(_TONES[mark] for mark in word if mark in _TONES) for word in plain.split())
    kept = "".join(char for char in plain if char in _LETTER_MARKS or not _invisible(char))
    return tuple(_token(found) for found in _TOKEN.findall(unicodedata.normalize("NFC", kept))), tones


@lru_cache(_KEPT)
def fold(text: str) -> str:
    """Text for searching: lower case, without diacritics, đ as d, one space, one kind of apostrophe."""
    bare = "".join(char for char in _decomposed(text) if not _invisible(char))
    return " ".join(bare.replace("đ", "d").split())


def same_name(first: str, second: str) -> bool:
    """Tell whether two writings name the same: diacritics must agree unless one side has none at all.

    So "Tan Hoa" is "Tân Hòa", but "Tân Hòa" is not "Tân Hóa".
    """
    if fold(first) != fold(second):
        return False
    return _unmarked(first) or _unmarked(second) or vietnamese_key(first) == vietnamese_key(second)


def _decomposed(text: str) -> str:
    """Lower case, marks apart, spaces squeezed: what NFC, NFD and keyboard variants have in common."""
    # Decomposing gives new signs (ŉ has an apostrophe inside), and U+00B4 would become a space.
    folded = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES)).casefold()
    decomposed = unicodedata.normalize("NFKD", folded).translate(_LOOKALIKES)
    return " ".join(decomposed.split())


def _unmarked(text: str) -> bool:
    plain = _decomposed(text)
    return "đ" not in plain and not any(_invisible(char) for char in plain)


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE


def _token(found: str) -> tuple[int, int, str]:
    if found.isspace():
        return (_SPACE, 0, "")
    if found[0] in "0123456789":
        digits = found.lstrip("0")
        return (_NUMBER, len(digits), digits)
    base = found if found in _ALPHABET else unicodedata.normalize("NFD", found)[0]
    if base in _ALPHABET:
        return (_LETTER, _ALPHABET.index(base), "")
    return (_OTHER if found.isalpha() else _SIGN, 0, found)
