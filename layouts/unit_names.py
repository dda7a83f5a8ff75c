"""Names of units as sentences and pictures use them: without their kind, and the noun that covers several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from data.contracts import LocalityRef, Period

KINDS: Final = ("Xã", "Phường", "Thị trấn", "Đặc khu")
"""Kinds of commune, in the order in which laws enumerate them."""

NOUN: Final = "đơn vị"
"""What any mixture with other bodies is called."""


def short(name: str) -> str:
    """Leave out a commune's kind, as maps and headlines do: "Xã Tân Phú" is "Tân Phú"."""
    kind = _kind(name)
    return name[len(kind) :].strip() if kind else name


def noun(names: Iterable[str]) -> str:
    """Noun for units of these names: "xã", "xã, thị trấn"; "đơn vị" where not all of them are communes."""
    found = {_kind(name) for name in names}
    if not found or "" in found:
        return NOUN
    return ", ".join(kind.lower() for kind in KINDS if kind in found)


def communes_noun(locality: LocalityRef, period: Period) -> str:
    """Noun for all communes that a locality had on the last day of a period."""
    return noun(
        unit.name
        for unit in locality.units
        if unit.is_commune
        if unit.valid_from <= period.last_day and (unit.valid_to is None or unit.valid_to > period.last_day)
    )


def _kind(name: str) -> str:
    return next((kind for kind in KINDS if name.startswith(f"{kind} ")), "")
