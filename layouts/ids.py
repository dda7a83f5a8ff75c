"""Component ids, typed: one place that knows how the parts of a page are addressed."""

from __future__ import annotations

import json
from typing import Literal, TypeAlias

from dash.dependencies import Wildcard

Slot: TypeAlias = Literal[
    "request", "headline", "note", "body", "figure", "graph", "table", "footer", "shown-at"
]

URL = "_pages_location"
"""Dash's own location component: path and query string are the state of a page."""

DATA_VERSION = "data-version"
"""Store that the heartbeat script sets when the server's data version moves. Triggers, is never trusted."""


def slot(panel: str | Wildcard, part: Slot) -> dict[str, str | Wildcard]:
    """Id of one part of a panel's frame; `panel` is the panel's name or a wildcard."""
    return {"panel": panel, "part": part}


def dom_id(panel: str, part: Slot) -> str:
    """Id of a slot in the document, as Dash's renderer writes it: what aria-describedby points at."""
    return json.dumps(slot(panel, part), sort_keys=True, separators=(",", ":"))
