"""What the plans hold goes out through the templates and in again: the same rows, the same answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, func, select

from data.contracts import Answer, Request
from data.engine import writing
from data.intake import sheets
from data.intake.batch import table_of
from data.intake.desk import Desk
from data.intake.kinds import KINDS
from data.plans.load import load_plans
from data.schema import BudgetLine, Locality, Target, TargetResult, TargetUnit, Task, TaskUnit, Unit
from data.source import DataSource
from tests.intake_forms import NOW, desk_of, publish, stage, told, workbook

ROWS = {
    "feedback_counts": 10,
    "dossier_counts": 6,
    "budget_lines": 16,
    "indicator_values": 127,
    "pillar_scores": 11,
    "targets": 156,
    "tasks": 348,
    "reporting_duties": 41,
    "units": 232,
    "frameworks": 5,
    "pillars": 46,
    "indicators": 248,
}
"""Rows of the plans by kind, as their files count them; five of the budget's 21 are rules.

Units are the 202 of units.csv, the four districts and 26 that communes became; an indicator is defined by
the first row that has its code. No plan prints a ledger or a report that was handed in.
"""
NOT_IN_PLANS = {"ledger", "submissions", "feedback_cases", "dossier_cases", "case_pauses"}
"""Kinds that no plan prints a row of; test_intake_identity.py brings in rows of their own."""
ABOUT_SOURCES = {"data_sources", "data_freshness"}
"""Questions about where figures came from: the only ones whose answers must differ."""
FIRST = ("units", "frameworks", "pillars", "indicators", "indicator_values")
ORDER = (*FIRST, *(name for name in ROWS if name not in FIRST))
"""What others refer to comes first; targets name the results that they may be compared with."""


def templates(engine: Engine, desk: Desk) -> Iterator[tuple[str, str, bytes]]:
    """Filled template of every kind and locality that has rows of it."""
    for kind in ORDER:
        table = table_of(KINDS[kind].model)
        counted = select(Locality.slug, func.count()).join(table, table.c.locality_id == Locality.id)
        with engine.connect() as connection:
            rows = connection.execute(counted.group_by(Locality.slug).order_by(Locality.slug)).all()
        assert sum(count for _, count in rows) == ROWS[kind], kind
        for slug, _ in rows:
            yield kind, slug, desk.template(kind, slug, filled=True, now=NOW)


def answers(engine: Engine) -> Mapping[tuple[str, str, str], Answer]:
    """Every answer of every locality and period."""
    source = DataSource(engine)
    found = {}
    for place in source.catalogue().localities:
        for period in place.periods:
            request = Request(place.slug, period.code, dt.date(2023, 6, 30))
            for name in source.questions.keys() - ABOUT_SOURCES:
                found[place.slug, period.code, name] = source.ask(name, request)
    return found


def sourceless(answer: Answer) -> tuple[str, str]:
    """What an answer says, sources and the ids and keys of rows aside."""
    own = ("source", "file", "loaded", "key")
    columns = [name for name in answer.frame.columns if not any(word in name for word in own)]
    frame = answer.frame[columns].to_json(orient="records", date_format="iso", force_ascii=False)
    facts = {name: value for name, value in answer.facts.items() if not any(word in name for word in own)}
    return str(frame), repr(facts)


def test_every_kind_is_among_those_that_go_in_again() -> None:
    assert KINDS.keys() - ROWS.keys() == NOT_IN_PLANS
    assert not ROWS.keys() & NOT_IN_PLANS


def test_a_filled_template_changes_nothing(loaded: Engine, tmp_path: Path) -> None:
    desk = desk_of(loaded, tmp_path)
    seen: dict[str, int] = dict.fromkeys(ROWS, 0)
    for kind, slug, content in templates(loaded, desk):
        view = stage(desk, kind, content, locality=slug, mode="replace")
        assert told(view) == []
        assert view.row.dropped == ()
        assert view.counts is not None
        assert (view.counts.new, view.counts.changed, view.counts.removed) == (0, 0, 0), (kind, slug)
        seen[kind] += view.counts.same
    assert seen == ROWS


def test_the_plans_go_in_again_and_give_the_same_answers(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    before = answers(writable)
    files = {(kind, slug): content for kind, slug, content in templates(writable, desk)}
    wipe(writable)
    for (kind, slug), content in files.items():
        view = stage(desk, kind, content, locality=slug)
        assert told(view) == []
        assert publish(desk, view)
    after = answers(writable)
    assert after.keys() == before.keys()
    assert [name for name in before if sourceless(before[name]) != sourceless(after[name])] == []
    again = {(kind, slug): content for kind, slug, content in templates(writable, desk)}
    assert {name: cells(content) for name, content in again.items()} == {
        name: cells(content) for name, content in files.items()
    }


def cells(content: bytes) -> object:
    """Every cell of a template."""
    return sheets.read("a.xlsx", content, ()).sheets


def wipe(engine: Engine) -> None:
    """Remove every row that a template can bring; of units, to which all refers, what is said of them."""
    with writing(engine) as connection:
        for link in (TargetResult, TargetUnit, TaskUnit):
            connection.execute(delete(table_of(link)))
        tasks = table_of(Task)
        connection.execute(delete(tasks).where(tasks.c.parent_id.is_not(None)))
        connection.execute(table_of(BudgetLine).update().values(parent_id=None))
        connection.execute(delete(table_of(Target)))
        for name in reversed(ORDER):
            if name != "units":
                connection.execute(delete(table_of(KINDS[name].model)))
        units = table_of(Unit)
        connection.execute(
            units.update()
            .where(units.c.locality_id.is_not(None))
            .values(name="?", kind="school", level="hamlet", code_system="plan", valid_to=None, latitude=None)
            .values(longitude=None, bounds="", name_printed="", role="", note="")
        )


def test_loading_the_same_plans_again_keeps_what_was_brought_in(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [
        ["Kỳ số liệu", "Tên đơn vị", "Lĩnh vực", "Tiếp nhận"],
        ["2023", None, "Đất đai", 5],
    ]
    assert publish(desk, stage(desk, "dossier_counts", workbook(rows)))
    report = load_plans(writable, loaded_by="tests", now=NOW)
    assert not report.changed
