"""Tasks, and the reports that units owe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from data.intake.drafts import Draft, Known, ParentRef
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.shared import (
    COORDINATING,
    DUE_PRINTED,
    KEY,
    LEAD,
    LEAD_LINE,
    NOTE,
    due,
    own_key,
)
from data.schema import ReportingDuty, Task, TaskUnit
from data.vocabulary import FREQUENCIES, HEADING_NAMES, capitalised

_LEAP_YEAR = 2024
_BASES = {
    "printed": "Ghi trong văn bản",
    "plan_period": "Theo kỳ của kế hoạch",
    "wording": "Theo lời văn",
    "budget_year": "Theo năm ngân sách",
    "none": "Không có",
}
_FREQUENCIES = {
    "": "Không ghi",
    **capitalised(FREQUENCIES, "weekly", "monthly", "quarterly", "yearly"),
}
_STATUSES = {"": "Chưa có báo cáo", "done": "Hoàn thành"}
_STATUS_ALIASES = {"đã hoàn thành": "done", "đã xong": "done", "hoàn thành": "done", "chưa báo cáo": ""}
_ROLES = {
    "lead": "lead_units_printed",
    "coordinating": "coordinating_units_printed",
    "subject": "unit_printed",
}
_DUTY_FREQUENCIES = capitalised(
    FREQUENCIES, "monthly", "quarterly", "yearly", "on_occasion", "periodic", "periodic_and_ad_hoc"
)
_FREQUENCY_ALIASES = {"tuần": "weekly", "tháng": "monthly", "quý": "quarterly", "năm": "yearly"}
_DUTY_ALIASES = {"tháng": "monthly", "quý": "quarterly", "năm": "yearly", "đột xuất": "on_occasion"}


def _finish_task(draft: Draft, known: Known) -> None:
    values = draft.values
    parent = values.pop("parent")
    values["parent_id"] = ParentRef((parent,)) if parent else None
    values["level"] = "content" if parent else "task"
    values["reported_status"] = values["reported_status"] or None
    due(draft, tuple(_BASES))
    own_key(draft, known, "K", parent, values["name"], values["unit_printed"])
    before = known.before(Task, (values["key"],))
    if before is None or any(before[name] != values[name] for name in _ROLES.values()):
        found = {(unit, role) for role, name in _ROLES.items() for unit in known.units_of(values[name])}
        draft.links[TaskUnit] = [{"unit_id": unit, "role": role} for unit, role in sorted(found)]


def _refer_tasks(drafts: Sequence[Draft], known: Known) -> None:
    """A part belongs to a task of the same locality; a task belongs to nothing."""
    by_key = {draft.values["key"]: draft for draft in drafts}
    for draft in drafts:
        parent = draft.values["parent_id"]
        if parent is None:
            continue
        (key,) = parent.key
        above = by_key.get(key)
        level = above.values["level"] if above else (known.before(Task, (key,)) or {}).get("level")
        if level != "task":
            draft.refuse(
                "parent", "reference", "không có nhiệm vụ nào mang mã này", "ghi mã của nhiệm vụ có thật"
            )


TASKS = Kind(
    name="tasks",
    title="Nhiệm vụ",
    dataset="tasks",
    model=Task,
    columns=(
        KEY,
        Column("parent", "Thuộc nhiệm vụ (mã)", "code", synonyms=("Mã nhiệm vụ cha",)),
        Column(
            "pillar_code",
            "Trụ cột",
            "choice",
            required=True,
            choices=HEADING_NAMES,
            synonyms=("Nhóm",),
            example="Chính quyền số",
        ),
        Column(
            "name",
            "Nhiệm vụ",
            required=True,
            synonyms=("Nội dung nhiệm vụ", "Tên nhiệm vụ", "Nội dung"),
            example="Tập huấn kỹ năng số cho tổ công nghệ số cộng đồng",
        ),
        Column(
            "unit_printed", "Đơn vị được nêu", note="Đơn vị mà phần việc này nói tới, nếu văn bản có nêu."
        ),
        LEAD,
        COORDINATING,
        Column(
            "due_on",
            "Thời hạn",
            "day",
            synonyms=("Hạn", "Thời gian hoàn thành"),
            note="Ngày, hoặc “thường xuyên”.",
            example="31/12/2023",
        ),
        DUE_PRINTED,
        Column("due_basis", "Căn cứ của hạn", "choice", choices=_BASES, default=""),
        Column(
            "frequency", "Tần suất", "choice", choices=_FREQUENCIES, aliases=_FREQUENCY_ALIASES, default=""
        ),
        Column("quantity", "Số lượng", "code"),
        Column(
            "reported_status",
            "Tình trạng",
            "choice",
            choices=_STATUSES,
            aliases=_STATUS_ALIASES,
            default="",
            synonyms=("Trạng thái", "Kết quả"),
        ),
        Column("related_system", "Hệ thống liên quan"),
        LEAD_LINE,
        Column("due_line", "Dòng ghi thời hạn", "count"),
        NOTE,
    ),
    key=("key",),
    pages=(("/tasks", "Nhiệm vụ"), ("/", "Tổng quan")),
    finish=_finish_task,
    refers=_refer_tasks,
)


def _finish_duty(draft: Draft, known: Known) -> None:
    values = draft.values
    month, day = values["due_month"], values["due_day"]
    if draft.sound("due_month", "due_day") and not (month is None and day is None):
        try:
            dt.date(_LEAP_YEAR, month or 0, day or 0)
        except ValueError:
            reason = f"ngày {day or '…'}/{month or '…'} không có trong lịch"
            draft.refuse("due_day", "range", reason, "ghi đủ ngày và tháng có thật")
    own_key(
        draft,
        known,
        "R",
        values["duty"],
        values["period_printed"],
        values["reporter_printed"],
        values["via_printed"],
    )


REPORTING_DUTIES = Kind(
    name="reporting_duties",
    title="Chế độ báo cáo",
    dataset="reporting",
    model=ReportingDuty,
    columns=(
        KEY,
        Column(
            "duty",
            "Báo cáo",
            required=True,
            synonyms=("Tên báo cáo", "Nội dung báo cáo"),
            example="Báo cáo kết quả chuyển đổi số quý I",
        ),
        Column(
            "frequency",
            "Tần suất",
            "choice",
            required=True,
            choices=_DUTY_FREQUENCIES,
            aliases=_DUTY_ALIASES,
            example="Hằng quý",
        ),
        Column("period_printed", "Kỳ báo cáo", synonyms=("Kỳ",), example="Quý I"),
        Column("due_printed", "Hạn như văn bản", example="trước ngày 15 tháng 3"),
        Column(
            "due_comparator", "Trước ngày", "choice", choices={"": "Không", "<": "Trước ngày"}, default=""
        ),
        Column("due_day", "Hạn: ngày", "count", example="15"),
        Column("due_month", "Hạn: tháng", "count", example="3"),
        Column("reporter_printed", "Đơn vị báo cáo", required=True, example="Phòng Văn hóa và Thông tin"),
        Column("recipient_printed", "Nơi nhận", synonyms=("Đơn vị nhận",)),
        Column("via_printed", "Gửi qua"),
        NOTE,
    ),
    key=("key",),
    pages=(("/reports", "Chế độ báo cáo"), ("/", "Tổng quan")),
    finish=_finish_duty,
)
