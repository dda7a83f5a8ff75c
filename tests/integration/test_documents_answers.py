"""Answers of /documents from the plans, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from data.contracts import Request
from data.source import DataSource
from layouts.records import records
from layouts.views.documents import PANELS as PAGE

CITED = {"tan_chau": 30, "nhon_trach": 31, "quang_xuong": 5, "tam_phuoc": 17, "bu_dang": 2}
SYSTEMS = {"tan_chau": 55, "nhon_trach": 61, "quang_xuong": 33, "tam_phuoc": 62, "bu_dang": 12}
DATABASES = {"tan_chau": 7, "nhon_trach": 16, "quang_xuong": 3, "tam_phuoc": 6, "bu_dang": 0}
STATEMENTS = {"tan_chau": 5, "nhon_trach": 4, "quang_xuong": 0, "tam_phuoc": 14, "bu_dang": 2}


def asked(source: DataSource, slug: str) -> Request:
    locality = source.catalogue().locality(slug)
    assert locality is not None
    period = next(known for known in locality.periods if known.code == locality.default_period)
    return Request(slug, period.code, period.last_day)


def test_the_plans_name_98_documents_223_systems_and_32_databases() -> None:
    assert 13 + sum(CITED.values()) == 98
    assert sum(SYSTEMS.values()) == 223
    assert sum(DATABASES.values()) == 32
    assert sum(STATEMENTS.values()) == 25


@pytest.mark.parametrize("slug", CITED)
def test_every_list_has_all_its_rows(source: DataSource, slug: str) -> None:
    request = asked(source, slug)
    sizes = {
        "document_cited": CITED[slug],
        "document_directives": 13 if slug == "tan_chau" else 0,
        "system_inventory": SYSTEMS[slug],
        "system_databases": DATABASES[slug],
        "document_statements": STATEMENTS[slug],
    }
    assert {name: len(source.ask(name, request).frame) for name in sizes} == sizes
    for panel in PAGE:
        answer = source.ask(panel.name, request)
        assert answer.is_empty or panel.draw(answer).headline


def test_directives_of_the_appendix_are_by_kind_and_newest_first(source: DataSource) -> None:
    rows = records(source.ask("document_directives", asked(source, "tan_chau")))
    assert (rows[0]["number"], rows[0]["dated"].date()) == ("5237/UBND", dt.date(2022, 11, 21))
    assert [row["kind"] for row in rows] == ["Công văn"] * 8 + ["Kế hoạch"] * 4 + ["Quyết định"]
    assert (rows[-1]["number"], rows[-1]["line"]) == ("306/QĐ-UBND", 349)


def test_a_document_of_both_lists_is_marked_where_it_is_cited(source: DataSource) -> None:
    facts = source.ask("document_cited", asked(source, "tan_chau")).facts
    assert facts["in_directive_list"] == 13
    assert facts["newest_on"] == dt.date(2023, 3, 7)


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("tan_chau", {"plan_number": (1, 1)}),
        (
            "nhon_trach",
            {"plan_number": (1, 1), "plan_date": (1, 1), "request": (2, 2), "no_subject": (2, 31)},
        ),
        ("quang_xuong", {"no_date": (1, 5)}),
        ("tam_phuoc", {"plan_number": (1, 1), "plan_date": (1, 1), "no_date": (1, 17)}),
        ("bu_dang", {"plan_number": (1, 1), "plan_date": (1, 1)}),
    ],
)
def test_what_documents_leave_open(
    source: DataSource, slug: str, expected: dict[str, tuple[int, int]]
) -> None:
    rows = records(source.ask("document_alerts", asked(source, slug)))
    assert {row["kind"]: (row["n"], row["total"]) for row in rows} == expected


def test_roles_add_up_to_the_systems(source: DataSource) -> None:
    for slug, systems in SYSTEMS.items():
        answer = source.ask("system_roles", asked(source, slug))
        assert answer.facts["systems"] == sum(row["total"] for row in records(answer)) == systems
