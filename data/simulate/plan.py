"""What is to be simulated, and the invented world that it happens in. All rates here are our inventions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from data.rollups.cases_days import CaseKind

COUNTRY_PROVINCES = 34
COUNTRY_COMMUNES = 3321
"""As many as Vietnam has since July 2025; none of them bears a real name."""

FEEDBACK_A_MONTH = 42
DOSSIERS_A_MONTH = 84
"""Cases a commune and month by default: five and ten million over the country and three years."""

MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Totals:
    """How many cases to expect; what comes out differs a little, since days are drawn."""

    feedback: int
    dossier: int

    def of(self, kind: CaseKind) -> int:
        """Expected number of cases of a kind."""
        return self.feedback if kind == "feedback" else self.dossier


@dataclass(frozen=True, slots=True)
class Plan:
    """A simulation: the same plan gives the same cases. `until` is aware: nothing is known after it.

    Communes are shared out evenly among the provinces. Raises ValueError for a plan without a place or time.
    """

    communes: int
    months: int
    seed: int
    until: dt.datetime
    provinces: int = 1
    totals: Totals | None = None

    def __post_init__(self) -> None:
        if not (0 < self.provinces <= self.communes and 0 < self.months <= MOST_MONTHS):
            raise ValueError(f"nothing to simulate: {self}")

    @property
    def expected(self) -> Totals:
        """Number of cases of each kind."""
        months = self.communes * self.months
        return self.totals or Totals(months * FEEDBACK_A_MONTH, months * DOSSIERS_A_MONTH)

    def communes_of(self, province: int) -> int:
        """Number of communes of a province, counted from 0."""
        even, more = divmod(self.communes, self.provinces)
        return even + (province < more)


@dataclass(frozen=True, slots=True)
class Category:
    """A category of feedback or a field of procedures: its share of the cases and its limit."""

    code: str
    name: str
    share: float
    days: int


CATEGORIES: dict[CaseKind, Sequence[Category]] = {
    "feedback": (
        Category("mp_giao_thong", "Hạ tầng giao thông", 0.19, 7),
        Category("mp_moi_truong", "Môi trường, rác thải", 0.17, 5),
        Category("mp_do_thi", "Trật tự đô thị", 0.14, 5),
        Category("mp_dien_nuoc", "Điện, nước, chiếu sáng", 0.12, 3),
        Category("mp_an_ninh", "An ninh, trật tự", 0.09, 3),
        Category("mp_dat_dai", "Đất đai, xây dựng", 0.09, 15),
        Category("mp_hanh_chinh", "Thủ tục hành chính", 0.07, 5),
        Category("mp_y_te", "Y tế, an toàn thực phẩm", 0.05, 5),
        Category("mp_giao_duc", "Giáo dục", 0.04, 7),
        Category("mp_khac", "Lĩnh vực khác", 0.04, 10),
    ),
    "dossier": (
        Category("mp_chung_thuc", "Chứng thực", 0.31, 1),
        Category("mp_ho_tich", "Hộ tịch", 0.22, 2),
        Category("mp_bao_tro", "Bảo trợ xã hội", 0.11, 12),
        Category("mp_dat_dai", "Đất đai", 0.1, 20),
        Category("mp_kinh_doanh", "Đăng ký kinh doanh", 0.08, 3),
        Category("mp_xay_dung", "Xây dựng", 0.05, 15),
        Category("mp_nguoi_co_cong", "Người có công", 0.05, 10),
        Category("mp_giao_duc", "Giáo dục", 0.04, 5),
        Category("mp_van_hoa", "Văn hóa, thể thao", 0.02, 7),
        Category("mp_nong_nghiep", "Nông nghiệp, môi trường", 0.02, 10),
    ),
}

URGENT_HOURS = {"urgent": 8, "emergency": 4}
"""Limits of urgent feedback, in working hours; other cases have their category's days."""

URGENCY_SHARES = (0.92, 0.065, 0.015)
CHANNELS: dict[CaseKind, Sequence[str]] = {
    "feedback": ("app", "phone", "web", "social", "in_person"),
    "dossier": ("in_person", "online", "post"),
}

WEEKDAYS = (1.25, 1.1, 1.0, 1.0, 0.95, 0.45, 0.35)
"""Load from Monday to Sunday: what weekends hold back comes on Monday."""

SEASON = (0.85, 0.7, 1.1, 1.05, 1.05, 1.1, 1.15, 1.1, 1.0, 0.95, 0.95, 1.05)
"""Load of the months; Tết lies in the first two."""

DAY_OFF = 0.3
GROWTH_A_MONTH = 1.008
