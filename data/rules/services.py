"""What a result or target about online procedures counts: services, dossiers, digitisation, payments, people.

A service that received one dossier online and a dossier handled online are different measures with different
denominators: they are never compared and never share a line (S0 lines 91, 159 and 171).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

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
