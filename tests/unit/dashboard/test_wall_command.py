from __future__ import annotations

from typer.testing import CliRunner

from dashboard.cli.wall import application
from layouts.wall import KINDS


def checked(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(application, ["check", *arguments])
    return result.exit_code, result.output


def test_reference_room_reads_every_scene() -> None:
    status, said = checked()
    assert status == 0
    assert said.startswith("Labels of 32.0 px")
    assert said.count("ok   ") == len(KINDS)


def test_hall_reads_none_and_is_told_why() -> None:
    status, said = checked("--seat", "20")
    assert status == 1
    assert said.count("FAIL Cảnh «") == len(KINDS)


def test_nonsense_is_refused() -> None:
    assert checked("--panel", "0")[0] == 2
