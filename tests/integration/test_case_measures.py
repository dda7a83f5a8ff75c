"""Figures of the pages equal slow sums over single cases, at any day, beside reported counts, both databases.

Here the sums are made by pandas from the cases themselves; nothing of the rollups or the SQL is used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert, update

from data import migrate
from data.contracts import Interval, Ratio, Request
from data.engine import make_engine, writing
from data.queries import QUERIES
from data.rollups import cases, dossiers, feedback
from data.rollups.cases import Changes
from data.rollups.cases_days import FACTS, CaseKind
from data.schema import (
    DossierCount,
    FeedbackCount,
    Framework,
    Indicator,
    Period,
    Pillar,
    Source,
    Target,
    Unit,
)
from tests import case_forms
from tests.case_forms import NOW

PERIODS = {
    "2025-Q4": (dt.date(2025, 10, 1), dt.date(2026, 1, 1)),
    "2026-02": (dt.date(2026, 2, 1), dt.date(2026, 3, 1)),
    "2026": (dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
}
DAYS = st.dates(dt.date(2025, 11, 1), dt.date(2026, 9, 30))
RESOLVED = ("closed_early", "closed_on_time", "closed_late")
REPORTED = {"received": 9, "open_in_time": 1, "open_overdue": 0, "closed_on_time": 5, "closed_late": 3}
RATED = {"satisfied": 2, "accepted": 1, "dissatisfied": 1}


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    made = make_engine(module_database_url)
    migrate.upgrade(made)
    with writing(made) as connection:
        case_forms.fill_places(connection)
        case_forms.prepare_months(connection)
        source = {
            "file": "f.csv",
            "sheet": "",
            "row": 1,
            "sha256": "0" * 64,
            "loaded_by": "t",
            "loaded_at": NOW,
        }
        connection.execute(insert(Source).values(id=1, **source))
        for at, (code, (start, end)) in enumerate(PERIODS.items(), 10):
            kind = {"2025-Q4": "quarter", "2026-02": "month", "2026": "year"}[code]
            connection.execute(
                insert(Period).values(id=at, code=code, kind=kind, starts_on=start, ends_on=end)
            )
    yield made
    made.dispose()


def report(connection: Connection, unit: int) -> None:
    """Write what a unit reports of every period, beside its cases if it has any."""
    for period in range(10, 10 + len(PERIODS)):
        place = {"locality_id": 1, "unit_id": unit, "period_id": period, "source_id": 1}
        told = {"unit_printed": f"Xã {unit}", "is_total": False}
        connection.execute(insert(FeedbackCount).values(**place, **told, **REPORTED, **RATED))
        field = {"field": "Loại khác", "received": 8, "returned": 6, "in_progress": 2, "closed_late": 1}
        early = {"closed_early": 2, "closed_on_time": 3}
        connection.execute(insert(DossierCount).values(**place, **field, **early))
    feedback.rebuild(connection)


def asked(
    connection: Connection, name: str, request: Request
) -> tuple[list[dict[str, Any]], Mapping[str, Any]]:
    """Ask a question inside the transaction that wrote the cases; its answer must keep its contract."""
    rows = [dict(row) for row in connection.execute(QUERIES[name].statement(request)).mappings()]
    records, facts = QUERIES[name].shape(rows, request)
    QUERIES[name].QUESTION.values(records)
    QUERIES[name].QUESTION.check(facts)
    return records, facts


def judged(connection: Connection, kind: CaseKind, request: Request) -> pd.DataFrame:
    """Cases of the first locality known on the day, with their verdict then and what the period counts."""
    found = case_forms.facts(connection, kind)
    start, end = PERIODS[request.period]
    here = found[(found["locality_id"] == 1) & (found["received_on"].map(lambda day: day <= request.as_of))]
    rows = case_forms.records(here)
    for row in rows:
        is_closed = row["closed_on"] is not None and row["closed_on"] <= request.as_of
        row["verdict"] = case_forms.verdict(row) if is_closed else "open"
        row["came"] = start <= row["received_on"] < end
        row["ended"] = is_closed and start <= row["closed_on"] < end
        row["overdue"] = not is_closed and row["due_on"] is not None and row["due_on"] < request.as_of
        row["late"] = row["ended"] and row["verdict"] == "closed_late"
        row["resolved"] = row["ended"] and row["verdict"] in RESOLVED
        row["open"] = not is_closed
    return pd.DataFrame(rows, columns=[*found.columns, "verdict", *FLAGS])


FLAGS = ("came", "ended", "overdue", "late", "resolved", "open")


def units_with_figures(frame: pd.DataFrame) -> set[int]:
    """Units of which any case came, ended or is open: theirs win over what was reported."""
    return set(frame[frame["came"] | frame["ended"] | frame["open"]]["unit_id"]) if len(frame) else set()


kinds: st.SearchStrategy[CaseKind] = st.sampled_from(["feedback", "dossier"])


@settings(max_examples=25)
@given(rows=case_forms.many_cases("feedback"), as_of=DAYS, period=st.sampled_from(sorted(PERIODS)))
def test_feedback_figures_are_those_of_the_cases_where_a_unit_has_any(
    engine: Engine, rows: list[dict[str, Any]], as_of: dt.date, period: str
) -> None:
    request = Request("noi_1", period, as_of)
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, "feedback", Changes(rows), NOW)
        report(connection, 2)
        frame = judged(connection, "feedback", request)
        told, facts = asked(connection, "feedback_timeliness", request)
        _, rated = asked(connection, "feedback_satisfaction", request)
    with_cases = units_with_figures(frame)
    extra = 0 if 2 in with_cases else 1
    late, resolved, overdue = (int(frame[name].sum()) for name in ("late", "resolved", "overdue"))
    closed = resolved + 8 * extra
    assert facts["on_time"] == Ratio(closed - late - 3 * extra, closed)
    assert facts["strict"] == Ratio(closed - late - 3 * extra, closed + overdue)
    assert facts["by_case"] == Ratio(len(with_cases), len(with_cases) + extra)
    whole = next((row for row in told if row["scope"] == "whole"), {"received": 0})
    assert whole["received"] == resolved + int(frame["open"].sum()) + 9 * extra
    came = frame[frame["came"] == True]  # noqa: E712 - a column of objects
    if with_cases:
        answered = came["first_response_at"].notna()
        assert facts["responded"] == Ratio(int(answered.sum()), len(came))
        assert facts["reopened"] == Ratio(int((came["reopened_count"] > 0).sum()), len(came))
        minutes = [
            (row["first_response_at"] - row["received_at"]) // dt.timedelta(minutes=1)
            for row in case_forms.records(came[answered])
        ]
        expected = sum(minutes) / 60 / len(minutes) if minutes else None
        assert facts["response_hours"] == (pytest.approx(expected) if minutes else None)
    done = frame[frame["resolved"] == True]  # noqa: E712 - a column of objects
    ratings = done["rating"].value_counts()
    n = int(ratings.get("satisfied", 0)) + 2 * extra
    assert rated["rated"] == Ratio(n, int(ratings.sum()) + 4 * extra)
    failed = int(((done["verdict"] == "closed_late") | (done["rating"] == "dissatisfied")).sum())
    exact = whole["received"] - 9 * extra - failed
    low, high = (5, 6) if extra else (0, 0)
    assert rated["decision_766"] == Interval(exact + low, exact + high, whole["received"])


@settings(max_examples=25)
@given(rows=case_forms.many_cases("dossier"), as_of=DAYS, period=st.sampled_from(sorted(PERIODS)))
def test_dossier_figures_are_those_of_the_cases_where_a_unit_has_any(
    engine: Engine, rows: list[dict[str, Any]], as_of: dt.date, period: str
) -> None:
    request = Request("noi_1", period, as_of)
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, "dossier", Changes(rows), NOW)
        report(connection, 2)
        frame = judged(connection, "dossier", request)
        _, facts = asked(connection, "dossier_timeliness", request)
        fields, by_field = asked(connection, "dossier_fields", request)
        digital, shares = asked(connection, "dossier_digital", request)
    with_cases = units_with_figures(frame)
    extra = 0 if 2 in with_cases else 1
    late, resolved, waiting = (int(frame[name].sum()) for name in ("late", "resolved", "open"))
    if with_cases or extra:
        assert facts["received"] == resolved + waiting + 8 * extra == by_field["received"]
        assert facts["late"] == late + extra == sum(row["closed_late"] for row in fields)
        assert facts["in_progress"] == waiting + 2 * extra
        assert facts["by_case"] == Ratio(len(with_cases), len(with_cases) + extra)
    came = frame[frame["came"] == True]  # noqa: E712 - a column of objects
    online = int((came["is_online"] == True).sum())  # noqa: E712 - a column of objects
    due = came["is_paid_online"].notna()
    paid = int((came["is_paid_online"] == True).sum())  # noqa: E712 - a column of objects
    assert shares["online"] == Ratio(online, len(came))
    assert shares["digitised"] == Ratio(int((came["is_digitised"] == True).sum()), len(came))  # noqa: E712
    assert shares["paid"] == (Ratio(paid, int(due.sum())) if due.any() else None)
    assert sum(row["received"] for row in digital) == len(came)


@settings(max_examples=20)
@given(data=st.data(), kind=kinds, as_of=DAYS, period=st.sampled_from(sorted(PERIODS)))
def test_league_ages_and_comparison_equal_slow_sums(
    engine: Engine, data: st.DataObject, kind: CaseKind, as_of: dt.date, period: str
) -> None:
    rows = data.draw(case_forms.many_cases(kind))
    request = Request("noi_1", period, as_of)
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, kind, Changes(rows), NOW)
        frame = judged(connection, kind, request)
        league, _ = asked(connection, f"{kind}_league", request)
        _, ages = asked(connection, f"{kind}_ages", request)
        compared, _ = asked(connection, f"{kind}_compare", request)
    by_unit = {row["unit_name"]: row for row in league}
    for unit in units_with_figures(frame):
        own = frame[frame["unit_id"] == unit]
        row = by_unit[f"Xã {unit}"]
        resolved, late = int(own["resolved"].sum()), int(own["late"].sum())
        assert (row["closed"], row["closed_in_time"]) == (resolved, resolved - late)
        assert (row["open"], row["open_overdue"]) == (int(own["open"].sum()), int(own["overdue"].sum()))
        assert row["received"] == int(own["came"].sum())
    still_open = frame[frame["open"] == True]  # noqa: E712 - a column of objects
    waits = [(as_of - day).days for day in still_open["received_on"]]
    assert ages["open"] == len(still_open)
    assert ages["long"] == Ratio(sum(wait > 15 for wait in waits), len(waits))
    if compared:
        assert compared[0]["received"] == int(frame["came"].sum())
        assert compared[0]["closed"] == int(frame["resolved"].sum())


CODES: Mapping[str, tuple[CaseKind, Callable[[Mapping[str, Any]], bool | None]]] = {
    "ty_le_ho_so_truc_tuyen": ("dossier", lambda row: row["is_online"] if row["came"] else None),
    "ty_le_so_hoa_ho_so": ("dossier", lambda row: row["is_digitised"] if row["came"] else None),
    "ty_le_thanh_toan_truc_tuyen": ("dossier", lambda row: row["is_paid_online"] if row["came"] else None),
    "ty_le_truoc_va_dung_han": ("dossier", lambda row: not row["late"] if row["resolved"] else None),
    "ty_le_hai_long_tthc": (
        "dossier",
        lambda row: row["rating"] == "satisfied" if row["resolved"] and row["rating"] in RATED else None,
    ),
    "ty_le_phan_anh_dung_han": ("feedback", lambda row: not row["late"] if row["resolved"] else None),
    "ty_le_dvctt_phat_sinh_ho_so": ("dossier", lambda _row: None),
}
"""Whether a case counts as n of an indicator; None where it is not of its N. Services are no dossiers."""

COVERED: Mapping[str, frozenset[int]] = {
    "whole": frozenset({2, 3, 4}),
    "communes": frozenset({2, 3}),
    "agencies": frozenset({4}),
}
"""Units whose cases a target is held against, where unit 4 is a department."""

MINIMUM = 3


def promise(connection: Connection) -> None:
    """Write a target of each indicator and scope for 2026; three cases are enough to judge it."""
    words: dict[str, Any] = {"code": "b", "name": "Bộ", "unit_level": "commune", "locality_id": 1}
    connection.execute(insert(Framework).values(id=1, valid_from=dt.date(2025, 1, 1), **words))
    connection.execute(
        insert(Pillar).values(id=1, framework_id=1, code="n", position=1, name="Nhóm", source_id=1)
    )
    of_all = {"framework_id": 1, "pillar_id": 1, "measure": "percent", "direction": "higher_is_better"}
    plain = {"pillar_id": 1, "period_id": 12, "comparator": ">=", "value": 60, "measure": "percent"}
    said = {**plain, "locality_id": 1, "due_basis": "none", "source_id": 1}
    for at, code in enumerate(CODES, 1):
        words = {"id": at, "code": code, "name": code, "locality_id": 1, "minimum_total": MINIMUM}
        connection.execute(insert(Indicator).values(**words, **of_all))
        for scope in COVERED:
            own = {"key": f"{code}-{scope}", "indicator_id": at, "name": code, "scope": scope}
            connection.execute(insert(Target).values(**own, **said))


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data(), as_of=DAYS, period=st.sampled_from(sorted(PERIODS)))
def test_targets_are_held_against_what_is_counted_case_by_case(
    engine: Engine, data: st.DataObject, as_of: dt.date, period: str
) -> None:
    request = Request("noi_1", period, as_of)
    with case_forms.taken_back(engine) as connection:
        connection.execute(update(Unit).where(Unit.id == 4).values(level="province"))
        promise(connection)
        found: dict[str, list[Any]] = {}
        for kind in FACTS:
            cases.apply(connection, kind, Changes(data.draw(case_forms.many_cases(kind))), NOW)
            found[kind] = list(case_forms.records(judged(connection, kind, request)))
        told, _ = asked(connection, "pillar_targets", request)
        online = connection.execute(dossiers.online(request).select()).mappings().all()
    expected = {
        f"{code}-{scope}": (sum(map(bool, counted)), len(counted))
        for code, (kind, is_met) in CODES.items()
        for scope, units in COVERED.items()
        if len(counted := _known(is_met(row) for row in found[kind] if row["unit_id"] in units)) >= MINIMUM
    }
    pairs = {row["target_key"]: (row["numerator"], row["denominator"]) for row in told if row["case_kind"]}
    assert pairs == expected
    assert len(told) == len(CODES) * len(COVERED)
    assert {row["result_key"] for row in online if row["case_kind"]} <= {f"cases:{key}" for key in expected}


def _known(answers: Iterable[bool | None]) -> list[bool]:
    return [answer for answer in answers if answer is not None]
