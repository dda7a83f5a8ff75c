"""Which localities need direction: the first of the list of localities, each with what is off.

Only where a wall sees several: beside none there is nothing to compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from data.contracts import Answer
from layouts import formats, place_words
from layouts.drawing import Status
from layouts.panels import locality_board
from layouts.records import records
from layouts.shell.links import to_page
from layouts.shell.marks import SIMULATED
from layouts.wall import reading
from layouts.wall.scene import Item, Scene, SceneKind, Told

Row: TypeAlias = Mapping[str, Any]

PATH = "/localities"
TOPIC = "Các địa bàn"
SHOWN = 5
"""Places below the headline: the list on the page has all of them."""
_WORST_FIRST: Sequence[Status] = ("off_target", "conflict", "at_risk")


def draw(told: Told) -> Scene | None:
    """List the places with most to decide on; None for a single place, or where none has figures."""
    answer = told.answers["locality_board"]
    rows = records(answer)
    if len(rows) == 1 or not any(row["has_figures"] for row in rows):
        return None
    concerned = [row for row in rows if row["exceptions"]]
    return Scene(
        topic=f"{SIMULATED} · {TOPIC}" if answer.locality.is_simulated else TOPIC,
        period=reading.period(answer),
        headline=locality_board.draw(answer).headline,
        address=to_page(PATH, answer.request),
        provenance=reading.provenance(answer),
        items=tuple(_item(row, answer) for row in concerned[:SHOWN]),
        rest=_rest(len(concerned) - SHOWN),
        is_calm=not concerned,
    )


def _item(row: Row, answer: Answer) -> Item:
    """Name a place with the worst that is off, and count the rest: a line holds no more."""
    found = place_words.concerns(row, answer.request.period)
    found.sort(key=lambda concern: _WORST_FIRST.index(concern.status))
    worst, *others = found
    more = f" · {formats.counted(len(others), 'điểm')} khác" if others else ""
    return Item(worst.status, row["place"], f"{worst.words}{more}")


def _rest(hidden: int) -> str:
    return f"{formats.counted(hidden, 'địa bàn')} khác có điểm bất thường" if hidden > 0 else ""


SCENE = SceneKind(
    key="localities",
    title=TOPIC,
    path=PATH,
    questions=("locality_board",),
    draw=draw,
    wide=(56, 32),
    portrait=(32, 56),
)
