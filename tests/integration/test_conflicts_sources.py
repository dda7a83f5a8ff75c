"""What comes from elsewhere than a plan contradicts nothing in it: another year is no second witness."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Engine, insert, select, update

from data import rollups
from data.engine import writing
from data.schema import Conflict, IndicatorValue, Period, ReportingDuty, Source, Target, TargetResult

NOW = dt.datetime(2026, 11, 22, 1, tzinfo=dt.UTC)


def found_after(engine: Engine, change: Any) -> set[str]:
    """Change facts, rebuild, and name the contradictions that are new."""
    with writing(engine) as connection:
        known = set(connection.scalars(select(Conflict.key)))
        connection.execute(change)
        rollups.rebuild(connection, NOW)
        return set(connection.scalars(select(Conflict.key))) - known


def as_of_a_file(engine: Engine, model: Any, key: str, period: str, **values: Any) -> Any:
    """Give the statement that inserts a row like that of `key`, of a period, from a file alone."""
    with writing(engine) as connection:
        found = connection.execute(select(model.__table__).where(model.key == key)).one()
        year = connection.scalar(select(Period.id).where(Period.code == period))
        sent = {"file": "moi.xlsx", "sha256": "0" * 64, "row": 4, "loaded_at": NOW, "loaded_by": "An"}
        source = connection.execute(insert(Source).values(**sent).returning(Source.id)).scalar_one()
    kept = {name: value for name, value in found._mapping.items() if name != "id"}
    told = {"key": "moi", "source_id": source, **({"period_id": year} if "period_id" in kept else {})}
    return insert(model).values({**kept, **told, **values})


def test_a_count_of_another_source_is_not_held_against_the_list_of_a_plan(writable: Engine) -> None:
    """S0 lists 13 documents of 2022; 48 were issued in 2023, as a file says that lists none."""
    told = as_of_a_file(writable, IndicatorValue, "A-TC-006", "2023", value=48, printed="48")
    assert not found_after(writable, told)


def test_a_target_of_another_source_is_not_held_against_the_period_of_a_plan(writable: Engine) -> None:
    earlier = as_of_a_file(writable, Target, "T-TC-016", "2022", due_on=dt.date(2022, 12, 31))
    assert not found_after(writable, earlier)


def test_a_report_that_the_plan_does_not_ask_for_may_fall_due_before_it_was_signed(writable: Engine) -> None:
    duty = as_of_a_file(writable, ReportingDuty, "R001", "2023", due_month=1, due_day=5)
    assert not found_after(writable, duty)


def test_a_result_from_within_the_targets_period_is_not_its_baseline(writable: Engine) -> None:
    with writing(writable) as connection:
        year = connection.scalar(select(Period.id).where(Period.code == "2023"))
        linked = select(TargetResult.indicator_value_id).join(Target, Target.id == TargetResult.target_id)
        result = connection.scalars(linked.where(Target.key == "T-TC-016")).one()
    moved = update(IndicatorValue).where(IndicatorValue.id == result).values(period_id=year, value=88)
    assert "baseline-tan_chau-t-tc-016" not in found_after(writable, moved)
