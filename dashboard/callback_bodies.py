"""Requests to Dash's callback address: only what our own pages can send gets as far as Dash.

Dash trusts its renderer, and answers anything else with an exception and status 500.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

Declared: TypeAlias = Mapping[str, Any]
"""What Dash keeps of a callback: its inputs and states with `id` and `property`."""

LONGEST_ADDRESS = 4000
"""Characters of a path or query; ours have some hundred."""


class Slot(BaseModel):
    """A property of a component, with its value where it is given one."""

    model_config = ConfigDict(strict=True)

    id: str | dict[str, str]
    property: str
    value: Any = None


class CallbackBody(BaseModel):
    """What the renderer sends. Nesting is bounded by pydantic's reader of JSON."""

    model_config = ConfigDict(strict=True)

    output: str
    outputs: Slot | list[Slot]
    inputs: list[Slot]
    state: list[Slot] = Field(default_factory=list)
    changed: list[str] = Field(default_factory=list, alias="changedPropIds")


def is_ours(body: bytes, callbacks: Mapping[str, Declared]) -> bool:
    """Tell whether a body is a call of one of `callbacks`, by output, with values that it can read."""
    try:
        read = CallbackBody.model_validate_json(body)
    except ValidationError:
        return False
    declared = callbacks.get(read.output)
    if declared is None:
        return False
    given = [*read.inputs, *read.state]
    return (
        _fit(read.inputs, declared["inputs"])
        and _fit(read.state, declared["state"])
        and _written(read.outputs) in {read.output, None}
        and all(_is_readable(slot) for slot in given)
    )


def _fit(given: Sequence[Slot], declared: Sequence[Mapping[str, str]]) -> bool:
    return len(given) == len(declared) and all(
        slot.property == place["property"] and _is_named(slot.id, place["id"])
        for slot, place in zip(given, declared, strict=True)
    )


def _is_named(given: str | dict[str, str], declared: str) -> bool:
    """Compare ids; those of a pattern, which Dash declares as JSON, by their keys."""
    if isinstance(given, str):
        return given == declared
    return declared.startswith("{") and orjson.loads(declared).keys() == given.keys()


def _written(outputs: Slot | list[Slot]) -> str | None:
    """Write outputs as Dash names a callback by them; None for those of a pattern."""
    slots = [outputs] if isinstance(outputs, Slot) else outputs
    if any(not isinstance(slot.id, str) for slot in slots):
        return None
    names = [f"{slot.id}.{slot.property}" for slot in slots]
    return names[0] if isinstance(outputs, Slot) else f"..{'...'.join(names)}.."


def _is_readable(slot: Slot) -> bool:
    if isinstance(slot.id, str):
        return _READABLE.get(f"{slot.id}.{slot.property}", _is_anything)(slot.value)
    return slot.id.get("part") != "request"  # a panel's request that could be read is answered before Dash


def _is_anything(_value: Any) -> bool:
    return True


def _is_path(value: Any) -> bool:
    return _is_text(value) and value.startswith("/")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_ADDRESS


_READABLE: Mapping[str, Callable[[Any], bool]] = {
    "_pages_location.pathname": _is_path,
    "_pages_location.search": _is_text,
}
"""What Dash's router needs of the address that it is told."""
