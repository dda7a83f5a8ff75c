"""Words that several pages say alike."""

from __future__ import annotations

from data import vocabulary
from data.plans.vocabularies import (
    DASHBOARD_ROLES,
    DUTY_FREQUENCIES,
    FREQUENCIES,
    PILLARS,
    STATUSES,
    SYSTEM_CATEGORIES,
)
from layouts import work_words

NBSP = "\N{NO-BREAK SPACE}"


def test_every_code_of_the_transcription_has_a_word() -> None:
    assert set(vocabulary.HEADING_NAMES) == set(PILLARS)
    assert set(vocabulary.FREQUENCIES) == {*DUTY_FREQUENCIES.values(), *FREQUENCIES.values()}
    assert set(work_words.SYSTEM_CATEGORIES) == set(SYSTEM_CATEGORIES.values())
    assert set(work_words.SYSTEM_STATUSES) == set(STATUSES.values())
    assert set(work_words.DASHBOARD_ROLES) == set(DASHBOARD_ROLES.values())


def test_a_printed_heading_wins_over_the_transcription() -> None:
    assert work_words.heading("nhan_thuc", "Nâng cao nhận thức") == "Nâng cao nhận thức"
    assert work_words.heading("nhan_thuc", None) == "Nhận thức số"


def test_tasks_and_parts_are_counted_apart() -> None:
    assert work_words.counted(54, 6) == f"54{NBSP}nhiệm vụ và 6{NBSP}nội dung"
    assert work_words.counted(79, 0) == f"79{NBSP}nhiệm vụ"
    assert work_words.counted(0, 6) == f"6{NBSP}nội dung"
    assert work_words.counted(0, 0) == f"0{NBSP}nhiệm vụ"


def test_a_plan_is_named_by_the_period_that_it_prints() -> None:
    assert work_words.plan("Năm 2024 và các năm tiếp theo") == "kế hoạch năm 2024 và các năm tiếp theo"
