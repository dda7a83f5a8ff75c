"""A rule without the amounts that it is about cannot be judged."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import budget_rules as query
from tests.plan_forms import asked, rule


def test_rules_keep_their_order_words_and_place() -> None:
    records, facts = query.shape([rule(2, "Kinh tế số", "=", 0.25), rule(1, "An toàn thông tin")], asked())
    assert [(record["rule_name"], record["comparator"]) for record in records] == [
        ("An toàn thông tin", ">="),
        ("Kinh tế số", "="),
    ]
    assert [record["percent_printed"] for record in records] == ["10%", "0,25%"]
    assert {record["status"] for record in records} == {"unknown"}
    assert {(record["section"], record["line"]) for record in records} == {("III.7", 200)}
    assert facts == {"judged": Ratio(0, 2)}
