"""Localities side by side, the one with most to decide on first; each name leads into its own overview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats, place_words, wording
from layouts.drawing import Children, Drawing, Panel
from layouts.rates import rate, share
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, bar, evidence_table
from layouts.shell.links import href
from layouts.shell.marks import mark

Row: TypeAlias = Mapping[str, Any]

HOME: Final = "/"
NAMED: Final = 2
"""Places that the headline names; the list begins with them."""
CAPTION: Final = "Các địa bàn"
UNUSUAL: Final = "Điểm bất thường"
"""Figures worse than chance explains; not what an overview calls “việc cần chỉ đạo”, which counts more."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A measure: its heading, whether a place has a figure of it, and how the figure is shown."""

    label: str
    is_known: Callable[[Row], bool]
    cell: Callable[[Row, Answer], Children]
    is_figure: bool = False


def draw(answer: Answer) -> Drawing:
    """List the places; a measure that none of them has is named under the headline and takes no room."""
    rows = records(answer)
    shown = [column for column in _COLUMNS if any(map(column.is_known, rows))]
    headings = [
        Heading("Địa bàn"),
        Heading(UNUSUAL, is_figure=True),
        *(Heading(column.label, is_figure=column.is_figure) for column in shown),
    ]
    lines = [_line(row, shown, answer) for row in rows]
    return Drawing(
        headline=_headline(answer, rows),
        note=_note(answer, shown),
        body=html.Div(
            evidence_table(headings, lines, caption=CAPTION, is_stacked=True), className="localities"
        ),
    )


def _headline(answer: Answer, rows: Sequence[Row]) -> str:
    concerned, period = facts.ratio(answer, "concerned"), wording.period(answer.period)
    if concerned is None:
        return f"Chưa địa bàn nào có số liệu {period}"
    if not concerned.n:
        return f"{formats.counted(concerned.total, 'địa bàn')} có số liệu {period}, không có bất thường"
    most = rows[0]["exceptions"]
    leading = [row["place"] for row in rows if row["exceptions"] == most]
    names = formats.join_names(leading, NAMED, "địa bàn")
    said = f"{formats.count_pair(concerned)} địa bàn có điểm bất thường {period}"
    if len(leading) == concerned.n:
        return f"{said}: {names}"
    return f"{said}; nhiều nhất: {names} ({formats.counted(most, 'điểm')})"


def _note(answer: Answer, shown: Sequence[_Column]) -> str:
    """Say what is compared, what nobody has, and that a period goes on."""
    as_of, parts = answer.request.as_of, []
    known = facts.ratio(answer, "with_figures")
    if known and known.n < known.total:
        without = formats.counted(known.total - known.n, "địa bàn")
        parts.append(f"{without} {formats.NO_FIGURES} {wording.period(answer.period)}")
    if not answer.period.is_complete(as_of):
        parts.append(f"Kỳ chưa kết thúc, tính đến {formats.date_prose(as_of)}")
    common = {"phản ánh": facts.ratio(answer, "feedback"), "hồ sơ": facts.ratio(answer, "dossiers")}
    rates = [f"{name} {rate(ratio)}" for name, ratio in common.items() if ratio is not None]
    if rates:
        parts.append(f"Mức chung đúng hạn: {', '.join(rates)}; vạch trên thanh là mức chung")
    absent = [wording.lowered(column.label) for column in _COLUMNS if column not in shown]
    if absent:
        parts.append(f"Chưa địa bàn nào có số liệu: {', '.join(absent)}")
    return ". ".join(parts)


def _line(row: Row, shown: Sequence[_Column], answer: Answer) -> TableRow:
    cells = [column.cell(row, answer) if column.is_known(row) else _missing() for column in shown]
    return TableRow((_name(row, answer), _exceptions(row), *cells))


def _name(row: Row, answer: Answer) -> list[Component]:
    """Lead into the place, in the period shown where it has figures of it, else in the one it opens on."""
    address = href(HOME, locality=row["slug"], period=row["opens_on"])
    words = "" if row["province"] == row["place"] else wording.lowered(row["province"])
    if not row["has_figures"]:
        words = f"{formats.NO_FIGURES} {wording.period(answer.period)}"
    return [html.Link(row["place"], href=address), *([aside(words)] if words else [])]


def _exceptions(row: Row) -> Children:
    return formats.number(row["exceptions"]) if row["has_figures"] else _missing()


def _missing() -> Component:
    return html.Span(formats.MISSING, title=formats.NO_FIGURES, className="no-figure")


