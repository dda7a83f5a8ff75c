"""The ledger: transactions behind the lines of a budget (the form of Phụ lục 03)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.intake.drafts import Cell, Draft, Known
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.money import BUDGET_LINES
from data.intake.kinds.shared import KEY, NOTE, PERIOD, own_key
from data.schema import BudgetLine, LedgerEntry

_KINDS = {
    "execution": "Chi",
    "refund": "Thu hồi, hoàn trả",
    "increase": "Điều chỉnh tăng",
    "cut": "Điều chỉnh giảm",
}
_ALIASES = {"thực hiện": "execution", "giải ngân": "execution", "thu hồi": "refund", "hoàn trả": "refund"}


def _finish(draft: Draft, known: Known) -> None:
    values = draft.values
    listing, code = values.pop("listing"), values.pop("budget_line")
    line = known.rows_of(BudgetLine, BUDGET_LINES.key).get((values["period_id"], listing, code))
    values["budget_line_id"] = line["id"] if line else None
    period = known.period_code(values["period_id"]) if draft.sound("period") else ""
    parts = (period, listing, code, values["booked_on"], values["voucher"], values["kind"], values["amount"])
    own_key(draft, known, "L", *parts)
    if draft.sound("period", "listing", "budget_line"):
        _check(draft, known, code)


def _check(draft: Draft, known: Known, code: str) -> None:
    """Refuse a line that is not there, warn of a day outside the period."""
    values = draft.values
    if values["budget_line_id"] is None:
        reason = f"kỳ này không có dòng ngân sách số “{code}” trong danh mục đã chọn"
        draft.refuse("budget_line", "reference", reason, "nạp biểu ngân sách trước, hoặc sửa số thứ tự dòng")
    begins, ends = known.period_days(values["period_id"])
    if values["booked_on"] is not None and not begins <= values["booked_on"] < ends:
        draft.warn("booked_on", "period", "ngày nằm ngoài kỳ", "sửa ngày hoặc kỳ; nếu đúng, ghi lý do")


def _written(row: Mapping[str, Any], known: Known) -> Mapping[str, Cell]:
    lines = known.rows_of(BudgetLine, BUDGET_LINES.key).values()
    line = next(one for one in lines if one["id"] == row["budget_line_id"])
    return {"listing": BUDGET_LINES.column("listing").choices[line["listing"]], "budget_line": line["code"]}


LEDGER = Kind(
    name="ledger",
    title="Sổ chi tiết thu chi theo dòng ngân sách",
    dataset="budget",
    model=LedgerEntry,
    columns=(
        KEY,
        PERIOD,
        BUDGET_LINES.column("listing"),
        Column(
            "budget_line",
            "Dòng ngân sách",
            "code",
            required=True,
            synonyms=("Số thứ tự dòng", "Mã dòng ngân sách"),
            note="Số thứ tự của dòng trong biểu dự toán (Phụ lục 03).",
            example="1",
        ),
        Column(
            "booked_on",
            "Ngày chứng từ",
            "day",
            required=True,
            synonyms=("Ngày", "Ngày hạch toán"),
            example="15/3/2022",
        ),
        Column("voucher", "Số chứng từ", "code", synonyms=("Chứng từ", "Số CT"), example="UNC-015"),
        Column(
            "kind",
            "Loại bút toán",
            "choice",
            choices=_KINDS,
            aliases=_ALIASES,
            default="execution",
            example="Chi",
        ),
        Column(
            "amount",
            "Số tiền (đồng)",
            "vnd",
            required=True,
            synonyms=("Số tiền", "Phát sinh"),
            note="Ghi đủ số đồng, không ghi theo triệu.",
            example="9.348.000",
        ),
        NOTE,
    ),
    key=("key",),
    group=("period_id",),
    pages=(("/budget", "Ngân sách"), ("/data", "Số liệu")),
    finish=_finish,
    written=_written,
)
