"""The one pattern-matching callback that fills every panel: parse, ask, draw."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, TypeAlias

import structlog
from dash import MATCH, ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate
from flask import g

from callbacks.elsewhere import own_units, places_with_figures, subject_name
from callbacks.requests import Requests, UnknownRequestError
from data.contracts import DataUnavailableError, OutOfScopeError, Request
from data.source import DataSource
from layouts.drawing import Panel
from layouts.formats import period_label
from layouts.ids import DATA_VERSION, slot
from layouts.panels import PANELS
from layouts.shell import states
from layouts.shell.states import Filling

Filled: TypeAlias = Literal["headline", "note", "body", "figure", "table", "footer"]
FILLED: tuple[tuple[Filled, str], ...] = (
    ("headline", "children"),
    ("note", "children"),
    ("body", "children"),
    ("figure", "data"),
    ("table", "children"),
    ("footer", "children"),
)
log = structlog.get_logger(__name__)


def register(app: Dash, source: DataSource, requests: Requests) -> None:
    """Register the callback that fills panels, and those that finish them in the browser."""

    @app.callback(
        [Output(slot(MATCH, part), prop) for part, prop in FILLED],
        Input(slot(MATCH, "request"), "data"),
        Input(DATA_VERSION, "data"),
        State(slot(MATCH, "request"), "id"),
    )
    def fill(query: Mapping[str, str], _version: str | None, frame: Mapping[str, str]) -> list[Any]:
        filling = filled(frame["panel"], query, source, requests)
        return [filling[part] for part, _ in FILLED]

    _finish_in_browser(app)


def _finish_in_browser(app: Dash) -> None:
    """Hand filled slots to assets/50_plotly_template.js: the theme of a figure, the time of display."""
    graph = slot(MATCH, "graph")
    app.clientside_callback(
        ClientsideFunction("ioc", "themed"),
        [Output(graph, "figure"), Output(graph, "style")],
        Input(slot(MATCH, "figure"), "data"),
        State(graph, "style"),
    )
    app.clientside_callback(
        ClientsideFunction("ioc", "shown"),
        Output(slot(MATCH, "shown-at"), "children"),
        Input(slot(MATCH, "footer"), "children"),
    )


def filled(name: str, query: Mapping[str, str], source: DataSource, requests: Requests) -> Filling:
    """Fill one panel for whoever looks, from its query; see `filled_for`."""
    is_wide = name in PANELS and source.is_wide(name)
    return filled_for(name, partial(requests.read, query, is_wide=is_wide), source, requests)


def filled_for(name: str, read: Callable[[], Request], source: DataSource, requests: Requests) -> Filling:
    """Fill one panel, whatever happens: an error in one never takes the page down.

    `read` gives the request, or raises what `Requests.read` does. A complete answer leaves its data version
    in `g`, which allows its bytes to be kept; a state that will pass leaves none.
    """
    panel = PANELS.get(name)
    if panel is None:
        raise PreventUpdate  # no page of ours asks for it
    try:
        request = read()
        if not source.may_ask(name, request):
            return _beyond_scope(panel, request, requests)
        return _answered(panel, request, source)
    except DataUnavailableError as error:
        log.warning("panel_unavailable", panel=name, reason=str(error))
        return states.unavailable(panel)
    except UnknownRequestError as error:
        return states.refused(panel, error.problem)
    except OutOfScopeError:
        return states.out_of_scope(panel)
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("panel_failed", panel=name, reference=reference)
        return states.failed(panel, reference)


def _beyond_scope(panel: Panel, request: Request, requests: Requests) -> Filling:
    """Say so calmly, and lead to what the viewer has been given."""
    locality = requests.catalogue().locality(request.locality)
    return states.out_of_scope(panel, own_units(locality, request))


def _answered(panel: Panel, request: Request, source: DataSource) -> Filling:
    answer = source.ask(panel.name, request)
    label = period_label(answer.period)
    if answer.is_empty:
        elsewhere = places_with_figures(panel, answer)
        whose = subject_name(panel, answer)
        filling = states.missing(panel, answer.locality, label, elsewhere, whose=whose)
    else:
        filling = states.drawn(panel.draw(answer), answer, label)
    g.data_version = answer.version
    return filling
