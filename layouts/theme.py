"""Names of the design tokens. Their values, light and dark, live once: in assets/00_tokens.css.

Figures carry names, `token:accent`, and the browser puts in the values of the theme it shows: one cached
figure serves both themes, and a change of theme or text size asks the server nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from layouts.drawing import Status

_PREFIX = "token:"

COLOURS = (
    "ground",
    "surface",
    "ink",
    "secondary",
    "rule",
    "track",
    "accent",
    "positive",
    "caution",
    "negative",
    "neutral",
    "conflict",
    "seq-0",
    "seq-1",
    "seq-2",
    "seq-3",
    "seq-4",
    "on-seq-0",
    "on-seq-1",
    "on-seq-2",
    "on-seq-3",
    "on-seq-4",
    "hatch",
)
"""Roles of colour. `track` is the pale bed of a bar, `hatch` the lines that stand for "no figures",
`on-seq-2` the ink that can be read on `seq-2`."""

SIZES = ("size-small", "size-text", "size-head")
"""Sizes of type; in figures they become pixels that follow the reader's A− A+."""

OTHERS = ("font",)


def token(role: str) -> str:
    """Name a token for a figure dict: token("accent") is "token:accent"; unknown roles raise ValueError."""
    if role not in {*COLOURS, *SIZES, *OTHERS}:
        message = f"no design token is called {role!r}"
        raise ValueError(message)
    return f"{_PREFIX}{role}"


SEQUENTIAL = [token(f"seq-{step}") for step in range(5)]
"""From little to much: pale blue-grey to burnt orange; reversed luminance on dark ground."""

ON_SEQUENTIAL = [token(f"on-seq-{step}") for step in range(5)]
"""Ink for labels that lie on the steps of SEQUENTIAL."""

STATUS_COLOURS: Mapping[Status, str] = {
    "on_target": token("positive"),
    "at_risk": token("caution"),
    "baseline": token("neutral"),
    "off_target": token("negative"),
    "unknown": token("neutral"),
    "conflict": token("conflict"),
}
"""Colour of a status in a figure; its word and shape stand beside it (domain.md section 4)."""
