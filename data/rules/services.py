"""What a result or target about online procedures counts: services, dossiers, digitisation, payments, people.

A service that received one dossier online and a dossier handled online are different measures with different
denominators: they are never compared and never share a line (S0 lines 91, 159 and 171).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

from data.contracts import RANKING_MINIMUM

Row: TypeAlias = Mapping[str, Any]
Basis: TypeAlias = Literal["services_used", "dossiers", "digitised", "paid", "services_offered", "people"]

BASES: tuple[Basis, ...] = get_args(Basis)
"""In the order in which a page shows them."""

CODES: Mapping[Basis, frozenset[str]] = {
    "services_used": frozenset({"ty_le_dvctt_phat_sinh_ho_so", "ty_le_dvctt_xu_ly_toan_trinh"}),
    "dossiers": frozenset(
        {
            "ho_so_truc_tuyen",
            "ty_le_ho_so_qua_cong_dvc",
            "ty_le_ho_so_truc_tuyen",
            "ty_le_ho_so_tu_xa",
            "ty_le_ho_so_xu_ly_truc_tuyen",
        }
    ),
    "digitised": frozenset({"ty_le_so_hoa_ho_so", "ty_le_so_hoa_ket_qua"}),
    "paid": frozenset(
        {
            "thanh_toan_truc_tuyen_dat_dai",
            "thanh_toan_truc_tuyen_phi_le_phi",
            "ty_le_thanh_toan_truc_tuyen",
            "ty_le_tthc_nvtc_truc_tuyen",
        }
    ),
    "services_offered": frozenset(
        {
            "tthc_muc_2",
            "tthc_muc_3",
            "tthc_muc_4",
            "ty_le_dvctt_muc34_pho_bien",
            "ty_le_dvctt_muc_3_tich_hop",
            "ty_le_dvctt_muc_4_tich_hop",
            "ty_le_dvctt_tich_hop_dvcqg",
            "ty_le_tthc_dvctt",
            "ty_le_tthc_muc_3",
            "ty_le_tthc_muc_4",
            "ty_le_tthc_toan_trinh_du_dk",
        }
    ),
    "people": frozenset(
        {
            "ty_le_bptn_co_can_bo_ho_tro",
            "ty_le_dan_dung_dvctt_tu_nha",
            "ty_le_dinh_danh_dvctt",
            "ty_le_hai_long_dvctt",
            "ty_le_hai_long_tthc",
            "ty_le_tai_khoan_dvctt",
        }
    ),
}
"""Indicators by what they count, by the codes that the plans' transcription gives to definitions."""

EVERY_CODE: frozenset[str] = frozenset().union(*CODES.values())


def basis(code: str) -> Basis:
    """Tell what an indicator counts. Raises KeyError for one that is not about online procedures."""
    for name, codes in CODES.items():
        if code in codes:
            return name
    raise KeyError(code)


TOLD_BY_CASES: Mapping[str, tuple[str, str]] = {
    "ty_le_ho_so_truc_tuyen": ("online", "received"),
    "ty_le_ho_so_xu_ly_truc_tuyen": ("online", "received"),
    "ty_le_so_hoa_ho_so": ("digitised", "received"),
    "ty_le_thanh_toan_truc_tuyen": ("paid_online", "fee_due"),
}
"""Indicators whose n and N are sums of single dossiers, by code: those that came online or were digitised of
all received, those paid online of those with a fee. Services used, dossiers through one portal or from home,
digitised results and procedures with payment have other denominators: no case tells them (domain.md section
2, verdicts)."""

CASES = "cases"
"""Begins the key of a result that single dossiers tell."""


def with_cases(promised: Iterable[Row], sums: Sequence[Row], said: Row) -> Iterator[Row]:
    """Give targets with their results, and beside them what single dossiers of the period say.

    `sums` are counts by `is_commune`; `said` are the columns of a result that are the same for all of them:
    its label, and period. A target without a result gives way to what the cases say. Fewer dossiers than the
    minimum N say nothing of a target.
    """
    told: set[str] = set()
    for row in promised:
        found = None if row["target_key"] in told else _of_cases(row, sums, said)
        told.add(row["target_key"])
        if found is None or row["result_key"]:
            yield row
        if found is not None:
            yield found


def _of_cases(row: Row, sums: Sequence[Row], said: Row) -> Row | None:
    """Count the dossiers that a target covers: those of communes, of other units, or of everybody."""
    part, whole = TOLD_BY_CASES.get(row["indicator_code"], ("", ""))
    covered = {"communes": (True,), "agencies": (False,)}.get(row["target_scope"], (True, False))
    own = [each for each in sums if each["is_commune"] in covered]
    total = sum(each[whole] for each in own) if whole else 0
    if total < RANKING_MINIMUM:
        return None
    return {
        **row,
        **said,
        "result_key": f"{CASES}:{row['target_key']}",
        "result_scope": row["target_scope"],
        "result_measure": "count",
        "result_value": None,
        "numerator": sum(each[part] for each in own),
        "denominator": total,
    }
