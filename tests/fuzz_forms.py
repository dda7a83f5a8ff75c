"""Callback requests as no browser sends them: wrong names, types, sizes, nesting, bytes that are no JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from werkzeug.test import TestResponse

from callbacks.panels import FILLED
from data.contracts import Catalogue
from layouts.ids import DATA_VERSION, slot
from layouts.panels import PANELS
from tests.scope_forms import PLANTED, WORD
from tests.scope_world import text

PANEL_OUTPUT = "..{}..".format(
    "...".join(f'{{"panel":["MATCH"],"part":"{part}"}}.{prop}' for part, prop in FILLED)
)
PAGES_OUTPUT = ".._pages_content.children..._pages_store.data.."
BOMBS = (900, 1_000, 1_023, 1_024, 5_000, 100_000)
"""Depths of nesting about the limits of the two readers of JSON in the way, and far beyond."""

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=40),
    st.sampled_from(
        ["", "all", "__proto__", "../../etc", "' OR 1=1 --", "{{7*7}}", "\x00", "9" * 400, "%s" * 50]
    ),
)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


@dataclass(frozen=True, slots=True)
class Known:
    """Words of a catalogue, among them those that the one who asks may not see."""

    localities: tuple[str, ...]
    periods: tuple[str, ...]
    units: tuple[str, ...]
    pillars: tuple[str, ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Known:
        """Collect them."""
        refs = catalogue.localities
        return cls(
            localities=tuple(ref.slug for ref in refs),
            periods=tuple({period.code for ref in refs for period in ref.periods}),
            units=tuple(unit.address for ref in refs for unit in ref.units),
            pillars=tuple({pillar.code for ref in refs for pillar in ref.pillars}),
        )


def queries(known: Known) -> SearchStrategy[Any]:
    """What a frame's Store might hold: true words, mixed with what is none."""
    fields = {
        "locality": st.sampled_from(known.localities),
        "period": st.sampled_from(known.periods),
        "unit": st.sampled_from(known.units),
        "pillar": st.sampled_from(known.pillars),
        "as_of": st.dates().map(str),
        "scope": st.sampled_from(known.units),
        "measure": st.text(max_size=80),
    }
    spoiled = {name: st.one_of(values, values, anything) for name, values in fields.items()}
    true = st.fixed_dictionaries({}, optional=fields)
    return st.one_of(true, true, st.fixed_dictionaries({}, optional=spoiled), anything)


def bodies(known: Known) -> SearchStrategy[bytes]:
    """Bodies of requests to the callback address."""
    asked = st.one_of(_panel(queries(known)), _panel(queries(known)), _page(), anything)
    return st.one_of(asked.map(written), asked.map(written), _broken(asked), st.sampled_from(BOMBS).map(bomb))


def bomb(depth: int) -> bytes:
    """A request whose one value is nested as deep as asked for."""
    value = "[" * depth + "]" * depth
    entry = f'{{"id":{json.dumps(slot("feedback_by_unit", "request"))},"property":"data","value":{value}}}'
    return f'{{"output":{json.dumps(PANEL_OUTPUT)},"inputs":[{entry}]}}'.encode()


def written(body: Any) -> bytes:
    """Write as browsers do; NaN, lone surrogates and all."""
    return json.dumps(body).encode("utf-8", "surrogatepass")


def _panel(query: SearchStrategy[Any]) -> SearchStrategy[Any]:
    names = st.sampled_from(sorted(PANELS))
    spoiled = st.sets(st.sampled_from(_PARTS), min_size=1, max_size=2)
    return st.one_of(
        st.builds(_panel_body, names, query, st.none(), st.just(frozenset())),
        st.builds(_panel_body, names, query, anything, spoiled),
        st.builds(_panel_body, scalars, query, anything, st.just(frozenset())),
    )


_PARTS = ("output", "outputs", "inputs", "state", "changedPropIds", "id", "property")


def _panel_body(name: Any, query: Any, junk: Any, spoiled: AbstractSet[str]) -> Any:
    """A request for a panel in which some parts are something else."""
    entry = {"id": {"panel": name, "part": "request"}, "property": "data", "value": query}
    body: dict[str, Any] = {
        "output": PANEL_OUTPUT,
        "outputs": [{"id": {"panel": name, "part": part}, "property": prop} for part, prop in FILLED],
        "inputs": [entry, {"id": DATA_VERSION, "property": "data", "value": None}],
        "state": [{"id": entry["id"], "property": "id", "value": entry["id"]}],
        "changedPropIds": [],
    }
    for part in spoiled:
        (entry if part in entry else body)[part] = junk
    return body


def _page() -> SearchStrategy[Any]:
    return st.builds(
        _page_body, st.one_of(st.sampled_from(["/", "/feedback", "/units/x"]), anything), anything
    )


def _page_body(path: Any, search: Any) -> Any:
    return {
        "output": PAGES_OUTPUT,
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }


def _broken(asked: SearchStrategy[Any]) -> SearchStrategy[bytes]:
    """Bytes that end too early or are something else altogether."""
    return st.one_of(st.binary(max_size=200), st.tuples(asked.map(written), st.integers(0, 400)).map(_cut))


def _cut(pair: tuple[bytes, int]) -> bytes:
    body, end = pair
    return body[:end]


def lengths(limit: int) -> Iterator[bytes]:
    """Bodies about the limit of size."""
    for size in (limit - 1, limit, limit + 1, 4 * limit):
        yield b'{"output":"' + b"x" * (size - 13) + b'"}'


def judge(response: TestResponse) -> None:
    """Raise where an answer shows a fault of ours, or something planted beyond the viewer's scope."""
    body = text(response)
    assert response.status_code in {200, 204, 400, 413}, (response.status_code, body[:500])
    for trace in ("Traceback", 'File "/', str(PLANTED), WORD, "Mã lỗi"):
        assert trace not in body, body[:500]
