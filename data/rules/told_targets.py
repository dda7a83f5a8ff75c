"""What single cases say of targets: which indicators are n/N of cases, and which sums n and N are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """n and N of an indicator as sums over cases of a kind; names are those of the months' aggregates."""

    kind: Literal["feedback", "dossier"]
    part: tuple[str, ...]
    whole: tuple[str, ...]


_IN_TIME: Final = ("closed_early", "closed_on_time")
_RATED: Final = ("satisfied", "accepted", "dissatisfied")
_ONLINE: Final = Told("dossier", ("online",), ("received",))

TOLD: Mapping[str, Told] = {
    "ty_le_ho_so_truc_tuyen": _ONLINE,
    "ty_le_ho_so_xu_ly_truc_tuyen": _ONLINE,
    "ty_le_so_hoa_ho_so": Told("dossier", ("digitised",), ("received",)),
    "ty_le_thanh_toan_truc_tuyen": Told("dossier", ("paid_online",), ("fee_due",)),
    "ty_le_truoc_va_dung_han": Told("dossier", _IN_TIME, (*_IN_TIME, "closed_late")),
    "ty_le_hai_long_tthc": Told("dossier", ("satisfied",), _RATED),
    "ty_le_phan_anh_dung_han": Told("feedback", _IN_TIME, (*_IN_TIME, "closed_late")),
    "phan_anh_1022_dung_han": Told("feedback", _IN_TIME, (*_IN_TIME, "closed_late")),
}
"""Indicators by the codes that the plans' transcription gives to definitions (domain.md section 2): on time,
the early included, of what was resolved; satisfied of those who rated; came online or digitised of all
received; paid online of those with a fee.

No case tells of services used (how many a locality offers), dossiers through one portal or from home,
digitised results, procedures with payment, or satisfaction with online services alone: their denominators
are others, and a result of another denominator is not compared."""


COVERED: Mapping[str, tuple[bool, ...]] = {
    "whole": (True, False),
    "communes": (True,),
    "agencies": (False,),
}
"""Whether a unit is a commune, of those whose cases count under a scope."""


def reported_or_told(rows: Iterable[Row]) -> Iterator[Row]:
    """Take out rows of targets without a result where cases tell one (`case_kind`).

    A reported result stays beside what cases tell: cases win, both are kept (domain.md section 2).
    """
    known = list(rows)
    told = {row["target_key"] for row in known if row["case_kind"]}
    return (row for row in known if row["result_key"] or row["target_key"] not in told)
