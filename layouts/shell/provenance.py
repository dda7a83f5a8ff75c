"""The line under every panel that says of when its figures are, since when we have them, and from where."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Answer, Period, SourceRef
from layouts import elements as html
from layouts import formats
from layouts.shell.links import href, to_page
from layouts.shell.marks import SIMULATED, shape

_SECTIONS_NAMED = 2
"""Sections named in the line itself; more are counted, and listed behind "Nguồn"."""

_REGISTER = "data_"
"""Panels of the page that lists the conflicts themselves."""

_CORRECTABLE = ("feedback_", "dossier_", "budget_", "pillar_", "indicator_", "unit_figures", "unit_feedback")
"""Panels whose rows are figures that are corrected one by one."""

_ROWS_NAMED = 40
"""Rows of a file that an address names; a longer list of figures is searched by words."""

_TITLE_LENGTH = 44
"""Characters of a document's title in the line: titles of plans run over two lines; "Nguồn" has all of it."""


def provenance(answer: Answer, period_label: str) -> list[Component | str]:
    """Write period and update as sentences, with the full list of sources behind a switch."""
    span = formats.period_span(answer.period)
    open_end = "" if answer.period.is_complete(answer.request.as_of) else " (kỳ chưa kết thúc)"
    parts: list[Component | str] = [
        *([html.Strong(f"{SIMULATED} · ", className="simulated")] if answer.locality.is_simulated else []),
        html.Span(f"Kỳ số liệu {span}{open_end}", title=period_label, className="figures-period"),
        " · ",
        *_closed(answer.period),
        html.Span(_updated(answer.sources), className="updated"),
    ]
    if not answer.sources:
        return parts
    return [*parts, dot(), _source_list(answer), *_contradictions(answer)]


def _closed(period: Period) -> list[Component | str]:
    """Say that the figures of the period were settled, and when."""
    if period.closed_on is None:
        return []
    return [html.Span(f"Đã chốt {formats.date_table(period.closed_on)}", className="closed"), " · "]


def _contradictions(answer: Answer) -> list[Component | str]:
    """Mark figures that rest on rows of an open conflict; the register has both sides and their lines.

    Conflicts may name figures of other units: who sees a part of a place does not see them.
    """
    request = answer.request
    if request.scope is not None or answer.question.name.startswith(_REGISTER):
        return []
    rows = {(source.file, row) for source in answer.sources for row in source.rows}
    keys = {key for file, row, key in answer.locality.contradicted if (file, row) in rows}
    if not keys:
        return []
    address = f"{to_page('/data', request)}#data_conflicts"
    words = f"Số liệu mâu thuẫn ({len(keys)})"
    return [" ", html.Span([shape("conflict"), html.Link(words, href=address)], className="contradicted")]


def dot() -> Component:
    """Separate two parts of the line; hidden where an opened list of sources parts them anyway."""
    return html.Span(" · ", className="dot")


def _updated(sources: Sequence[SourceRef]) -> list[Component | str]:
    if not sources:
        return ["chưa ghi nguồn"]
    documents = list(dict.fromkeys(source.document for source in sources if source.document))
    files = {source.file for source in sources if not source.document}
    if len(documents) + len(files) > 1:
        counts = ((len(documents), "văn bản"), (len(files), "tệp"))
        counted = " và ".join(f"{count} {noun}" for count, noun in counts if count)
        return [f"{_newest(sources)}, theo {counted}"]
    if not documents:
        return [_newest(sources)]
    where = _where(sources)
    tail = f", {where}" if where else ""
    short = textwrap.shorten(documents[0], _TITLE_LENGTH, placeholder="…")
    named = html.Span(short, title=documents[0], className="document")
    return [f"{_newest(sources)} theo ", named, tail]


def _newest(sources: Sequence[SourceRef]) -> str:
    """Say when the newest source is from: a document has a date, a file without one the day of its loading.

    A document without a whole date is given as printed, with its loading.
    """
    dated = [source.dated for source in sources if source.dated]
    sent = [source for source in sources if not source.document]
    file = max(sent, key=lambda source: source.loaded_at, default=None)
    if file is not None and not (dated and formats.local_date(file.loaded_at) < max(dated)):
        return f"nạp {formats.date_prose(formats.local_date(file.loaded_at))} từ {file.file}"
    if dated:
        return f"cập nhật {formats.date_prose(max(dated))}"
    newest = max(sources, key=lambda source: source.loaded_at)
    printed = f"văn bản in «{newest.dated_printed}»" if newest.dated_printed else "văn bản không in ngày"
    return f"{printed}, nạp {formats.date_prose(formats.local_date(newest.loaded_at))}"


def _where(sources: Sequence[SourceRef]) -> str:
    """Name the sections of one document, with the lines where there is only one."""
    sections = list(dict.fromkeys(source.section for source in sources if source.section))
    lines = formats.number_ranges(line for source in sources for line in source.lines)
    if len(sections) > _SECTIONS_NAMED:
        return f"{', '.join(sections[:_SECTIONS_NAMED])} và {len(sections) - _SECTIONS_NAMED} mục khác"
    named = " và ".join(sections)
    return f"{named} (dòng {lines})".strip() if lines and len(sections) < _SECTIONS_NAMED else named


def _source_list(answer: Answer) -> Component:
    """List the sources once each; a secretary is led to the figures that came from them."""
    named: dict[str, SourceRef] = {}
    for source in answer.sources:
        named.setdefault(_source_text(source), source)
    items = [html.Li([text, *_correct(source, answer)]) for text, source in named.items()]
    return html.Details([html.Summary("Nguồn"), html.Ul(items)], className="sources")


def _correct(source: SourceRef, answer: Answer) -> list[Component]:
    """Lead to the figures of this source, where its rows are figures (assets/72_secretary.css)."""
    if not source.rows or not answer.question.name.startswith(_CORRECTABLE):
        return []
    rows = ",".join(map(str, source.rows[:_ROWS_NAMED]))
    address = href("/corrections/", locality=answer.locality.slug, file=source.file, rows=rows)
    return [html.A("Sửa số liệu", href=address, className="secretary-only")]


def _source_text(source: SourceRef) -> str:
    lines = f"dòng {formats.number_ranges(source.lines)}" if source.lines else ""
    rows = f" (hàng {formats.number_ranges(source.rows)})" if source.rows else ""
    file = f"tệp {source.file}{rows}" if source.file else ""
    return " · ".join(filter(None, (source.document, source.section, lines, file, _newest([source]))))
