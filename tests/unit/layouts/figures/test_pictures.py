"""What holds for every picture: plain, small, spoken in words, coloured by token, from this server only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from layouts import theme
from layouts.figures.bullet import Bullet, bullet
from layouts.figures.choropleth import Area, Sheet, choropleth
from layouts.figures.dots import Dot, Rank, dots, ranks
from layouts.figures.interval import Span, interval
from layouts.figures.ladder import Loss, ladder
from layouts.figures.shares import Counts, Part, shares

ROWS = range(12)
TOKENS = {f"token:{role}" for role in (*theme.COLOURS, *theme.SIZES, *theme.OTHERS)}
COLOUR_KEYS = {"color", "fillcolor", "bgcolor", "paper_bgcolor", "plot_bgcolor", "tickcolor"}
CLEAR = "rgba(0,0,0,0)"

AREAS = [
    Area(
        f"2554{at}@1900-01-01",
        f"Xã Tân Phú {at}",
        at or None,
        f"{at}/9",
        f"Xã Tân Phú: {at}/9",
        "Tân Phú",
        1,
        106.1,
        11.5,
    )
    for at in ROWS
]
PICTURES: dict[str, dict[str, Any]] = {
    "bullet": bullet(
        [Bullet(f"k{at}", f"Hoạt động chính quyền số {at}", at, 12, f"{at}/12", 9, "baseline") for at in ROWS]
    ),
    "ladder": ladder([Loss(f"k{at}", f"Hạ tầng số {at}", at, f"{at} điểm") for at in ROWS]),
    "dots": dots([Dot(f"k{at}", f"Hạ tầng số {at}", at, f"{at} %") for at in ROWS], 0, 12),
    "ranks": ranks([Rank(f"k{at}", f"Hạ tầng số {at}", at or None, 11, f"{at}/11") for at in ROWS]),
    "shares": shares(
        [Part("Xử lý trễ hạn", "negative"), Part("Xử lý đúng hạn", "accent")],
        [Counts(f"k{at}", f"Xã Tân Phú {at}", (at, 12), f"{at}/{at + 12} trễ hạn") for at in ROWS],
    ),
    "interval": interval([Span(f"k{at}", f"Xã Tân Phú {at}", at, at + 2, 20, f"{at}/20") for at in ROWS]),
    "choropleth": choropleth(AREAS, Sheet("/geo/x.geojson", 106, 11, 107, 12), "Số vụ trễ hạn"),
}
every_picture = pytest.mark.parametrize("name", PICTURES)


def leaves(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value in a figure with the name that it stands under."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, name)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from leaves(value, key)
    else:
        yield key, node


@every_picture
def test_a_picture_is_plain_and_small_and_asks_nobody_else(name: str) -> None:
    sent = orjson.dumps(PICTURES[name])
    assert len(sent) < 9_000
    assert b"http" not in sent
    assert "template" not in PICTURES[name]["layout"]


@every_picture
def test_colours_are_roles_that_both_themes_know(name: str) -> None:
    found = list(leaves(PICTURES[name]))
    assert {value for key, value in found if key in COLOUR_KEYS} <= TOKENS | {CLEAR}
    assert {value for _, value in found if str(value).startswith("token:")} <= TOKENS


@every_picture
def test_a_picture_cannot_be_zoomed_and_has_no_margin_of_its_own(name: str) -> None:
    layout = PICTURES[name]["layout"]
    assert layout["dragmode"] is False
    assert (layout["margin"]["l"], layout["margin"]["r"]) == (0, 0)


@every_picture
def test_every_row_speaks_and_can_be_followed(name: str) -> None:
    spoken = [trace for trace in PICTURES[name]["data"] if "hovertemplate" in trace]
    said = [text for trace in spoken for text in trace.get("hovertext") or trace["text"]]
    keys = {key for trace in spoken for key in trace["customdata"]}
    assert len(keys) == len(ROWS)
    assert all(said)
    assert all(trace["hovertemplate"].endswith("<extra></extra>") for trace in spoken)
