"""What the documents leave open, most pressing first, and how many of them there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio
from layouts import facts, formats
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.findings import Finding, findings
from layouts.shell.marks import calm

Items: TypeAlias = Sequence[Mapping[str, Any]]
Told: TypeAlias = tuple[str, str]
"""The sentence, and what stands behind it."""

_CALM = "calm"
_NAMED = 3
"""Documents named in an exception; the lists of the page have all of them."""


def draw(answer: Answer) -> Drawing:
    """Count what there is, and list what is left open."""
    rows = records(answer)
    if rows[0]["kind"] == _CALM:
        detail = "Kế hoạch có số, có ngày; mọi văn bản viện dẫn có ngày và trích yếu"
        return Drawing(headline=_headline(answer), body=calm("Không có bất thường", detail))
    found = [list(items) for _, items in groupby(rows, key=lambda row: row["kind"])]
    return Drawing(
        headline=_headline(answer),
        note=f"{formats.counted(len(found), 'việc')} còn để ngỏ trong văn bản",
        body=findings([_finding(items) for items in found]),
    )


def _headline(answer: Answer) -> str:
    counts = (
        ("directive", "văn bản chỉ đạo"),
        ("cited", "văn bản viện dẫn"),
        ("requests", "kiến nghị"),
    )
    said = [
        formats.counted(count, noun) for name, noun in counts if (count := facts.whole(answer, name) or 0)
    ]
    return f"Kế hoạch cùng {formats.join_names(said)}" if said else "Kế hoạch không kèm văn bản nào khác"


def _finding(items: Items) -> Finding:
    kind = items[0]["kind"]
    sentence, detail = _SENTENCES[kind](items)
    return Finding("unknown", sentence, detail, _ANCHORS.get(kind, ""), "Xem")


def _plan_number(items: Items) -> Told:
    return "Kế hoạch của địa bàn chưa in số", f"In «{items[0]['item']}»"


def _plan_date(items: Items) -> Told:
    return "Kế hoạch của địa bàn chưa in đủ ngày ký", f"In «{items[0]['detail']}»"


def _request(items: Items) -> Told:
    return (
        f"{formats.counted(len(items), 'kiến nghị')} với cấp trên, chưa ghi nhận trả lời",
        "; ".join(row["item"] for row in items),
    )


def _no_subject(items: Items) -> Told:
    return f"{_pair(items)} văn bản viện dẫn không in trích yếu", _numbers(items)


def _no_date(items: Items) -> Told:
    return f"{_pair(items)} văn bản viện dẫn không in ngày", _numbers(items)


def _pair(items: Items) -> str:
    return formats.count_pair(Ratio(items[0]["n"], items[0]["total"]))


def _numbers(items: Items) -> str:
    return formats.join_names([row["item"] for row in items], _NAMED, "văn bản")


_SENTENCES: Mapping[str, Callable[[Items], Told]] = {
    "plan_number": _plan_number,
    "plan_date": _plan_date,
    "request": _request,
    "no_subject": _no_subject,
    "no_date": _no_date,
}
_ANCHORS: Mapping[str, str] = {
    "request": "#document_statements",
    "no_subject": "#document_cited",
    "no_date": "#document_cited",
}

PANEL = Panel(
    name="document_alerts",
    title="Văn bản còn để ngỏ những gì?",
    draw=draw,
    missing="Cần nạp kế hoạch của địa bàn: ioc load plans.",
)
