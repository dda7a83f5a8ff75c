"""How fresh the figures are: the periods that each subject has, and the report that is expected next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.links import to_period

Row: TypeAlias = Mapping[str, Any]

_RESULTS: Mapping[str, tuple[str, str]] = {
    "scores": ("Điểm, xếp hạng DTI", "/pillars"),
    "indicators": ("Kết quả chỉ số", "/pillars"),
    "feedback": ("Phản ánh, kiến nghị", "/feedback"),
    "dossiers": ("Thủ tục hành chính", "/dossiers"),
    "budget": ("Ngân sách", "/budget"),
}
_PROMISES: Mapping[str, tuple[str, str]] = {
    "targets": ("Chỉ tiêu", "/pillars"),
    "budget_rules": ("Quy định về chi", "/budget"),
    "tasks": ("Nhiệm vụ", "/tasks"),
    "reporting": ("Chế độ báo cáo", "/reports"),
}
_HEADINGS = (
    Heading("Lĩnh vực", share=30),
    Heading("Các kỳ đã có", share=40),
    Heading("Kỳ mới nhất đã hết", share=30),
)


def draw(answer: Answer) -> Drawing:
    """List what there is of results, then of promises, each with its periods, newest first."""
    found = {
        subject: list(members)
        for subject, members in groupby(records(answer), key=lambda row: row["subject"])
    }
    groups = [_group("Kết quả", _RESULTS, found, answer), _group("Kế hoạch đặt ra", _PROMISES, found, answer)]
    other = {subject: (subject, "/") for subject in found if subject not in {*_RESULTS, *_PROMISES}}
    groups.append(_group("Khác", other, found, answer))
    return Drawing(
        headline=_headline(answer),
        note=_note(answer),
        body=register(_HEADINGS, [group for group in groups if group.rows]),
    )


def _headline(answer: Answer) -> str:
    newest: Any = answer.facts["newest_on"]
    if newest is None:
        return "Chưa có kỳ số liệu nào kết thúc"
    return f"Số liệu mới đến {formats.date_prose(newest)}, {_expected(answer)}"


def _expected(answer: Answer) -> str:
    next_on: Any = answer.facts["next_on"]
    if next_on is None:
        return "không còn hạn báo cáo nào in sẵn" if answer.facts["dated"] else "văn bản không in hạn báo cáo"
    before = "trước " if answer.facts["next_is_before"] else ""
    return f"hạn báo cáo tới {before}{formats.date_prose(next_on)}"


def _note(answer: Answer) -> str:
    said = [f"Xem tại ngày {formats.date_prose(answer.request.as_of)}"]
    said += [f"sắp phải có: {name}" for name in facts.texts(answer, "next_reports")]
    total, passed = facts.whole(answer, "dated") or 0, facts.whole(answer, "passed") or 0
    if passed:
        said.append(f"{formats.count_pair(Ratio(passed, total))} hạn trong năm đã qua, {work_words.NOT_LATE}")
    return " · ".join(said)


def _group(
    heading: str,
    subjects: Mapping[str, tuple[str, str]],
    found: Mapping[str, Sequence[Row]],
    answer: Answer,
) -> Group:
    rows = [_row(*named, found[subject], answer) for subject, named in subjects.items() if subject in found]
    return Group(heading, tuple(rows), "lĩnh vực")


def _row(name: str, path: str, rows: Sequence[Row], answer: Answer) -> TableRow:
    known = {period.code: period for period in answer.locality.periods}
    links: list[Any] = []
    for row in rows:
        period = known.get(row["period"])
        label = formats.period_label(period) if period else row["period"]
        links += [", ", html.Link(label, href=to_period(path, answer.request, row["period"]))]
    return TableRow((name, links[1:], _newest(rows)))


def _newest(rows: Sequence[Row]) -> Children:
    """Say until when the newest finished period reaches, and how long ago that was."""
    ended = [row for row in rows if row["is_ended"]]
    if not ended:
        return "kỳ chưa kết thúc"
    newest = max(ended, key=lambda row: row["last_day"])
    ago = formats.counted(newest["age_days"], "ngày trước")
    return [
        f"đến {formats.date_table(newest['last_day'])}",
        aside(ago if newest["age_days"] else "đúng ngày đang xem"),
    ]


PANEL = Panel(
    name="data_freshness",
    title="Số liệu mới đến đâu, sắp phải có gì?",
    draw=draw,
    missing="Chưa có số liệu của kỳ nào; nạp kế hoạch của địa bàn: ioc load plans.",
)
