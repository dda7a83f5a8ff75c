"""Budget lines, in the form of Phụ lục 03."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from data.intake.cells import figure
from data.intake.drafts import Draft, Known, ParentRef
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.shared import NOTE, PERIOD
from data.schema import BudgetLine

_LISTINGS = {"appendix_03": "Phụ lục 03", "appendix_04": "Phụ lục 04", "text": "Lời văn"}
_KINDS = {"line": "Dòng", "group": "Nhóm", "total": "Tổng", "stated": "Số trong lời văn"}
_AMOUNTS = ("allocated", "executed")
_TOTAL = "TONG"


def _finish(draft: Draft, known: Known) -> None:
    values = draft.values
    if draft.is_total and draft.sound("code"):
        values["code"] = values["code"] or _TOTAL
        values["kind"] = "total"
    if not values["code"]:
        draft.refuse("code", "required", "ô này không được để trống", "ghi số thứ tự của dòng trong biểu")
    parent = values.pop("parent")
    values["parent_id"] = None
    if parent:
        values["parent_id"] = ParentRef((values["period_id"], values["listing"], parent))
    for name in _AMOUNTS:
        if not values[f"{name}_printed"] and values[name] is not None:
            values[f"{name}_printed"] = f"{values[name]:,}".replace(",", ".")
    if draft.sound("period", "listing", "code"):
        key = (values["period_id"], values["listing"], values["code"])
        before = known.before(BudgetLine, key)
        code = f"{known.slug}:B:{known.period_code(key[0])}:{key[1]}:{key[2]}"
        values["key"] = before["key"] if before else code
    spent = draft.numbers("executed", "allocated")
    if spent and spent[0] > spent[1] + (values["adjusted"] or 0):
        draft.warn("executed", "n_le_N", "thực hiện lớn hơn dự toán", "đối chiếu lại; nếu đúng, ghi lý do")


def _refer(drafts: Sequence[Draft], known: Known) -> None:
    """Parents exist, and nobody stands under itself."""
    by_key = {_key(draft): draft for draft in drafts}
    for draft in drafts:
        parent = draft.values["parent_id"]
        if parent is None:
            continue
        if parent.key not in by_key and known.before(BudgetLine, parent.key) is None:
            draft.refuse(
                "parent", "reference", "không có dòng nào mang mã này", "ghi mã của dòng cha có thật"
            )
        elif _circular(draft, by_key):
            draft.refuse("parent", "circle", "các dòng thuộc nhau thành vòng tròn", "sửa mã dòng cha")


def _across(drafts: Sequence[Draft], _known: Known) -> None:
    """Compare a printed parent with its children."""
    by_key = {_key(draft): draft for draft in drafts}
    children: dict[Any, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.values["parent_id"] is not None:
            children[draft.values["parent_id"].key].append(draft)
    for key, members in children.items():
        if key in by_key:
            _compare(by_key[key], members)


def _circular(draft: Draft, by_key: dict[Any, Draft]) -> bool:
    seen, above = {_key(draft)}, draft.values["parent_id"]
    while above is not None and above.key in by_key:
        if above.key in seen:
            return True
        seen.add(above.key)
        above = by_key[above.key].values["parent_id"]
    return False


def _compare(parent: Draft, members: Sequence[Draft]) -> None:
    for name in _AMOUNTS:
        printed, parts = parent.values[name], [draft.values[name] for draft in members]
        if printed is None or None in parts or not parent.sound(name):
            continue
        if sum(parts) != printed:
            reason = f"không bằng các dòng con cộng lại ({figure(sum(parts))})"
            parent.warn(name, "sum", reason, "sửa số sai; nếu nguồn in như vậy, ghi lý do để chấp nhận")


def _key(draft: Draft) -> Any:
    return tuple(draft.values.get(name) for name in ("period_id", "listing", "code"))


BUDGET_LINES = Kind(
    name="budget_lines",
    title="Dự toán và thực hiện kinh phí (mẫu Phụ lục 03)",
    dataset="budget",
    model=BudgetLine,
    columns=(
        PERIOD,
        Column(
            "listing", "Danh mục", "choice", choices=_LISTINGS, default="appendix_03", example="Phụ lục 03"
        ),
        Column("code", "Số thứ tự", "code", synonyms=("STT", "TT", "Mã số dòng"), example="1"),
        Column("parent", "Thuộc dòng", "code", synonyms=("Dòng cha",), note="Số thứ tự của dòng cha."),
        Column("kind", "Loại dòng", "choice", choices=_KINDS, default="line", example="Dòng"),
        Column(
            "name",
            "Nội dung",
            required=True,
            synonyms=("Nội dung chi", "Nhiệm vụ chi"),
            example="Đường truyền Internet",
        ),
        Column(
            "allocated",
            "Dự toán giao (đồng)",
            "vnd",
            synonyms=("Dự toán kinh phí giao đầu năm", "Dự toán", "Dự toán giao", "Dự toán năm"),
            note="Ghi đủ số đồng, không ghi theo triệu.",
            example="24.000.000",
        ),
        Column("adjusted", "Điều chỉnh (đồng)", "vnd", synonyms=("Điều chỉnh",)),
        Column(
            "executed",
            "Thực hiện (đồng)",
            "vnd",
            synonyms=("Thực hiện", "Thực hiện năm"),
            example="23.668.000",
        ),
        Column("description", "Thuyết minh"),
        Column("allocated_printed", "Dự toán như văn bản"),
        Column("executed_printed", "Thực hiện như văn bản"),
        NOTE,
    ),
    key=("period_id", "listing", "code"),
    group=("period_id", "listing"),
    pages=(("/budget", "Ngân sách"), ("/", "Tổng quan")),
    total_column="name",
    keeps_totals=True,
    finish=_finish,
    refers=_refer,
    across=_across,
)
