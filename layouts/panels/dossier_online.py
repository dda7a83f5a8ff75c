"""How far procedures are online: each measure under its heading, each result beside its own target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.service_words import BASES
from layouts.shell.evidence import Heading, TableRow, aside, bar, evidence_table, groups
from layouts.shell.links import to_indicator
from layouts.shell.marks import mark
from layouts.target_words import verdict

Row: TypeAlias = Mapping[str, Any]
Items: TypeAlias = Sequence[Row]

_HEADINGS = (Heading("Nội dung", share=44), Heading("Chỉ tiêu", share=18), Heading("Kết quả"))
_WHOLE = 100.0


def draw(answer: Answer) -> Drawing:
    """Group by what is counted: services, dossiers, digitisation, payment; never two of them in one line."""
    rows = records(answer)
    tables = [
        _group(basis, list(items), answer) for basis, items in groupby(rows, key=lambda row: row["basis"])
    ]
    return Drawing(headline=_headline(answer, rows), note=_note(rows), body=groups(tables))


def _headline(answer: Answer, rows: Items) -> str:
    """Tell the widest gap by its results; without one, what is promised and what is known."""
    compared = [row for row in rows if row["target_key"] and row["gap"] is not None]
    if compared:
        widest = max(compared, key=lambda row: row["gap"])
        own = [row for row in compared if row["target_key"] == widest["target_key"]]
        results = ", ".join(_scoped(row) for row in own)
        return f"{widest['name']}: {results}; chỉ tiêu {widest['target_period']} là {wording.level(widest)}"
    targets, alone = facts.whole(answer, "targets"), facts.whole(answer, "uncompared_results")
    promised = f"{formats.counted(targets, 'chỉ tiêu')} chưa có kết quả so được" if targets else ""
    known = f"{formats.counted(alone, 'kết quả')} không có chỉ tiêu cùng cách tính" if alone else ""
    return "; ".join(filter(None, (promised, known)))


def _scoped(row: Row) -> str:
    """Write a result with whom it covers: "cấp huyện 19,26 %"."""
    value = wording.measured(row["value"], row["measure"], row["measure_label"] or "")
    scope = "" if row["result_scope"] in {None, row["target_scope"]} else wording.SCOPES[row["result_scope"]]
    return f"{scope} {value}".strip()


def _note(rows: Items) -> str:
    both = {"services_used", "dossiers"} <= {row["basis"] for row in rows}
    apart = "Tỷ lệ dịch vụ công có hồ sơ và tỷ lệ hồ sơ trực tuyến là hai cách đếm, không so với nhau. "
    before = "Kết quả có trước kỳ của chỉ tiêu là khởi điểm, không phán xét đạt hay chưa đạt"
    return f"{apart if both else ''}{before}"


def _group(basis: str, items: Items, answer: Answer) -> Component:
    """One table of a measure: its targets with their results, then results without a target."""
    keyed = [
        list(found) for _, found in groupby(items, key=lambda row: row["target_key"] or row["result_key"])
    ]
    lines = [_row(each, answer) for each in keyed]
    return evidence_table(_HEADINGS, lines, caption=BASES[basis], is_group=True)


def _row(items: Items, answer: Answer) -> TableRow:
    first = items[0]
    name = html.Link(first["name"], href=to_indicator(first["indicator_code"], answer.request))
    if not first["target_key"]:
        return TableRow((name, "không có chỉ tiêu cùng cách tính", _result(first)))
    goal = [f"{wording.level(first)} ", aside(f"kỳ {first['target_period']}")]
    if first["status"] == "unknown":
        return TableRow((name, goal, mark("unknown", word="chưa có kết quả")))
    return TableRow((name, goal, [_told(row, answer) for row in items]))


def _told(row: Row, answer: Answer) -> Component:
    """Give one result with its verdict and its bar."""
    parts = [verdict(row, answer), _bar(row)]
    return html.Div([part for part in parts if part is not None], className="mb-2")


def _bar(row: Row) -> Component | None:
    """Draw a percentage against its target; other measures have no common scale."""
    if row["measure"] != wording.PERCENT or row["value"] is None:
        return None
    goal = None if row["target_value"] is None else row["target_value"] / _WHOLE
    return bar(row["value"] / _WHOLE, target=goal, is_judged=row["status"] != "baseline")


def _result(row: Row) -> Children:
    value = wording.measured(row["value"], row["measure"], row["measure_label"] or "")
    counted = wording.behind(row["measure"], row["numerator"], row["denominator"])
    return [f"{value} ", aside(counted)] if counted else value


PANEL = Panel(
    name="dossier_online",
    title="Dịch vụ công và hồ sơ lên mạng đến đâu?",
    draw=draw,
    missing=(
        "Kế hoạch không đặt chỉ tiêu và không công bố kết quả về dịch vụ công trực tuyến, số hóa, thanh toán "
        "cho kỳ này; nạp vào kết quả và chỉ tiêu của kỳ khi có."
    ),
    subject="targets",
)
