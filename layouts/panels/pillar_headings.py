"""Under which headings there are results and targets, each the way to its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

from data.contracts import Answer, Ratio, Request
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.links import href, to_pillar

_HEADINGS = (
    Heading("Nhóm nội dung"),
    Heading("Kết quả", is_figure=True),
    Heading("Chỉ tiêu", is_figure=True),
    Heading("Có khởi điểm", is_figure=True),
)


def draw(answer: Answer) -> Drawing:
    """List the framework's headings; the chosen one is bold and leads back to all of them."""
    rows = [_row(row, answer.request) for row in records(answer)]
    return Drawing(
        headline=_headline(answer, len(rows)),
        note=f"{answer.facts['framework']}; chọn một nhóm để xem chỉ tiêu, kết quả và nhiệm vụ của nhóm",
        body=evidence_table(
            _HEADINGS,
            [*rows, _sum(answer)],
            caption=f"Số kết quả {wording.period(answer.period)} và số chỉ tiêu theo nhóm",
        ),
    )


def _headline(answer: Answer, headings: int) -> str:
    results, targets = answer.facts["results"], answer.facts["targets"]
    counted = f"{headings} nhóm: {results} kết quả {wording.period(answer.period)}, {targets} chỉ tiêu"
    known = facts.ratio(answer, "baselines")
    return f"{counted}, {formats.count_pair(known)} có khởi điểm so được" if known else counted


def _row(row: Mapping[str, Any], request: Request) -> TableRow:
    is_chosen = row["pillar_code"] == request.pillar
    counts = (_count(row["results"]), _count(row["targets"]), _baselines(row))
    return TableRow((_link(row, request, is_chosen=is_chosen), *counts), is_total=is_chosen)


def _link(row: Mapping[str, Any], request: Request, *, is_chosen: bool) -> Component:
    """Lead to a heading's own page, or back to all headings where the page is narrowed to this one."""
    if is_chosen:
        everything = href("/pillars", **{**request.query(), "pillar": ""})
        return html.Link(f"{row['pillar_name']} (bỏ chọn)", href=everything)
    return html.Link(row["pillar_name"], href=to_pillar(row["pillar_code"], request))


def _count(count: int) -> str:
    return formats.number(count)


def _baselines(row: Mapping[str, Any]) -> str:
    """Write n/N; a heading without targets has none to compare."""
    return formats.count_pair(Ratio(row["baselines"], row["targets"])) if row["targets"] else formats.MISSING


def _sum(answer: Answer) -> TableRow:
    known = facts.ratio(answer, "baselines")
    counts = [str(answer.facts[name]) for name in ("results", "targets")]
    return TableRow(("Cộng", *counts, formats.count_pair(known) if known else formats.MISSING), is_total=True)


PANEL = Panel(
    name="pillar_headings",
    title="Có kết quả và chỉ tiêu ở nhóm nào?",
    draw=draw,
    missing="Cần nạp khung nhóm nội dung của kế hoạch (frameworks.csv, pillars.csv); chạy: ioc load plans.",
    subject="targets",
)
