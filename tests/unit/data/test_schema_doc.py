"""docs/schema.md says what the tables are."""

from __future__ import annotations

from pathlib import Path

from data import schema_doc
from data.schema import DATASETS, Base


def test_the_document_is_current() -> None:
    assert schema_doc.FILE.read_text(encoding="utf-8") == schema_doc.render(), "run python -m data.schema_doc"


def test_every_table_and_column_is_in_it() -> None:
    text = schema_doc.render()
    sections = {part.partition("`")[0]: part for part in text.split("### `")[1:]}
    assert sections.keys() == Base.metadata.tables.keys()
    for name, table in Base.metadata.tables.items():
        missing = [column.name for column in table.columns if f"| `{column.name}` |" not in sections[name]]
        assert missing == [], name


def test_strings_under_attributes_are_their_meaning() -> None:
    text = schema_doc.render()
    row = next(line for line in text.splitlines() if line.startswith("| `assessed_period_id` |"))
    assert "→ `period`" in row
    assert "what a page shows where none is asked for" in row


def test_constraints_and_data_sets_are_named() -> None:
    text = schema_doc.render()
    assert "- unique: `code`, `valid_from`" in text
    assert "- check: `score <= max_score`" in text
    assert all(f"`{name}`" in text for name in DATASETS)


def test_writing_makes_the_file(tmp_path: Path) -> None:
    schema_doc.write(tmp_path / "schema.md")
    assert (tmp_path / "schema.md").read_text(encoding="utf-8") == schema_doc.render()
