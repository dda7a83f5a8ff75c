"""A due date's sentence: every day skipped is named with its document, and the date is the computed one."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.deadline_words import explain
from data.rules.deadlines import Limit, Pause, Receipt, due
from data.rules.working_time import VIETNAM, Calendar
from tests.unit.data.rules.calendars import at, calendars, moments, off, with_days, working

FIVE_DAYS = Limit(5, "days", "", "", "Quyết định 1")
EIGHT_HOURS = Limit(8, "hours", "", "", "Quyết định 1")
FOUR_HOURS_TO_ACCEPT = Limit(4, "hours", "", "", "Quyết định 2", clock="acceptance")
CULTURE = off(dt.date(2026, 11, 24), "Ngày Văn hóa Việt Nam", "Nghị quyết 80")


def test_days_skipped_are_named_with_their_documents() -> None:
    calendar = with_days(
        CULTURE,
        off(dt.date(2026, 11, 25), "Ngày nghỉ thay", "Công văn 9"),
        off(dt.date(2026, 11, 26), "Ngày nghỉ thêm", "Công văn 9"),
        working(dt.date(2026, 11, 28), "Ngày làm bù", "Công văn 9"),
        off(dt.date(2026, 11, 22), "Chủ nhật có lễ", "Công văn 9"),
    )
    assert explain(Receipt(at(20, 11, 16, 5)), [FIVE_DAYS], calendar) == (
        "Nhận lúc 16 giờ 05 ngày 20/11/2026; xử lý trong 5 ngày làm việc theo Quyết định 1 "
        "(không tính ngày đầu tiên theo Điều 147 Bộ luật Dân sự năm 2015; bỏ qua 3 ngày nghỉ hằng tuần; "
        "bỏ qua 3 ngày nghỉ: 24/11/2026 – Ngày Văn hóa Việt Nam, theo Nghị quyết 80, "
        "25/11/2026 – Ngày nghỉ thay, 26/11/2026 – Ngày nghỉ thêm, theo Công văn 9; "
        "tính cả 1 ngày làm bù: 28/11/2026 – Ngày làm bù, theo Công văn 9), "
        "hạn xử lý là 17 giờ 00 ngày 01/12/2026."
    )


def test_a_term_may_end_on_a_day_worked_in_exchange() -> None:
    saturday = working(dt.date(2026, 11, 28), "Ngày làm bù", "Công văn 9")
    assert explain(Receipt(at(20, 11, 9)), [replace(FIVE_DAYS, amount=6)], with_days(saturday)) == (
        "Nhận lúc 09 giờ 00 ngày 20/11/2026; xử lý trong 6 ngày làm việc theo Quyết định 1 "
        "(không tính ngày đầu tiên theo Điều 147 Bộ luật Dân sự năm 2015; bỏ qua 2 ngày nghỉ hằng tuần; "
        "tính cả 1 ngày làm bù: 28/11/2026 – Ngày làm bù, theo Công văn 9), "
        "hạn xử lý là 17 giờ 00 ngày 28/11/2026."
    )


def test_both_clocks_speak_and_pauses_are_taken_off() -> None:
    receipt = Receipt(
        at(1, 2, 9),
        accepted_at=at(2, 2, 8),
        pauses=(
            Pause(at(2, 2, 9), at(2, 2, 10), "chờ công dân bổ sung"),
            Pause(at(2, 2, 14), at(2, 2, 14, 30), "chờ công dân bổ sung"),
            Pause(at(9, 2, 14), at(10, 2, 14), "sau hạn"),
        ),
    )
    assert explain(receipt, [EIGHT_HOURS, FOUR_HOURS_TO_ACCEPT], Calendar()) == (
        "Nhận lúc 09 giờ 00 ngày 01/02/2026, ngoài giờ làm việc nên tính từ 07 giờ 30 ngày 02/02/2026; "
        "tiếp nhận trong 4 giờ làm việc theo Quyết định 2 "
        "(trừ 1 giờ 30 phút tạm dừng: chờ công dân bổ sung), "
        "hạn tiếp nhận là 15 giờ 00 ngày 02/02/2026; "
        "đã tiếp nhận lúc 08 giờ 00 ngày 02/02/2026; "
        "xử lý trong 8 giờ làm việc theo Quyết định 1 (trừ 1 giờ 30 phút tạm dừng: chờ công dân bổ sung), "
        "hạn xử lý là 10 giờ 00 ngày 03/02/2026."
    )


def test_a_standing_clock_says_since_when() -> None:
    receipt = Receipt(at(2, 11, 8), pauses=(Pause(at(2, 11, 9), None, "chờ công dân bổ sung"),))
    assert explain(receipt, [EIGHT_HOURS], Calendar()) == (
        "Nhận lúc 08 giờ 00 ngày 02/11/2026; xử lý trong 8 giờ làm việc theo Quyết định 1, "
        "đang tạm dừng từ 09 giờ 00 ngày 02/11/2026 (chờ công dân bổ sung) nên chưa xác định được hạn xử lý."
    )
    both = explain(receipt, [EIGHT_HOURS, FOUR_HOURS_TO_ACCEPT], Calendar())
    assert both.endswith("nên chưa xác định được hạn tiếp nhận.")


@pytest.mark.parametrize("limits", [[], [FOUR_HOURS_TO_ACCEPT]])
def test_a_missing_limit_is_said(limits: list[Limit]) -> None:
    assert explain(Receipt(at(2, 11, 8)), limits, Calendar()).endswith(
        "chưa có thời hạn xử lý được quy định."
    )


@given(calendars, moments, st.integers(1, 30), st.booleans())
def test_the_sentence_ends_with_the_computed_date_and_names_each_document(
    calendar: Calendar, received: dt.datetime, amount: int, in_days: bool
) -> None:
    limits = [Limit(amount, "days" if in_days else "hours", "", "", "Quyết định 1")]
    words = explain(Receipt(received), limits, calendar)
    end = due(Receipt(received), limits, calendar).handling_by
    assert end is not None
    when = end.astimezone(VIETNAM)
    month = f"{when.month:02}" if when.month < 3 else str(when.month)
    assert words.endswith(f"là {when:%H} giờ {when:%M} ngày {when:%d}/{month}/{when.year}.")
    assert unicodedata.is_normalized("NFC", words)
    assert ". " not in words
    skipped = [
        special
        for day, special in calendar.days.items()
        if received.date() + dt.timedelta(days=7) < day < when.date()
        and special.kind == "off"
        and calendar.is_usually_working(day)
    ]
    assert all(special.name in words and special.document in words for special in skipped)
