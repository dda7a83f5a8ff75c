"""The shell: frames with every slot, honest states, provenance, tables, marks, links that carry the state."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, get_args

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html
from dash.development.base_component import Component

from data.contracts import (
    Answer,
    Catalogue,
    Column,
    LocalityRef,
    Period,
    PillarRef,
    Question,
    Request,
    SourceRef,
    UnitRef,
)
from layouts.drawing import Drawing, Panel
from layouts.ids import Slot, slot
from layouts.shell import links, states
from layouts.shell.frame import frame
from layouts.shell.not_found import database_down, not_found
from layouts.shell.page import PageLink, ViewInfo, page
from layouts.shell.states import Filling
from tests.unit.layouts.trees import addresses, find, parts, text

DAY = dt.date.fromisoformat
NBSP = "\N{NO-BREAK SPACE}"
YEAR = Period("2022", "year", DAY("2022-01-01"), DAY("2023-01-01"))
HALF = Period("2022-H1", "half", DAY("2022-01-01"), DAY("2022-07-01"))
TAN_PHU = UnitRef(
    "25549@2004-01-01", "25549", "Xã Tân Phú", "xa", DAY("2004-01-01"), DAY("2025-07-01"), is_commune=True
)
TAN_CHAU = LocalityRef(
    "tan_chau",
    "Huyện Tân Châu",
    "Tỉnh Tây Ninh",
    DAY("2025-07-01"),
    has_outlines=True,
    default_period="2022",
    periods=(HALF, YEAR),
    pillars=(PillarRef("nhan_thuc", "Nhận thức số"),),
    units=(TAN_PHU,),
)
TAM_AN = replace(TAN_CHAU, slug="tam_an", name="Xã Tam An", valid_to=None)
CATALOGUE = Catalogue(17, (TAN_CHAU, TAM_AN))
REQUEST = Request("tan_chau", "2022", DAY("2022-12-31"))
PAGES = (PageLink("/", "Tổng quan"), PageLink("/feedback", "Phản ánh"))
FEEDBACK = ViewInfo("/feedback", "Phản ánh")
COLUMNS = (Column("unit", "text", "Đơn vị"), Column("late", "int", "Trễ hạn", "cases"))
QUESTION = Question("late", "Trễ hạn", COLUMNS)
PLAN = "Kế hoạch Chuyển đổi số và đảm bảo an toàn thông tin mạng trên địa bàn huyện Tân Châu năm 2023"
LOADED = dt.datetime(2026, 11, 20, 18, 0, tzinfo=dt.UTC)
ANNEX = SourceRef(
    PLAN, "Phụ lục 02", (373, 374, 375), "feedback.csv", (1, 2, 3), DAY("2023-03-29"), "", LOADED
)
UNDATED = replace(ANNEX, document="Đề án", dated=None, dated_printed="tháng 7 năm 2023")


def panel(*, has_graph: bool = False) -> Panel:
    return Panel(
        "late", "Ai trễ hạn?", lambda _: Drawing("x"), "Nạp Phụ lục 02.", has_graph=has_graph, alt="Biểu đồ"
    )


def answer(*sources: SourceRef, period: Period = YEAR, as_of: str = "2022-12-31") -> Answer:
    request = replace(REQUEST, as_of=DAY(as_of))
    return Answer(QUESTION, request, TAN_CHAU, period, 17, QUESTION.values([]), {}, sources)


def footer(*sources: SourceRef, **more: Any) -> str:
    filling = states.drawn(Drawing("x"), answer(*sources, **more), "Năm 2022")
    return text(filling["footer"])


# ---- frame


@pytest.mark.parametrize("part", [part for part in get_args(Slot) if part != "graph"])
@pytest.mark.parametrize("has_graph", [True, False])
def test_every_panel_has_every_slot_once(part: Slot, has_graph: bool) -> None:
    mounted = [getattr(item, "id", None) for item in parts(frame(panel(has_graph=has_graph), REQUEST))]
    assert mounted.count(slot("late", part)) == 1


@pytest.mark.parametrize("has_graph", [True, False])
def test_only_panels_with_a_picture_mount_a_graph(has_graph: bool) -> None:
    graphs = find(frame(panel(has_graph=has_graph), REQUEST), dcc.Graph)
    assert [graph.id for graph in graphs] == ([slot("late", "graph")] if has_graph else [])


def test_a_frame_waits_with_its_question_and_its_request() -> None:
    made = frame(panel(), replace(REQUEST, unit=TAN_PHU.address), columns=4, tall=True)
    stored = find(made, dcc.Store, id=slot("late", "request"))[0]
    assert stored.data == {"locality": "tan_chau", "period": "2022", "unit": "25549@2004-01-01"}
    assert find(made, html.H2)[0].children == "Ai trễ hạn?"
    assert made.to_plotly_json()["props"]["className"] == "panel span-4 tall"
    assert made.to_plotly_json()["props"]["aria-busy"] == "true"


def test_a_picture_is_described_and_sized_in_rem() -> None:
    made = frame(panel(has_graph=True), REQUEST)
    picture = find(made, html.Div, className="picture")[0].to_plotly_json()["props"]
    assert picture["aria-label"] == "Biểu đồ"
    assert find(made, dcc.Graph)[0].style == {"height": "22rem"}


# ---- states


def test_a_drawing_fills_all_slots() -> None:
    drawing = Drawing("3 xã trễ hạn", note="n", body="b", figure={"data": []}, table="t")
    filling = states.drawn(drawing, answer(ANNEX), "Năm 2022")
    assert {**filling, "footer": None} == {
        "headline": "3 xã trễ hạn",
        "note": "n",
        "body": "b",
        "figure": {"data": []},
        "table": "t",
        "footer": None,
    }


def test_without_figures_the_panel_says_what_to_load_and_where_there_are_some() -> None:
    filling = states.missing(panel(), TAN_CHAU, "Năm 2022", [("Năm 2023", "/feedback?period=2023")])
    assert "Chưa có số liệu của Huyện Tân Châu, năm 2022." in text(filling["body"])
    assert "Nạp Phụ lục 02." in text(filling["body"])
    assert addresses(filling["body"]) == ["/feedback?period=2023"]


def test_without_figures_anywhere_no_links_are_promised() -> None:
    filling = states.missing(panel(), TAN_CHAU, "Năm 2022", [])
    assert "Có số liệu ở" not in text(filling["body"])


def test_a_failure_is_confined_and_can_be_reported() -> None:
    filling = states.failed(panel(), "a1b2c3")
    assert text(filling["body"]).startswith("Không tính được phần này.")
    assert "a1b2c3" in text(filling["body"])


def test_a_lost_database_promises_another_try() -> None:
    assert "Không đọc được cơ sở dữ liệu; sẽ tự thử lại" in text(states.unavailable(panel())["body"])


@pytest.mark.parametrize(
    "filling",
    [states.missing(panel(), TAN_CHAU, "Năm 2022"), states.failed(panel(), "x"), states.unavailable(panel())],
)
def test_every_state_keeps_the_question_clears_the_picture_and_ends_the_waiting(filling: Filling) -> None:
    assert filling["headline"] == "Ai trễ hạn?"
    assert filling["figure"] is None
    assert text(filling["footer"])


# ---- provenance


def test_the_line_says_period_update_document_section_and_lines() -> None:
    assert footer(ANNEX).startswith(
        "Kỳ số liệu 01/01–31/12/2022 · cập nhật 29/3/2023 theo Kế hoạch Chuyển đổi số và đảm bảo an toàn…, "
        "Phụ lục 02 (dòng 373–375) · Nguồn"
    )


def test_the_list_behind_it_names_the_whole_title_and_the_rows_of_the_file() -> None:
    assert f"{PLAN} · Phụ lục 02 · dòng 373–375 · tệp feedback.csv (hàng 1–3)" in footer(ANNEX)


def test_a_document_without_a_whole_date_is_given_as_printed_with_its_loading_in_vietnam() -> None:
    assert "văn bản in «tháng 7 năm 2023», nạp 21/11/2026 theo Đề án" in footer(UNDATED)


def test_a_document_without_any_date_says_so() -> None:
    assert "văn bản không in ngày, nạp 21/11/2026" in footer(replace(UNDATED, dated_printed=""))


def test_figures_of_a_file_without_a_document_name_the_file() -> None:
    assert footer(replace(UNDATED, document="", dated_printed="", file="ca.csv")).startswith(
        "Kỳ số liệu 01/01–31/12/2022 · nạp 21/11/2026 từ ca.csv · Nguồn"
    )


def test_sections_of_one_document_are_named_and_the_rest_counted() -> None:
    sections = [replace(ANNEX, section=f"Phụ lục 0{number}") for number in (2, 3, 4, 5)]
    assert "Phụ lục 02, Phụ lục 03 và 2 mục khác · Nguồn" in footer(*sections)
    assert "Phụ lục 02 và Phụ lục 03 · Nguồn" in footer(*sections[:2])


def test_several_documents_are_counted_with_the_newest_date() -> None:
    older = replace(ANNEX, document="Báo cáo", dated=DAY("2022-12-05"))
    assert "cập nhật 29/3/2023, theo 2 văn bản · Nguồn" in footer(older, ANNEX)


def test_figures_without_source_say_so() -> None:
    assert footer() == "Kỳ số liệu 01/01–31/12/2022 · chưa ghi nguồn"


def test_a_partial_period_is_marked() -> None:
    assert "01/01–31/12/2022 (kỳ chưa kết thúc)" in footer(ANNEX, as_of="2022-09-30")


EVIDENCE = (
    ("feedback.csv", 2, "a"),
    ("feedback.csv", 3, "a"),
    ("feedback.csv", 3, "b"),
    ("other.csv", 1, "c"),
)


def marked(**changes: Any) -> Answer:
    given: dict[str, Any] = {"locality": replace(TAN_CHAU, contradicted=EVIDENCE), **changes}
    return replace(answer(ANNEX), **given)


def test_figures_that_rest_on_rows_of_an_open_conflict_are_marked_once_a_conflict() -> None:
    filling = states.drawn(Drawing("x"), marked(), "Năm 2022")
    assert text(filling["footer"]).endswith("Số liệu mâu thuẫn (2)")
    assert "/data?locality=tan_chau&period=2022#data_conflicts" in addresses(filling["footer"])


@pytest.mark.parametrize(
    "changes",
    [
        {"locality": TAN_CHAU},
        {"request": replace(REQUEST, scope=frozenset({TAN_PHU.address}))},
        {"question": replace(QUESTION, name="data_conflicts")},
    ],
)
def test_no_mark_without_conflict_for_a_part_of_a_place_or_in_the_register(changes: dict[str, Any]) -> None:
    filling = states.drawn(Drawing("x"), marked(**changes), "Năm 2022")
    assert "mâu thuẫn" not in text(filling["footer"])


def test_every_panel_and_page_of_an_invented_place_says_so() -> None:
    invented = replace(TAN_CHAU, is_simulated=True)
    filling = states.drawn(Drawing("x"), replace(answer(ANNEX), locality=invented), "Năm 2022")
    assert text(filling["footer"]).startswith("DỮ LIỆU MÔ PHỎNG · Kỳ số liệu")
    shown = page(FEEDBACK, REQUEST, invented, CATALOGUE, PAGES, [])
    assert "DỮ LIỆU MÔ PHỎNG: Huyện Tân Châu không có thật" in text(shown)
    assert "MÔ PHỎNG" not in text(rendered())
    wide = replace(FEEDBACK, is_wide=True)
    assert "các địa bàn này không có thật" in text(page(wide, REQUEST, invented, CATALOGUE, PAGES, []))


def test_a_page_about_several_places_stands_above_them_and_its_menu_leads_into_each() -> None:
    shown = page(replace(FEEDBACK, is_wide=True), REQUEST, TAN_CHAU, CATALOGUE, PAGES, [])
    assert trail(shown) == ["Phản ánh"]
    menu = find(shown, dbc.DropdownMenu, class_name="menu locality-menu")
    assert {address.partition("?")[0] for address in addresses(menu)} == {"/"}


# ---- page


def rendered(view: ViewInfo = FEEDBACK, request: Request = REQUEST) -> Component:
    return page(view, request, TAN_CHAU, CATALOGUE, PAGES, [html.Div("nội dung")])


def trail(shown: Component) -> list[str]:
    nav = find(shown, html.Nav, className="breadcrumb-trail")[0]
    return [text(step) for step in find(nav, html.Li)]


def test_switching_locality_drops_what_belongs_to_the_one_left() -> None:
    shown = rendered(request=replace(REQUEST, unit=TAN_PHU.address, pillar="nhan_thuc"))
    menu = find(shown, dbc.DropdownMenu, class_name="menu locality-menu")
    assert addresses(menu) == ["/feedback?locality=tan_chau", "/feedback?locality=tam_an"]


def test_switching_period_keeps_unit_and_pillar_and_starts_with_the_newest() -> None:
    shown = rendered(request=replace(REQUEST, unit=TAN_PHU.address))
    menu = find(shown, dbc.DropdownMenu, class_name="menu period-menu")
    here = "/feedback?locality=tan_chau&period={}&unit=25549@2004-01-01"
    assert addresses(menu) == [here.format("2022"), here.format("2022-H1")]


def test_pages_keep_locality_and_period_and_mark_where_one_is() -> None:
    nav = find(rendered(), html.Nav, className="pages")[0]
    assert addresses(nav) == ["/?locality=tan_chau&period=2022", "/feedback?locality=tan_chau&period=2022"]
    current = [text(item) for item in find(nav, html.Li) if "aria-current" in item.to_plotly_json()["props"]]
    assert current == ["Phản ánh"]


def test_a_former_unit_is_shown_with_its_last_day() -> None:
    menus = find(rendered(), dbc.DropdownMenu)
    assert text(menus[0].label) == "Địa bàn: Huyện Tân Châu · Tây Ninh (đến 30/6/2025)"
    assert text(menus[0].children[1]) == "Xã Tam An · Tây Ninh"


@pytest.mark.parametrize(
    "path,unit,pillar,expected",
    [
        ("/", "", "", ["Huyện Tân Châu", "Tổng quan"]),
        ("/feedback", "", "", ["Huyện Tân Châu", "Phản ánh"]),
        ("/feedback", TAN_PHU.address, "", ["Huyện Tân Châu", "Phản ánh", "Xã Tân Phú"]),
        ("/feedback", "", "nhan_thuc", ["Huyện Tân Châu", "Phản ánh", "Nhận thức số"]),
        ("/", TAN_PHU.address, "", ["Huyện Tân Châu", "Xã Tân Phú"]),
    ],
)
def test_the_breadcrumb_leads_from_the_locality_to_what_is_shown(
    path: str, unit: str, pillar: str, expected: list[str]
) -> None:
    view = ViewInfo(path, "Tổng quan" if path == "/" else "Phản ánh")
    shown = rendered(view, replace(REQUEST, unit=unit, pillar=pillar))
    assert trail(shown) == expected
    assert [heading.children for heading in find(shown, html.H1)] == [expected[-1]]


def test_a_period_without_figures_is_still_named() -> None:
    menu = find(
        rendered(request=replace(REQUEST, period="2021")), dbc.DropdownMenu, class_name="menu period-menu"
    )
    assert text(menu[0].label) == "Kỳ số liệu: 2021"


def test_the_scripts_find_what_they_work_on() -> None:
    shown = rendered()
    ids = {getattr(item, "id", None) for item in parts(shown) if isinstance(getattr(item, "id", None), str)}
    assert {
        "connection-banner",
        "search-box",
        "search-results",
        "text-smaller",
        "text-larger",
        "content",
    } <= ids
    search = find(shown, html.Div, className="search")[0].to_plotly_json()["props"]
    assert search["data-locality"] == "tan_chau"


def test_an_unknown_address_gets_help() -> None:
    shown = not_found("Không có địa bàn «abc».", [("Huyện Tân Châu", "/?locality=tan_chau")], pages=PAGES)
    assert "Không có địa bàn «abc»." in text(shown)
    assert addresses(shown) == ["/", "/feedback", "/?locality=tan_chau"]


def test_an_unreadable_database_makes_a_page_that_comes_back_by_itself() -> None:
    shown = database_down(PAGES)
    assert shown.to_plotly_json()["props"]["data-reload-on-recovery"] == "true"
    assert text(find(shown, html.H1)) == "Không đọc được cơ sở dữ liệu"


def test_addresses_leave_out_what_is_empty_and_keep_unit_addresses_readable() -> None:
    assert links.href("/feedback", locality="tan_chau", unit="25549@2004-01-01", pillar="") == (
        "/feedback?locality=tan_chau&unit=25549@2004-01-01"
    )
    assert links.href("/") == "/"
