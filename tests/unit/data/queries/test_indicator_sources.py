"""Each figure with the place that it was read from, results before targets."""

from __future__ import annotations

from data.queries import indicator_sources as query
from tests.plan_forms import asked
from tests.subject_forms import read_from


def test_results_come_before_targets_in_the_order_of_loading() -> None:
    rows = [read_from("targets", 1, "90%"), read_from("results", 9, "2"), read_from("results", 3, "1")]
    records, facts = query.shape(rows, asked())
    assert [record["key"] for record in records] == ["R3", "R9", "T1"]
    assert facts == {"results": 2, "targets": 1, "documents": 1}


def test_a_figure_names_document_section_line_file_and_row() -> None:
    (record,), _ = query.shape([read_from("results", 1, "76,01%")], asked())
    place = ("document", "section", "line", "file", "row")
    assert tuple(record[name] for name in place) == (
        "Kế hoạch năm 2023",
        "II.3 Hạ tầng số",
        51,
        "indicators_actual.csv",
        30,
    )


def test_without_figures_the_facts_are_complete() -> None:
    assert query.shape([], asked()) == ([], {"results": 0, "targets": 0, "documents": 0})
