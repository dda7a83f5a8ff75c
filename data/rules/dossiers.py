"""Reported counts of dossiers by field: summed where every part is known, judged where the source allows.

Source: domain.md section 2 (on-time rate; unknown is not zero; conflicts); S3 lines 61-73 for the form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Ratio
from data.rules.conflicts import percentage_agrees

Row: TypeAlias = Mapping[str, Any]

COUNTS = ("received", "returned", "in_progress", "closed_early", "closed_on_time", "closed_late")

OF_CASES = ("came", "reopened", "open_overdue")
"""What only single cases tell: dossiers received in the period, those of them opened again, those overdue.
None where a unit reported counts."""


def added(values: Iterable[int | None]) -> int | None:
    """Sum up counts; None where any is unknown, or where there is none."""
    found = list(values)
    known = [value for value in found if value is not None]
    return sum(known) if found and len(known) == len(found) else None


def summed(rows: Sequence[Row]) -> dict[str, int | None]:
    """Sum up each count of some rows."""
    return {name: added(row[name] for row in rows) for name in COUNTS}


def whole(rows: Sequence[Row]) -> dict[str, int | None]:
    """Counts of everybody together: of each unit its printed total, else the sum of its fields."""
    return summed([_total_of(list(own)) for _, own in _by(rows, lambda row: row["unit_address"])])


def fields(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Rows of the fields, without totals, those of one name together, in the order of their printing."""
    own = [row for row in rows if not row["is_total"]]
    found = [(name, list(members)) for name, members in _by(own, lambda row: row["field"])]
    return sorted(found, key=lambda pair: min(_position(row) for row in pair[1]))


def on_time(counts: Row) -> Ratio | None:
    """Closed early or on the day, of all that were returned; None where the source does not tell them."""
    parts, returned = added((counts["closed_early"], counts["closed_on_time"])), counts["returned"]
    return Ratio(parts, returned) if parts is not None and returned else None


def by_case(rows: Iterable[Row]) -> list[Row]:
    """Keep rows whose counts are those of single cases."""
    return [row for row in rows if row["came"] is not None]


def strict(cases: Sequence[Row]) -> Ratio | None:
    """On-time rate of single cases that counts open overdue ones as failures; None where there is no case."""
    total = {name: added(row[name] for row in cases) or 0 for name in (*COUNTS, "open_overdue")}
    on_time = total["closed_early"] + total["closed_on_time"]
    return of(on_time, total["returned"] + total["open_overdue"])


def reopened(cases: Sequence[Row]) -> Ratio | None:
    """Dossiers that had to be opened again, of those received in the period; None where none came."""
    return of(added(row["reopened"] for row in cases), added(row["came"] for row in cases))


def of(part: int | None, total: int | None) -> Ratio | None:
    """Make n out of N where both are known and N is not zero."""
    return Ratio(part, total) if part is not None and total else None


def share_agrees(row: Row, received: int | None) -> bool | None:
    """Tell whether a field's printed share is its dossiers of all received; None where it cannot be told.

    S3 line 65 prints 0,7 % for 26/3.410, line 68 0,4 % for 10/3.410: neither agrees.
    """
    ratio = of(row["received"], received)
    return None if ratio is None else percentage_agrees(row["share_printed"], ratio)


def _total_of(own: Sequence[Row]) -> Row:
    printed = [row for row in own if row["is_total"]]
    return printed[0] if printed else summed(own)


def _position(row: Row) -> int:
    """Place of a field in its table; one without a number stands behind all others."""
    found = row["position"]
    return 10_000 if found is None else int(found)


def _by(rows: Sequence[Row], key: Callable[[Row], str]) -> Any:
    return groupby(sorted(rows, key=key), key=key)
