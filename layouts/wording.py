"""Words for measures, targets and amounts that several panels must say alike."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from data.contracts import Period, Ratio
from layouts import formats
from layouts.formats import Numeric

PERCENT: Final = "percent"
RANK: Final = "rank"
YES_NO: Final = "boolean"
NO_COUNTS: Final = "không công bố n và N"
"""Stands beside a percentage whose source prints neither numerator nor denominator."""

SCOPES: Final[Mapping[str, str]] = {"agencies": "cấp huyện", "communes": "cấp xã", "whole": "toàn địa bàn"}
_SIGNS: Final[Mapping[str, str]] = {">": "> ", ">=": "≥ ", "=": "", "<=": "≤ ", "range": ""}
_MOST_DECIMALS: Final = 2
_MILLION: Final = Decimal(1_000_000)
_BILLION: Final = 1_000 * _MILLION
_GAP: Final = "..."
_AFTER: Final = "trở lên"
NBSP: Final = "\N{NO-BREAK SPACE}"


def lowered(words: str) -> str:
    """Write what begins a sentence as it stands inside one."""
    return words[:1].lower() + words[1:]


def period(shown: Period) -> str:
    """Name a period inside a sentence: "năm 2022"."""
    return lowered(formats.period_label(shown))


def figure(value: Numeric) -> str:
    """Write a number with the decimals that it has, at most two: "5", "47,6", "70,74"."""
    exact = Decimal(str(value))
    decimals = next(
        (places for places in range(_MOST_DECIMALS) if exact == round(exact, places)), _MOST_DECIMALS
    )
    return formats.number(exact, decimals)


def measured(value: Numeric | None, measure: str, label: str) -> str:
    """Write a value in its unit: "19,26 %", "5 xã", "hạng 10", "có"; a dash where it is unknown."""
    if value is None:
        return formats.MISSING
    if measure == PERCENT:
        return f"{figure(value)}{NBSP}%"
    if measure == RANK:
        return f"{label}{NBSP}{figure(value)}"
    if measure == YES_NO:
        return "có" if value else "không"
    return f"{figure(value)}{NBSP}{label}" if label else figure(value)


def level(row: Mapping[str, Any]) -> str:
    """Write what a target demands: "≥ 90 %", "> 85 %", "100 %", "30–50 %"; words where it has no number."""
    value, measure, label = row["target_value"], row["measure"], row["measure_label"] or ""
    if value is None:
        return "không đặt mức bằng số"
    if row["comparator"] == "range":
        return f"{figure(value)}–{measured(row['target_value_max'], measure, label)}"
    return f"{_SIGNS[row['comparator']]}{measured(value, measure, label)}".replace(" ", NBSP)


def quoted(comparator: str, target: str) -> str:
    """Quote the words that make a level as a sentence has them: "«từ 30% trở lên»", "«trên 80%»".

    The transcription keeps comparator and level apart; empty where nothing stands beside the level.
    """
    if not comparator:
        return ""
    if target.casefold().startswith(comparator.casefold()):
        return f"«{target}»"
    if _GAP in comparator:
        return f"«{comparator.replace(_GAP, target)}»"
    return f"«{target} {comparator}»" if comparator.endswith(_AFTER) else f"«{comparator} {target}»"


def distance(gap: Numeric | None, measure: str, label: str, goal: str) -> str:
    """Write how far a baseline is from its target: "còn cách 70,74 điểm tới 90 %"; no verdict."""
    if gap is None:
        return ""
    if not gap:
        return f"đã bằng mức {goal}"
    unit = "điểm" if measure == PERCENT else label
    return f"còn cách {figure(gap)}{NBSP}{unit} tới {goal}"


def counts(numerator: int | None, denominator: int | None) -> str:
    """Write n/N, or say that the source prints neither."""
    if numerator is None or not denominator:
        return NO_COUNTS
    return formats.count_pair(Ratio(numerator, denominator))


def behind(measure: str, numerator: int | None, denominator: int | None) -> str:
    """Write what stands behind a percentage; a count needs no n/N of its own."""
    return counts(numerator, denominator) if measure == PERCENT else ""


def amounts(part: int, whole: int) -> str:
    """Write two amounts in one unit that suits both: "157,9/223,0 triệu đồng", "233,24/302,67 tỷ đồng"."""
    is_great = min(part, whole) >= _BILLION
    scale, decimals, name = (_BILLION, 2, "tỷ") if is_great else (_MILLION, 1, "triệu")
    written = "/".join(formats.number(Decimal(amount) / scale, decimals) for amount in (part, whole))
    return f"{written}{NBSP}{name}{NBSP}đồng"


def full(part: int, whole: int) -> str:
    """Write two amounts to the đồng: "315.739.306/381.176.000 đồng"."""
    return f"{formats.number(part)} / {formats.number(whole)}{NBSP}đồng"
