"""Which unit do printed words mean? Exact where the plan's own list has the name, else nobody."""

from __future__ import annotations

import re
from collections import defaultdict

from data.intake.batch import Ref
from data.rules.collation import fold

_ASIDE = re.compile(r"\([^)]*\)")
_SIGNS = re.compile(r"[^0-9a-z]+")
_WRITTEN_OUT = {"cds": "chuyen doi so", "bch": "ban chi huy", "uy ban nhan dan": "ubnd"}
_LEVEL_WORDS = ("huyen", "xa", "tinh")
_COMMITTEE = "ubnd "


def _bare(name: str) -> str:
    return _SIGNS.sub(" ", fold(_ASIDE.sub(" ", name))).strip()


_KINDS = ("tinh", "thanh pho", "thi xa", "huyen", "quan", "thi tran", "phuong", "dac khu", "xa")
"""What names of territories begin with."""


class Names:
    """The units that a locality's plan lists, by name.

    Case, diacritics, dashes, "&" and words in brackets do not count: "Văn phòng HĐND & UBND huyện" is
    "Văn phòng HĐND-UBND huyện". Names of groups ("các phòng, ban") find nobody unless the plan lists
    the group itself.
    """

    def __init__(self, locality: str) -> None:
        """Start empty; `locality` is the name with its kind, such as "Huyện Tân Châu"."""
        bare = _bare(locality)
        self._kind = next((kind for kind in _KINDS if bare.startswith(f"{kind} ")), "")
        self._own = bare.removeprefix(self._kind)
        self._refs: dict[str, set[Ref]] = defaultdict(set)

    def add(self, name: str, ref: Ref) -> None:
        """Put a unit on the list."""
        self._refs[self._key(name)].add(ref)

    def find(self, printed: str) -> Ref | None:
        """Find the one unit that the words mean; None where none or several could be meant.

        Plans leave out the locality's name ("UBND huyện") and the level ("Bộ phận … kết quả"), and call
        a commune by its committee ("UBND xã Quảng Định").
        """
        key = self._key(printed)
        exact = self._refs.get(key, set())
        return _only(exact) if exact else _only(self._nearly(key) or self._of_committee(key))

    def _nearly(self, key: str) -> set[Ref]:
        others = [f"{key} {word}" for word in _LEVEL_WORDS]
        others += [key.removesuffix(f" {word}") for word in _LEVEL_WORDS if key.endswith(f" {word}")]
        return {ref for other in others for ref in self._refs.get(other, ())}

    def _of_committee(self, key: str) -> set[Ref]:
        commune = key.removeprefix(_COMMITTEE)
        return self._refs.get(commune, set()) if commune != key else set()

    def _key(self, name: str) -> str:
        bare = _bare(name)
        for short, full in _WRITTEN_OUT.items():
            bare = re.sub(rf"\b{short}\b", full, bare)
        head = bare.removesuffix(self._own)
        # "UBND thị trấn Tân Châu" is not the committee of the district of Tân Châu: the name stays.
        another = any(head.endswith(kind) for kind in _KINDS if kind != self._kind)
        return bare if another or head == self._kind else head


def _only(refs: set[Ref]) -> Ref | None:
    return next(iter(refs)) if len(refs) == 1 else None