def _timely(kind: str, fact: str) -> Callable[[Row, Answer], Children]:
    """Write an on-time rate over its bar, and say where chance does not explain how low it is."""

    def cell(row: Row, answer: Answer) -> Children:
        ratio = Ratio(row[f"{kind}_in_time"], row[f"{kind}_closed"])
        whole, standing = facts.ratio(answer, fact), row[f"{kind}_standing"]
        parts: list[Component | str] = [html.Span(rate(ratio))]
        if ratio.rankable():
            is_bad = standing in place_words.BAD_RATE
            parts.append(bar(ratio.share or 0.0, target=whole.share if whole else None, is_judged=is_bad))
        return [*parts, *_worse(standing, place_words.BAD_RATE)]

    return cell


def _overdue(kind: str) -> Callable[[Row, Answer], Children]:
    """Write how many open cases are overdue, of all that are open."""

    def cell(row: Row, _answer: Answer) -> Children:
        ratio = Ratio(row[f"{kind}_overdue"], row[f"{kind}_open"])
        standing = row[f"{kind}_overdue_standing"]
        pair = formats.count_pair(ratio) if ratio.total else "0"
        return [html.Span(pair), *_worse(standing, place_words.BAD_SHARE)]

    return cell


def _worse(standing: str | None, bad: frozenset[str]) -> list[Component]:
    if standing is None or standing not in bad:
        return []
    status, words = place_words.WORSE[standing]
    return [html.Div(mark(status, word=words))]


def _online(row: Row, _answer: Answer) -> Children:
    return rate(Ratio(row["online"], row["received"]))


def _score(row: Row, answer: Answer) -> Children:
    """Points of the framework's maximum; ranks that disagree stand beside each other as a conflict."""
    parts: list[Component | str] = [f"{formats.points(row['score'])}/{formats.points(row['max_score'])}"]
    ranks = place_words.ranks(row)
    if len(ranks) > 1:
        parts.append(html.Div(mark("conflict", word=f"hạng {' và '.join(ranks)}")))
    words = [f"hạng {ranks[0]}"] if len(ranks) == 1 else []
    if row["score_period"] != answer.request.period:
        words.append(f"số liệu {row['score_period']}")
    return [*parts, aside(" · ".join(words))] if words else parts


def _budget(row: Row, _answer: Answer) -> Children:
    """What was executed of what was allocated; before that is known, the allocation alone."""
    if row["executed"] is None or not row["allocated"]:
        return [html.Span("chưa có số thực hiện"), aside(f"giao {formats.vnd_short(row['allocated'])}")]
    spent = formats.percent(share(row["executed"], row["allocated"]))
    return [html.Span(spent), aside(wording.amounts(row["executed"], row["allocated"]))]


def _tasks(row: Row, _answer: Answer) -> Children:
    return formats.count_pair(Ratio(row["tasks_unreported"], row["tasks_due"]))


def _targets(row: Row, _answer: Answer) -> Children:
    """Verdicts are given on results of the target's own period only (domain.md section 2)."""
    whole = formats.counted(row["targets"], "chỉ tiêu")
    if not row["targets_judged"]:
        return [html.Span("chưa có kết quả báo cáo cùng kỳ"), aside(whole)]
    pair = formats.count_pair(Ratio(row["targets_behind"], row["targets_judged"]))
    return [html.Span(pair), aside(f"có kết quả báo cáo cùng kỳ, trong {whole}")]


def _newest(row: Row, _answer: Answer) -> Children:
    return formats.date_table(row["newest_on"].date())


def _has(*names: str) -> Callable[[Row], bool]:
    return lambda row: all(row[name] is not None for name in names)


def _counts(name: str) -> Callable[[Row], bool]:
    """Whether there is anything to divide by."""
    return lambda row: bool(row[name])


_COLUMNS: Final = (
    _Column("Phản ánh xử lý đúng hạn", _counts("feedback_closed"), _timely("feedback", "feedback")),
    _Column("Phản ánh đang quá hạn", _has("feedback_overdue"), _overdue("feedback")),
    _Column("Hồ sơ giải quyết đúng hạn", _counts("dossier_closed"), _timely("dossier", "dossiers")),
    _Column("Hồ sơ đang quá hạn", _has("dossier_overdue"), _overdue("dossier")),
    _Column("Hồ sơ nộp trực tuyến", _counts("received"), _online),
    _Column("Điểm chuyển đổi số", _has("score"), _score),
    _Column("Ngân sách thực hiện", _has("allocated"), _budget),
    _Column("Nhiệm vụ đến hạn chưa có báo cáo", _has("tasks_due"), _tasks, is_figure=True),
    _Column("Chỉ tiêu chưa đạt", _has("targets"), _targets),
    _Column("Số liệu đến ngày", _has("newest_on"), _newest, is_figure=True),
)

PANEL = Panel(
    name="locality_board",
    title="Địa bàn nào cần chỉ đạo trước?",
    draw=draw,
    missing="Cần nạp số liệu của ít nhất một địa bàn: ioc load plans.",
)
