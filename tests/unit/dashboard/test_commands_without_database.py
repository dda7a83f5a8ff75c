"""Commands whose database is away end with a sentence and exit status 1, not with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import application


@pytest.mark.parametrize(
    "arguments",
    [
        ("undo", "1", "--reason", "thử"),
        ("template", "tasks", "--locality", "tan_chau"),
        ("conflicts",),
        ("conflicts", "decide", "a", "--status", "settled", "--reason", "thử"),
        ("meeting", "list"),
        ("meeting", "add", "tan_chau", "2099-12-05 08:00", "Họp"),
        ("wall", "list"),
        ("load", "plans"),
    ],
    ids=" ".join,
)
def test_a_database_that_is_away_is_told(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IOC_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    ran = CliRunner().invoke(application, arguments)
    assert (ran.exit_code, ran.stdout) == (1, "")
    (said,) = ran.stderr.splitlines()
    assert said.startswith("The database cannot be used: ")
    assert isinstance(ran.exception, SystemExit)
