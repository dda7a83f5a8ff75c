"""Whom do printed words name? By name alone, where nothing is linked in the database.

Case, diacritics, signs and words in brackets do not count, nor does the locality's own name at the end:
"UBND huyện" names "UBND huyện Tân Châu". Groups that no plan lists as a body name nobody.
"""

from __future__ import annotations

import re
from functools import lru_cache

from data.rules.collation import fold

_ASIDE = re.compile(r"\([^)]*\)")
_SIGNS = re.compile(r"[^0-9a-z]+")
_COMMITTEE = "ubnd "
_KEPT = 4096
"""Names remembered: every body of a locality is compared with the words of every duty."""
_KIND = re.compile(r"^(xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh) ")


def names_body(printed: str, body: str, locality: str) -> bool:
    """Tell whether printed words, or one of the parts that they list, are a body's name.

    `body` is the name as the plan lists it; `locality` is named with its kind, such as "Huyện Tân Châu".
    """
    own = _KIND.sub("", _bare(locality))
    return _key(body, own) in {_key(part, own) for part in _parts(printed)}


def names_territory(printed: str, territory: str) -> bool:
    """Tell whether printed words name a territory ("Xã Tân Phú") or its committee ("UBND xã Tân Phú").

    Its kind alone is no name: "UBND các xã, thị trấn" does not name "Thị trấn Tân Châu".
    """
    name = _bare(territory)
    return bool({name, f"{_COMMITTEE}{name}"} & {_bare(part) for part in _parts(printed)})


def _parts(printed: str) -> list[str]:
    """Give the words whole, and between semicolons and commas: names may hold commas themselves."""
    listed = [part for part in printed.split(";") if part.strip()]
    return [*listed, *(part for whole in listed for part in whole.split(",") if part.strip())]


def _key(name: str, own: str) -> str:
    return _bare(name).removesuffix(f" {own}")


@lru_cache(_KEPT)
def _bare(name: str) -> str:
    return _SIGNS.sub(" ", fold(_ASIDE.sub(" ", name))).strip()
