"""Messages of a refused load: place, value, reason and remedy, several at once."""

from __future__ import annotations

import pytest

from data.intake.errors import SHOWN, IntakeError, Problems, RowError


def error(row: int | None = 7, value: str = "x") -> RowError:
    return RowError("tasks.csv", row, "level", value, "mã lạ", "dùng mã khác")


def test_an_error_names_file_row_column_value_reason_and_remedy() -> None:
    assert str(error()) == "tasks.csv, dòng 7, cột “level”, giá trị “x”: mã lạ. Cách sửa: dùng mã khác."


def test_an_error_of_a_whole_file_has_no_row() -> None:
    assert str(RowError("a.csv", None, "", None, "hỏng", "lưu lại")) == "a.csv: hỏng. Cách sửa: lưu lại."


def test_a_long_value_is_cut() -> None:
    assert f"giá trị “{'x' * 80}…”" in str(error(value="x" * 500))


def test_the_message_lists_every_error_up_to_a_limit() -> None:
    told = str(IntakeError([error(row) for row in range(SHOWN + 3)]))
    assert told.startswith(f"Có {SHOWN + 3} lỗi, chưa nạp dòng nào:")
    assert told.count("\n- ") == SHOWN
    assert told.endswith("… và 3 lỗi khác.")


def test_problems_are_raised_together_and_only_when_there_are_any() -> None:
    problems = Problems()
    problems.refuse()
    problems.add(error(2))
    problems.add(error(3))
    problems.add(error(2))
    with pytest.raises(IntakeError) as raised:
        problems.refuse()
    assert [found.row for found in raised.value.errors] == [2, 3]
