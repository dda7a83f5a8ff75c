"""Reported results as printed, with n/N, as several panels must say them alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from dash.development.base_component import Component

from data.contracts import Ratio
from layouts import elements as html
from layouts import formats, wording
from layouts.shell.marks import mark

ORIGINS: Final[Mapping[str, str]] = {
    "derived": "đếm từ liệt kê, văn bản không in số này",
    "inferred": "văn bản in không rõ, đọc theo các số bên cạnh",
}
"""What a figure that the document does not print plainly rests on."""

_BARE_NUMBER: Final = re.compile(r"[0-9][0-9.,/ ]*")


def remark(row: Mapping[str, Any]) -> str:
    """Say what a figure rests on, and the transcription's note; empty where there is neither."""
    return " · ".join(filter(None, (ORIGINS.get(row["status"], ""), row["note"])))


def printed(row: Mapping[str, Any]) -> str:
    """Print what stands in the document; a bare number gets its unit, which stands beside it there."""
    text, label = row["printed"], row["measure_label"] or ""
    if not text:
        return wording.measured(row["value"], row["measure"], label)
    if row["measure"] == wording.RANK:
        return f"{label} {text}"
    return f"{text} {label}" if label and _BARE_NUMBER.fullmatch(text) else text


def counts(row: Mapping[str, Any]) -> str | list[Component | str]:
    """Write n/N with its percentage, and a mark where the printed percentage is another."""
    if row["denominator"] is None:
        return wording.NO_COUNTS if row["measure"] == wording.PERCENT else ""
    pair = formats.count_pair(Ratio(row["numerator"], row["denominator"]))
    if row["agrees"] is True:
        return pair
    said = f"{pair} = {formats.percent(row['share'])}"
    return said if row["agrees"] is None else [said, html.Div(mark("conflict", word="khác tỷ lệ in"))]


def line(row: Mapping[str, Any]) -> str:
    """Name the line of the document; a dash where it is unknown."""
    return formats.MISSING if row["line"] is None else f"dòng {row['line']}"
