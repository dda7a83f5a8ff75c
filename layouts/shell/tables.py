"""Semantic data tables: figures right-aligned in tabular digits, headers that screen readers can follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from data.contracts import Column, Columns
from layouts import elements as html
from layouts import formats
from layouts.shell.attributes import aria

_MAX_DECIMALS = 2


def table(
    columns: Sequence[Column],
    values: Columns,
    *,
    caption: str,
    tree_depth: str | None = None,
    highlight: str | None = None,
) -> Component:
    """Show `columns` of `values`; the first names the row.

    `tree_depth` names an integer column (0 = root) by which row names are indented, `highlight` a flag column
    whose true rows are set in bold (totals). Shares of measure "percent" are fractions.
    """
    size = len(values[columns[0].name])
    texts = [_texts(column, values[column.name]) for column in columns]
    depths, bold = _flags(values, tree_depth, size), _flags(values, highlight, size)
    names = [_name(text, columns[0], depth) for text, depth in zip(texts[0], depths, strict=True)]
    cells = zip(names, *map(_column, texts[1:], columns[1:]), strict=True)
    rows: list[Any] = [
        html.written("Tr", row, className="total" if is_bold else "")
        for row, is_bold in zip(cells, bold, strict=True)
    ]
    head = html.Thead(html.Tr([_heading(column) for column in columns]))
    content = html.Table([html.Caption(caption), head, html.Tbody(rows)], className="figures")
    return html.Div(content, className="table-scroll", role="region", tabIndex="0", **aria(label=caption))


def _heading(column: Column) -> Component:
    unit = ", đồng" if column.measure == "vnd" and "đồng" not in column.label else ""
    return html.Th(f"{column.label}{unit}", scope="col", className=_alignment(column))


def _name(text: str | None, column: Column, depth: int) -> dict[str, Any]:
    kind = f"{_alignment(column)} depth-{min(depth, 4)}" if depth else _alignment(column)
    return html.written("Th", _content(text), scope="row", className=kind)


def _column(texts: Sequence[str | None], column: Column) -> list[dict[str, Any]]:
    kind = _alignment(column)
    return [html.written("Td", _content(text), className=kind) for text in texts]


def _content(text: str | None) -> str | Component:
    if text is None:
        return html.Span(formats.MISSING, title=formats.NO_FIGURES, className="no-figure")
    return text


def _alignment(column: Column) -> str:
    return "words" if column.dtype in {"text", "flag"} else "digits"


def _flags(values: Mapping[str, Sequence[Any]], name: str | None, size: int) -> list[int]:
    """Read a flag or depth column; no column and no value both count as 0."""
    return [0] * size if name is None else [int(value or 0) for value in values[name]]


def _texts(column: Column, values: Sequence[Any]) -> list[str | None]:
    """Write a whole column, with the decimals that its finest value needs, so that commas stand in line."""
    write = _writer(column, [value for value in values if value is not None])
    return [None if value is None else write(value) for value in values]


def _writer(column: Column, present: Sequence[Any]) -> Callable[[Any], str]:
    writers: dict[str, Callable[[Any], str]] = {
        "text": str,
        "flag": lambda value: "có" if value else "không",
        "date": lambda value: formats.date_table(value.date()),
        # A bare integer is a year or an ordinal: dots between thousands would falsify it.
        "int": str,
    }
    if column.measure == "percent":
        return lambda value: formats.percent(value, aligned=True)
    if column.measure in {"cases", "vnd"}:
        return formats.number
    if column.dtype in writers:
        return writers[column.dtype]
    decimals = _decimals(present)
    return lambda value: formats.number(value, decimals)


def _decimals(present: Sequence[Any]) -> int:
    """Count the decimals, at most two, without which a value of the column would lose digits."""
    different = {float(value) for value in present}
    for decimals in range(_MAX_DECIMALS):
        if all(round(value, decimals) == value for value in different):
            return decimals
    return _MAX_DECIMALS
