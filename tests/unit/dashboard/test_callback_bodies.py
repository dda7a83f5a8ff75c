"""Only what our own pages send gets as far as Dash."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from dashboard.callback_bodies import LONGEST_ADDRESS, is_ours

OUTPUT = ".._pages_content.children..._pages_store.data.."
PATTERN = '{"panel":["MATCH"],"part":"shown"}.children'
CALLBACKS = {
    OUTPUT: {
        "inputs": [
            {"id": "_pages_location", "property": "pathname"},
            {"id": "_pages_location", "property": "search"},
        ],
        "state": [],
    },
    PATTERN: {"inputs": [{"id": '{"panel":["MATCH"],"part":"clicks"}', "property": "n"}], "state": []},
}


def page(**more: Any) -> dict[str, Any]:
    """The renderer's request for a page."""
    return {
        "output": OUTPUT,
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [location("pathname", "/feedback"), location("search", "?period=2022")],
        "changedPropIds": ["_pages_location.pathname"],
        "parsedChangedPropsIds": ["_pages_location.pathname"],
        **more,
    }


def location(name: str, value: Any) -> dict[str, Any]:
    """A part of the address."""
    return {"id": "_pages_location", "property": name, "value": value}


def pattern(panel: Any = "x", part: str = "clicks") -> dict[str, Any]:
    """A request of a callback for every panel."""
    return {
        "output": PATTERN,
        "outputs": {"id": {"panel": panel, "part": "shown"}, "property": "children"},
        "inputs": [{"id": {"panel": panel, "part": part}, "property": "n", "value": 3}],
    }


@pytest.mark.parametrize("body", [page(), page(state=[]), pattern()])
def test_what_the_renderer_sends_passes(body: dict[str, Any]) -> None:
    assert is_ours(orjson.dumps(body), CALLBACKS)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        page(output="other.children"),
        page(output=7),
        page(outputs=[]),
        page(outputs={"id": "_pages_content", "property": "children"}),
        page(inputs=[]),
        page(inputs=[location("pathname", "/")]),
        page(inputs=[location("pathname", "/"), location("hash", "")]),
        page(inputs=[location("pathname", "feedback"), location("search", "")]),
        page(inputs=[location("pathname", ["/"]), location("search", "")]),
        page(inputs=[location("pathname", "/"), location("search", {"a": 1})]),
        page(inputs=[location("pathname", "/" * (LONGEST_ADDRESS + 1)), location("search", "")]),
        page(state=[location("pathname", "/")]),
        page(changedPropIds="x"),
        pattern(panel=1),
        pattern(part="request"),
    ],
)
def test_anything_else_is_refused(body: Any) -> None:
    assert not is_ours(orjson.dumps(body), CALLBACKS)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"output":NaN}'])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    assert not is_ours(body, CALLBACKS)
