"""What a panel's draw() gives back, and what a panel is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer

Children: TypeAlias = Component | str | list[Any] | None
Status: TypeAlias = Literal["on_target", "at_risk", "baseline", "off_target", "unknown", "conflict"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn answer: headline sentence computed from the data, one grey line under it, picture, table.

    `figure` is a plain Plotly dict without a template whose colours are `token:<role>` strings.
    `body` stands under the picture (or in place of one); `table` is kept behind a "show table" switch.
    """

    headline: str
    note: str = ""
    body: Children = None
    figure: Mapping[str, Any] | None = None
    table: Children = None


@dataclass(frozen=True, slots=True)
class Panel:
    """One question, its picture, headline and table. `name` is the stem shared with the query.

    `title` stands while loading and on errors; `has_graph` mounts a chart of `graph_height` rem;
    `missing` says in Vietnamese what to load where there is no figure; `alt` describes the chart;
    `subject` is the one that a period must have figures of for the panel to have an answer.
    """

    name: str
    title: str
    draw: Callable[[Answer], Drawing]
    missing: str
    has_graph: bool = False
    graph_height: float = 22
    alt: str = ""
    subject: str = ""
