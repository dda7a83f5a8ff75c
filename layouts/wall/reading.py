"""What a panel says, as plain words: a scene says the same as the page that its evidence stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import formats
from layouts.drawing import Status
from layouts.shell.marks import SIMULATED
from layouts.shell.provenance import provenance as line

_UPDATED = "updated"
"""Class of the part of the line of provenance after which only a list comes, which a room cannot open."""


def words(content: Any) -> str:
    """Give the text of a component and all that is in it."""
    if content is None:
        return ""
    if isinstance(content, list | tuple):
        return "".join(words(part) for part in content)
    if isinstance(content, dict):
        return words(content["props"].get("children"))
    return words(getattr(content, "children", None)) if isinstance(content, Component) else str(content)


def classed(content: Any, name: str) -> Iterator[Component]:
    """Find the components of a CSS class, in their order."""
    if isinstance(content, list | tuple):
        for part in content:
            yield from classed(part, name)
    elif isinstance(content, dict):
        yield from classed(content["props"].get("children"), name)
    elif isinstance(content, Component):
        if name in str(getattr(content, "className", "")).split():
            yield content
        else:
            yield from classed(getattr(content, "children", None), name)


def said(content: Any, name: str) -> str:
    """Give the text of the first component of a class; nothing where there is none."""
    return words(next(classed(content, name), None))


def status_of(content: Any, known: tuple[Status, ...]) -> Status | None:
    """Read the status that a component is marked with."""
    return next((status for status in known if any(classed(content, f"status-{status}"))), None)


def provenance(answer: Answer) -> str:
    """Write period and update as the panel does; the wall adds when it shows them."""
    parts = line(answer, "")
    last = next(at for at, part in enumerate(parts) if any(classed(part, _UPDATED)))
    return words(parts[: last + 1])


def topic(answer: Answer, subject: str) -> str:
    """Name place and subject; that figures are invented is said at the size of labels, not small below."""
    place = f"{SIMULATED} · {answer.locality.name}" if answer.locality.is_simulated else answer.locality.name
    return f"{place} · {subject}"


def period(answer: Answer) -> str:
    """Name the period shown; one that has not ended says so."""
    partial = "" if answer.period.is_complete(answer.request.as_of) else ", kỳ chưa kết thúc"
    return f"{formats.period_label(answer.period)}{partial}"
