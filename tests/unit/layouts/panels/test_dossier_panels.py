"""Drawings of /dossiers: computed headlines, n/N beside every percentage, unknown is never zero."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from dash import html

from data.queries import dossier_alerts as alerts_query
from data.queries import dossier_fields as fields_query
from data.queries import dossier_online as online_query
from data.queries import dossier_timeliness as timeliness_query
from layouts.drawing import Drawing
from layouts.panels import dossier_alerts, dossier_fields, dossier_online, dossier_timeliness
from tests.dossier_forms import TAM_PHUOC, TAN_CHAU, USED, field, found, promised, reported, total
from tests.plan_forms import NBSP, YEAR_2023, answered, asked, told
from tests.unit.layouts.trees import find, text

PAIRS = (
    (dossier_alerts, alerts_query),
    (dossier_fields, fields_query),
    (dossier_timeliness, timeliness_query),
)


def plain(content: Any) -> str:
    return text(content).replace(NBSP, " ")


def drawn(pair: tuple[Any, Any], rows: Any) -> Drawing:
    drawing: Drawing = pair[0].draw(answered(pair[1], rows))
    return drawing


# ------------------------------------------------------------------------------------------ timeliness


def test_tiles_of_the_plan() -> None:
    drawing = drawn((dossier_timeliness, timeliness_query), TAM_PHUOC)
    assert drawing.headline == "Cả 3.408 hồ sơ đã trả đều trước hoặc đúng hạn"
    assert [plain(tile) for tile in find(drawing.body, html.Div, className="tile")] == [
        "Đã tiếp nhận3.410hồ sơđã trả 99,9 % (3.408/3.410)",
        "Trả trước và đúng hạn100%3.408/3.408 số đã trả",
        "Trong đó trả trước hạn93,7%3.194/3.408 số đã trả",
        "Trả trễ hạn0hồ sơ",
        "Đang giải quyết2hồ sơin không rõ",
    ]
    assert "in là «11 02», đọc là 2 (3.410 tiếp nhận trừ 3.408 đã trả)" in plain(drawing.body)


@pytest.mark.parametrize(
    ("more", "headline"),
    [
        (
            {"returned": 20, "closed_early": 5, "closed_on_time": 5, "closed_late": 10},
            "10/20 hồ sơ trả trước hoặc đúng hạn, 10 trễ hạn",
        ),
        ({"returned": 20}, "20/30 hồ sơ đã trả kết quả"),
        ({}, "Đã tiếp nhận 30 hồ sơ, nguồn không cho biết trả đúng hạn bao nhiêu"),
    ],
)
def test_headline_says_what_is_known(more: dict[str, int], headline: str) -> None:
    assert drawn((dossier_timeliness, timeliness_query), [total(30, **more)]).headline == headline


def test_unknown_is_a_dash_and_few_are_counts() -> None:
    few = {"returned": 6, "closed_early": 3, "closed_on_time": 1}
    body = drawn((dossier_timeliness, timeliness_query), [total(8, **few)]).body
    tiles = [plain(tile) for tile in find(body, html.Div, className="tile")]
    assert tiles[1] == "Trả trước và đúng hạn4/6số đã trả"
    assert tiles[3] == "Trả trễ hạn–nguồn không cho biết"


# ---------------------------------------------------------------------------------------------- fields


def test_fields_of_the_plan() -> None:
    drawing = drawn((dossier_fields, fields_query), TAM_PHUOC)
    assert drawing.headline.replace(NBSP, " ") == "Chứng thực chiếm 77,9 % (2.657/3.410) hồ sơ tiếp nhận"
    assert drawing.note == (
        "Các lĩnh vực cộng lại đúng bằng tổng in; 2/5 tỷ trọng in khác số tính lại, giữ cả hai"
    )
    rows = [plain(row) for row in find(find(drawing.body, html.Tbody)[0], html.Tr)]
    assert rows[0] == "Đất đai260,7 % 0,76 % (26/3.410)in khác n/N92,3 % (24/26)"
    assert rows[4] == "Phổ biến giáo dục pháp luật130,4% 0,38 % (13/3.410)nguồn không in"
    assert "13 hồ sơ trong đó không lĩnh vực nào kể đến" in plain(drawing.body)


def test_late_has_its_column_only_where_a_field_tells_it() -> None:
    rows = [field(1, "A", 20, closed_late=3), field(2, "B", 4), total(24)]
    drawing = drawn((dossier_fields, fields_query), rows)
    assert [plain(row) for row in find(find(drawing.body, html.Tbody)[0], html.Tr)] == [
        "A2083,33 % (20/24)nguồn không in3",
        "B416,67 % (4/24)nguồn không innguồn không in",
    ]
    assert "không tách" not in plain(drawing.body)


def test_a_sum_that_differs_is_said() -> None:
    note = drawn((dossier_fields, fields_query), [field(1, "A", 3), total(4)]).note
    assert note == "Các lĩnh vực cộng lại khác tổng in"


# ---------------------------------------------------------------------------------------------- online


def test_services_and_dossiers_never_share_a_line() -> None:
    drawing = dossier_online.draw(answered(online_query, TAN_CHAU))
    assert drawing.headline.replace(NBSP, " ") == (
        "DVC trực tuyến có phát sinh hồ sơ: cấp huyện 19,26 %, cấp xã 50,13 %; chỉ tiêu 2023 là ≥ 90 %"
    )
    assert "hai cách đếm" in drawing.note
    captions = [plain(caption) for caption in find(drawing.body, html.Caption)]
    assert captions == [
        "Dịch vụ công có hồ sơ trực tuyến (đếm dịch vụ)",
        "Hồ sơ xử lý trực tuyến (đếm hồ sơ)",
        "Số hóa hồ sơ, kết quả",
    ]
    rows = [plain(row) for body in find(drawing.body, html.Tbody) for row in find(body, html.Tr)]
    assert rows[0].count("Khởi điểm") == 2
    assert rows[1] == "Hồ sơ TTHC được xử lý trực tuyến> 60 % kỳ 2023chưa có kết quả"
    assert rows[2] == "Số hóa hồ sơ (huyện)không có chỉ tiêu cùng cách tính59,89 % không công bố n và N"


def test_a_baseline_is_drawn_neutral_with_a_tick_at_its_target() -> None:
    body = dossier_online.draw(answered(online_query, TAN_CHAU)).body
    fills = [part for part in find(body, html.Div) if "bar-fill" in str(getattr(part, "className", ""))]
    assert {part.className for part in fills} == {"bar-fill bar-fill-neutral"}
    assert [part.style["width"] for part in fills] == ["19.26%", "50.13%"]


def test_without_a_comparison_the_headline_counts() -> None:
    rows = [promised(1, USED, "DVC"), reported(2, "ho_so_truc_tuyen", "Hồ sơ", 705, result_measure="count")]
    headline = dossier_online.draw(answered(online_query, rows)).headline.replace(NBSP, " ")
    assert headline == "1 chỉ tiêu chưa có kết quả so được; 1 kết quả không có chỉ tiêu cùng cách tính"


def counted(as_of: dt.date) -> Drawing:
    """Draw a target of 2023 held against 70 of 100 dossiers, seen on a day of that year."""
    target = promised(1, "ty_le_ho_so_xu_ly_truc_tuyen", "Hồ sơ trực tuyến", 60)
    rows = [target, {**target, **told("dossier", 1, 70, 100)}]
    return dossier_online.draw(answered(online_query, rows, replace(asked(YEAR_2023), as_of=as_of)))


def test_single_dossiers_give_a_verdict_with_what_was_counted() -> None:
    said = plain(counted(YEAR_2023.last_day).body)
    assert "Đạt 70 % đạt mức 60 % · 70/100" in said
    assert said.endswith("đếm từng hồ sơ năm 2023")


def test_dossiers_of_a_year_that_goes_on_say_until_when() -> None:
    said = plain(counted(dt.date(2023, 6, 30)).body)
    assert said.endswith("đếm từng hồ sơ năm 2023, tính đến 30/6/2023")


# ---------------------------------------------------------------------------------------------- alerts


def test_exceptions_say_their_figures() -> None:
    drawing = drawn((dossier_alerts, alerts_query), [*TAM_PHUOC, *TAN_CHAU])
    assert drawing.headline.replace(NBSP, " ") == "Cần chỉ đạo: 5 việc"
    items = [plain(item) for item in find(drawing.body, html.Li)]
    assert items[0].startswith(
        "2/5 lĩnh vực có tỷ trọng in khác số tính lạiĐất đai in 0,7 %, tính lại 0,76 %"
    )
    assert items[0].endswith("Bảo trợ xã hội in 0,4%, tính lại 0,29 % (10/3.410)Xem đối chiếu")
    assert items[1] == "Số hồ sơ đang giải quyết in không rõIn «11 02», đọc là 2Xem cách đọc"
    assert items[2].startswith(
        "DVC trực tuyến có phát sinh hồ sơ: còn cách 70,74 điểm tới 90 %Cấp huyện 19,26 %"
    )
    assert items[2].endswith("cấp xã 50,13 % (không công bố n và N) · chỉ tiêu 2023 ≥ 90 %Xem chỉ tiêu")
    assert items[3].startswith(
        "5/5 lĩnh vực chưa tách được số đã trả và trễ hạnĐất đai · Chứng thực · Hộ tịch"
    )
    assert items[4].startswith("1/2 chỉ tiêu về thủ tục hành chính chưa có kết quả so đượcHồ sơ TTHC được")


def test_late_dossiers_name_their_fields() -> None:
    fields = [field(1, "A", 10, returned=4, closed_late=2)]
    drawing = drawn((dossier_alerts, alerts_query), [*fields, total(15, returned=6, closed_late=2)])
    (item,) = find(drawing.body, html.Li)
    assert plain(item) == "2/6 hồ sơ trả trễ hạnA 2/4Xem hồ sơ"


def test_a_missed_target_says_so_and_calm_says_what_was_looked_at() -> None:
    missed = {**promised(1, USED, "DVC có hồ sơ", 90), **found(1, 45.0, YEAR_2023)}
    assert "DVC có hồ sơ: chưa đạt, còn cách 45 điểm tới 90 %" in plain(
        drawn((dossier_alerts, alerts_query), [missed]).body
    )
    met = {**promised(1, USED, "DVC có hồ sơ", 40), **found(1, 45.0, YEAR_2023)}
    assert "Đã xét 0 lĩnh vực và 1 chỉ tiêu" in plain(drawn((dossier_alerts, alerts_query), [met]).body)


@pytest.mark.parametrize("pair", PAIRS)
def test_every_percentage_has_its_counts(pair: tuple[Any, Any]) -> None:
    """A printed one stands over the counts that it is held against."""
    drawing = drawn(pair, TAM_PHUOC)
    cells = [plain(cell) for cell in find([drawing.body, drawing.table], html.Td) if "%" in text(cell)]
    assert all(re.search(r"\d+/\d+", cell) or re.fullmatch(r"[\d,]+ ?%", cell) for cell in cells)
