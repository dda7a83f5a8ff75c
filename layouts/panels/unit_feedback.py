"""How one unit answers feedback: counts and n/N, never a rank by a rate of few cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from dash.development.base_component import Component

from data.contracts import RANKING_MINIMUM, Answer, Interval, Ratio
from layouts import elements as html
from layouts import facts, formats
from layouts.drawing import Drawing, Panel
from layouts.rates import rate, share, span
from layouts.records import records
from layouts.shell.marks import big_figure, tiles
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]


def draw(answer: Answer) -> Drawing:
    """Set the unit's figures side by side, then its place among its peers and the three of satisfaction."""
    (row,) = records(answer)
    on_time = cast("Ratio", answer.facts["on_time"])
    said = [_place(answer, row), _against_peers(answer), _satisfaction(answer)]
    return Drawing(
        headline=_headline(row),
        note=_guard(on_time),
        body=html.Div(
            [_tiles(row, on_time, answer), *(html.P(line, className="said") for line in said if line)]
        ),
        table=_table(answer),
    )


def _headline(row: Row) -> str:
    received = formats.counted(row["received"], "phản ánh")
    if not row["closed_late"] and not row["open_overdue"]:
        return f"{received}, không trễ hạn, không quá hạn"
    late = f"{formats.number(row['closed_late'])}/{formats.number(row['received'])} xử lý trễ hạn"
    overdue = f", {formats.number(row['open_overdue'])} đang quá hạn" if row["open_overdue"] else ""
    return f"{received}: {late}{overdue}"


def _guard(on_time: Ratio) -> str:
    if on_time.rankable() or not on_time.total:
        return ""
    return f"Dưới {RANKING_MINIMUM} phản ánh đã xử lý: chỉ nêu n/N, không xếp hạng theo tỷ lệ"


def _tiles(row: Row, on_time: Ratio, answer: Answer) -> Component:
    still_open = row["open_in_time"] + row["open_overdue"]
    rated = cast("Ratio", answer.facts["response"])
    opinions = (
        f"hài lòng {row['satisfied']} · chấp nhận {row['accepted']} · không hài lòng {row['dissatisfied']}"
        if rated.n
        else "chưa ai đánh giá"
    )
    return tiles(
        [
            big_figure(
                formats.number(row["received"]),
                "phản ánh",
                "Tiếp nhận",
                f"đang xử lý {formats.number(still_open)} · quá hạn {formats.number(row['open_overdue'])}",
            ),
            _on_time_tile(row, on_time),
            big_figure(formats.count_pair(rated), "", "Được đánh giá", opinions),
        ]
    )


def _on_time_tile(row: Row, on_time: Ratio) -> Component:
    """Show the rate large; below the minimum N its counts stand in its place."""
    context = f"{formats.number(row['closed_late'])} trễ hạn"
    if not on_time.total:
        return big_figure(formats.MISSING, "", "Xử lý đúng hạn", "chưa xử lý xong phản ánh nào")
    if not on_time.rankable():
        return big_figure(formats.count_pair(on_time), "", "Xử lý đúng hạn", context)
    value, _, sign = formats.percent(share(on_time.n, on_time.total)).partition("\N{NO-BREAK SPACE}")
    return big_figure(value, sign, "Xử lý đúng hạn", f"{formats.count_pair(on_time)} · {context}")


def _place(answer: Answer, row: Row) -> str:
    """Give the place by counts, which may be ordered; a unit without peers has none."""
    peers, late = facts.whole(answer, "peers") or 0, facts.whole(answer, "late_place")
    if peers < 2 or late is None:  # noqa: PLR2004 - alone there is nobody to come before
        return ""
    received = f"thứ {facts.whole(answer, 'received_place')} về số tiếp nhận"
    among = f"trong {formats.counted(peers, 'đơn vị')} cùng loại có số liệu"
    if not row["closed_late"]:
        return f"Không có trễ hạn; {received} {among}"
    shared = facts.whole(answer, "late_shared") or 1
    tied = f" (cùng {formats.counted(shared - 1, 'đơn vị')} khác)" if shared > 1 else ""
    return f"Thứ {late} về số trễ hạn{tied}, {received}, {among}"


def _against_peers(answer: Answer) -> str:
    """Set the rate of all peers beside it where they are several."""
    ratio, peers = facts.ratio(answer, "peers_on_time"), facts.whole(answer, "peers") or 0
    return f"Các đơn vị cùng loại, kể cả đơn vị này: đúng hạn {rate(ratio)}" if ratio and peers > 1 else ""


def _satisfaction(answer: Answer) -> str:
    """Say the three figures of satisfaction together (domain.md section 2)."""
    rated, response = cast("Ratio", answer.facts["rated"]), cast("Ratio", answer.facts["response"])
    decision = cast("Interval", answer.facts["decision_766"])
    if not response.total:
        return ""
    satisfied = f"Hài lòng {rate(rated)} số được đánh giá" if rated.total else "Chưa ai đánh giá"
    return f"{satisfied}; được đánh giá {rate(response)}; theo Quyết định 766: {span(decision)}"


def _table(answer: Answer) -> Component:
    columns = [column for column in answer.question.columns if column.name != "unit_address"]
    return table(columns, answer.values, caption="Phản ánh của đơn vị theo tình trạng và đánh giá")


PANEL = Panel(
    name="unit_feedback",
    title="Đơn vị xử lý phản ánh ra sao?",
    draw=draw,
    missing=(
        "Cần nạp số phản ánh, kiến nghị của đơn vị trong kỳ (theo mẫu Phụ lục 02 kế hoạch của huyện Tân "
        "Châu)."
    ),
)
