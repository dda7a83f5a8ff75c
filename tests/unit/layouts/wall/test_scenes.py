"""Scenes say what their pages say, with at most seven figures, and are none without figures."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest

from data.queries import (
    feedback_ages,
    feedback_by_unit,
    feedback_coming,
    feedback_timeliness,
    overview_alerts,
    overview_budget,
    overview_tiles,
)
from layouts import elements as html
from layouts.wall import (
    KINDS,
    SCENES,
    budget,
    coming,
    exceptions,
    kind_of_page,
    reading,
    situation,
    timeliness,
)
from layouts.wall.scene import MOST_FIGURES, Bar, Figure, Item, Scene, Told
from tests import case_answers, feedback_forms, overview_forms
from tests.overview_forms import measure, plain

ABOUT: dict[str, Any] = {"topic": "T", "period": "P", "headline": "H", "address": "/", "provenance": "K"}


def lines(count: int) -> list[overview_forms.Row]:
    rows = [
        measure("budget", "line", 100 - at, 200, item=str(at), label=f"Khoản {at}", position=at)
        for at in range(count)
    ]
    executed = sum(100 - at for at in range(count))
    return [*rows, measure("budget", "total", executed, 200 * count)]


def of_budget(count: int) -> Scene:
    scene = budget.draw(Told({"overview_budget": overview_forms.answered(overview_budget, lines(count))}))
    assert scene is not None
    return scene


def test_a_scene_holds_seven_figures_and_no_eighth() -> None:
    items = tuple(Item("unknown", str(at), "") for at in range(MOST_FIGURES - 1))
    lead = Figure("1", "", "A")
    assert Scene(**ABOUT, lead=lead, items=items).figures_shown == MOST_FIGURES
    with pytest.raises(ValueError, match="8 figures"):
        Scene(**ABOUT, lead=lead, items=items, bars=(Bar("B", "2"),))


def test_only_long_headlines_are_set_smaller() -> None:
    assert not Scene(**{**ABOUT, "headline": "a" * 64}).is_long
    assert Scene(**{**ABOUT, "headline": "a" * 65}).is_long


def test_budget_shows_the_lines_with_most_left_and_counts_the_rest() -> None:
    scene = of_budget(6)
    assert [bar.label for bar in scene.bars] == ["Khoản 5", "Khoản 4", "Khoản 3", "Khoản 2"]
    assert plain(scene.rest) == "và 2 khoản khác"
    assert scene.lead is not None
    assert (scene.lead.value, scene.lead.unit) == ("48,8", "%")
    assert of_budget(2).rest == ""


def test_budget_without_executed_amounts_draws_no_bar() -> None:
    rows = [
        measure("budget", "line", None, 200, item="A", label="Khoản A", position=1),
        measure("budget", "total", None, 200),
    ]
    scene = budget.draw(Told({"overview_budget": overview_forms.answered(overview_budget, rows)}))
    assert scene is not None
    assert (scene.bars[0].part, scene.bars[0].words) == (None, "chưa có số thực hiện")
    assert scene.lead == Figure("200", "đồng", "Dự toán", "chưa có số thực hiện")


def test_no_figures_are_no_scene() -> None:
    assert budget.draw(Told({"overview_budget": overview_forms.answered(overview_budget, [])})) is None
    empty = [(query, overview_forms.answered(query, [])) for query in (overview_tiles, overview_alerts)]
    told = Told({query.QUESTION.name: answer for query, answer in empty})
    assert situation.draw(told) is None


def test_calm_day_is_a_scene() -> None:
    rows = [measure("feedback", "whole", 37, 37)]
    answer = overview_forms.answered(overview_alerts, rows)
    scene = exceptions.draw(Told({"overview_alerts": answer}))
    assert scene is not None
    assert scene.is_calm
    assert scene.figures_shown == 0


def of_units(count: int) -> list[overview_forms.Row]:
    """Rows of communes with overdue and late cases, the worst first, and of six tasks without a report."""
    names = [f"Xã {at}" for at in range(1, count + 1)]
    late = [
        measure("feedback", name, count - at, 100, item=f"u{at}", label=label, detail="xa")
        for at, label in enumerate(names)
        for name in ("open_overdue", "late")
    ]
    return [*late, measure("dossiers", "on_time", 90, 100), measure("tasks", "due", 0, 6)]


@pytest.mark.parametrize("count", [1, 3, 40])
def test_a_room_is_told_seven_figures_of_many_units(count: int) -> None:
    scene = exceptions.draw(
        Told({"overview_alerts": overview_forms.answered(overview_alerts, of_units(count))})
    )
    assert scene is not None
    assert scene.named == min(count, exceptions.NAMED)
    assert len(re.findall(r"\d+/\d+", scene.detail)) == scene.named
    late = next(item for item in scene.items if "phản ánh xử lý trễ hạn" in item.sentence)
    assert not re.findall(r"\d+/\d+", late.detail)
    assert 1 + scene.figures_shown <= MOST_FIGURES
    assert scene.note.endswith("việc khác cần chỉ đạo")


def test_late_units_are_drawn_on_one_scale_with_their_counts() -> None:
    told = Told(
        {
            "feedback_by_unit": feedback_forms.answered(feedback_by_unit, feedback_forms.TAN_CHAU),
            "feedback_timeliness": feedback_forms.answered(
                feedback_timeliness, feedback_forms.TAN_CHAU_UNITS
            ),
        }
    )
    scene = timeliness.draw(told)
    assert scene is not None
    found = [(bar.label, bar.figure, bar.part, bar.whole) for bar in scene.bars]
    assert found[0] == ("Tân Phú", "3/6", 3 / 7, 6 / 7)
    assert [figure for _, figure, _, _ in found] == ["3/6", "2/7", "2/2", "1/1"]
    assert scene.lead is not None
    assert plain(scene.lead.context) == "29/37 phản ánh"


def upcoming(*rows: dict[str, Any]) -> Scene | None:
    return coming.draw(
        Told(
            {
                "feedback_coming": case_answers.answered(feedback_coming, rows),
                "feedback_ages": case_answers.answered(feedback_ages, []),
            }
        )
    )


def soon(name: str, cases: int, still_open: int) -> dict[str, Any]:
    about = {"part": "units", "unit_address": case_answers.address(name), "unit_name": name}
    ahead = {"until": dt.date(2026, 1, 5), "is_meeting": True}
    return {**about, "cases": cases, "open": still_open, **ahead}


def case(name: str, written: str, day: int) -> dict[str, Any]:
    due = {"due_on": dt.date(2026, 1, day), "due_at": dt.datetime(2026, 1, day, 10, tzinfo=dt.UTC)}
    about = {"part": "codes", "unit_address": case_answers.address(name), "unit_name": name}
    return {**about, "code": written, "category": "Rác", "urgency": "normal", **due}


def test_units_with_cases_that_fall_due_are_named_with_their_earliest() -> None:
    scene = upcoming(soon("Xã B", 1, 4), soon("Xã A", 2, 2), case("Xã A", "m2", 3), case("Xã A", "m1", 2))
    assert scene is not None
    assert plain(scene.headline).startswith("3/6 phản ánh đang mở sẽ quá hạn")
    found = [(bar.label, bar.figure, bar.part, bar.whole, plain(bar.words)) for bar in scene.bars]
    assert found == [("A", "2/2", 0.5, 0.5, "hạn 02/01"), ("B", "1/4", 0.25, 1.0, "")]
    assert scene.figures_shown <= MOST_FIGURES


def test_nothing_that_falls_due_is_calm_and_no_cases_are_no_scene() -> None:
    calm = upcoming(soon("Xã C", 0, 9))
    assert calm is not None
    assert calm.is_calm
    assert calm.lead == Figure("0", "phản ánh", "Sẽ quá hạn", "trong 9 đang mở")
    assert upcoming() is None


@pytest.mark.parametrize(
    ("path", "key"),
    [("/", "situation"), ("/pillars/xa_hoi", "pillars"), ("/reports", "work"), ("/documents", "")],
)
def test_page_leads_to_the_scene_that_says_the_same(path: str, key: str) -> None:
    assert kind_of_page(path) == key


def test_line_of_provenance_ends_before_the_list_of_sources() -> None:
    answer = feedback_forms.answered(feedback_by_unit, feedback_forms.TAN_CHAU)
    simulated = replace(answer, locality=replace(answer.locality, is_simulated=True))
    said = reading.provenance(simulated)
    assert said.startswith("DỮ LIỆU MÔ PHỎNG · Kỳ số liệu ")
    assert said.removeprefix("DỮ LIỆU MÔ PHỎNG · ") == reading.provenance(answer)
    assert re.search(r" · (cập nhật|nạp|chưa ghi|văn bản)", said)
    assert "Nguồn" not in said


def test_kinds_have_keys_of_their_own() -> None:
    assert len(SCENES) == len(KINDS)


def test_words_of_a_panel_are_read_in_their_order() -> None:
    tree = html.Div([html.P("một ", className="a x"), html.Div([html.P(["hai", " ba"], className="a")])])
    assert reading.words(tree) == "một hai ba"
    assert [reading.words(found) for found in reading.classed(tree, "a")] == ["một ", "hai ba"]
    assert reading.said(tree, "x") == "một "
    assert reading.said(tree, "none") == ""
