"""Attributes whose names have a hyphen, which Python's keyword arguments cannot have."""

from __future__ import annotations

from typing import Any


def aria(**values: str) -> dict[str, Any]:
    """Name what screen readers need: aria(label="Cỡ chữ") is {"aria-label": "Cỡ chữ"}."""
    return {f"aria-{name}": value for name, value in values.items()}


def data(**values: str) -> dict[str, Any]:
    """Name what our scripts read: data(locality="tan_chau") is {"data-locality": "tan_chau"}."""
    return {f"data-{name.replace('_', '-')}": value for name, value in values.items()}
