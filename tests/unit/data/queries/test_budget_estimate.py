"""The next estimate: nested, with shares of the whole, compared with what the text states."""

from __future__ import annotations

from data.queries import budget_estimate as query
from tests.plan_forms import OF_2023, PHU_LUC_04, asked, line


def test_phu_luc_04_is_nested_with_shares_of_the_whole() -> None:
    records, facts = query.shape([*reversed(PHU_LUC_04)], asked())
    assert [(record["line_code"], record["depth"]) for record in records] == [
        ("I", 0),
        ("1", 1),
        ("2", 1),
        *((f"2.{number}", 2) for number in range(1, 6)),
        ("IV", 0),
    ]
    assert records[2]["share"] == 909_506_400 / 1_558_506_400
    assert facts == {
        "period": "2023",
        "allocated": 649_000_000 + 328_495_200 + 52_800_000 + 39_600_000 + 385_915_200 + 102_696_000,
        "parts": 6,
        "stated": 1_558_506_400,
        "mismatches": (),
    }


def test_the_earliest_estimate_is_the_one_decided_on_next() -> None:
    later = {**line(20, "Sau", 5, None), **OF_2023}
    sooner = line(21, "Trước", 7, None)
    records, facts = query.shape([later, sooner], asked())
    assert [record["line_name"] for record in records] == ["Trước"]
    assert (facts["period"], facts["allocated"]) == ("2022", 7)


def test_a_group_that_is_not_its_parts_is_named() -> None:
    group = line(1, "Nhóm", 100, None, kind="group")
    _, facts = query.shape([group, line(2, "A", 90, None, parent_key="B1")], asked())
    assert (facts["allocated"], facts["mismatches"]) == (90, ("Nhóm",))


def test_without_an_estimate_there_is_no_answer() -> None:
    records, facts = query.shape([], asked())
    assert records == []
    assert set(facts) == set(query.QUESTION.facts)
