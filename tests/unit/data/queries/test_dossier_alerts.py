"""Exceptions of administrative procedures, worst first; what the source leaves open is no failure."""

from __future__ import annotations

from typing import Any

from data.queries import dossier_alerts as query
from layouts.records import records
from tests.dossier_forms import TAM_PHUOC, TAN_CHAU, USED, field, found, promised, total
from tests.plan_forms import YEAR_2023, answered, asked


def heads(rows: object) -> list[tuple[str, str, object, object]]:
    answer = answered(query, rows)  # type: ignore[arg-type]
    told = [(row["kind"], row["status"], row["n"], row["total"]) for row in records(answer)]
    return list(dict.fromkeys(told))


def test_counts_of_the_plan() -> None:
    assert heads(TAM_PHUOC) == [
        ("share_conflict", "conflict", 2, 5),
        ("unclear_print", "conflict", 1, 1),
        ("untold_by_field", "unknown", 5, 5),
    ]
    assert answered(query, TAM_PHUOC).facts == {"alerts": 3, "fields": 5, "targets": 0}


def test_targets_of_the_plan() -> None:
    assert heads(TAN_CHAU) == [("target_gap", "baseline", None, None), ("without_result", "unknown", 1, 2)]
    assert answered(query, TAN_CHAU).facts["alerts"] == 2


def test_late_dossiers_come_first_with_their_fields() -> None:
    known: dict[str, Any] = {"closed_early": 1, "closed_on_time": 1}
    fields = [
        field(1, "A", 10, returned=4, closed_late=2, **known),
        field(2, "B", 5, returned=2, closed_late=0, **known),
    ]
    rows = records(answered(query, [*fields, total(15, returned=6, closed_late=2, closed_early=2)]))
    assert [(row["kind"], row["severity"], row["item"], row["item_n"]) for row in rows] == [
        ("late_dossiers", 1, "A", 2)
    ]
    assert (rows[0]["n"], rows[0]["total"]) == (2, 6)


def test_a_missed_target_is_worse_than_a_baseline() -> None:
    missed = {**promised(1, USED, "DVC có hồ sơ", 90), **found(1, 45.0, YEAR_2023)}
    baseline = {**promised(2, USED, "DVC toàn trình", 90), **found(2, 45.0)}
    rows = records(answered(query, [baseline, missed]))
    assert [(row["status"], row["severity"]) for row in rows] == [("off_target", 1), ("baseline", 2)]


def test_all_looked_at_and_nothing_off_is_calm() -> None:
    met = {**promised(1, USED, "DVC có hồ sơ", 40), **found(1, 45.0, YEAR_2023)}
    assert [row["kind"] for row in records(answered(query, [met]))] == ["calm"]


def test_nothing_at_all_is_no_answer() -> None:
    assert query.shape([], asked())[0] == []
