"""What the database itself refuses, told in the words of the file: the last guard behind the checks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import UniqueConstraint
from sqlalchemy.exc import DBAPIError

from data.intake.kinds.columns import Kind
from data.intake.records import BatchRow, RefusedError
from data.schema import Base

_REPEATED, _REFERRED = "23505", "23503"
"""States of SQL that PostgreSQL tells: unique_violation, foreign_key_violation."""
_SQLITE_REPEATED = re.compile(r"UNIQUE constraint failed: (.+)")
_SQLITE_REFERRED = "FOREIGN KEY constraint failed"
_NAMED = 5
"""Later batches that a message names."""
_NOTHING = "Chưa thay đổi gì."


def of_database(error: DBAPIError, kind: Kind) -> RefusedError:
    """Say why the database took none of a batch. What it printed itself is not told: it may hold cells."""
    fields = _repeated(error)
    if fields:
        named = [f"“{column.heading}”" for column in kind.columns if column.field in fields]
        where = f" ở cột {', '.join(named)}" if named else ""
        return RefusedError(
            f"Có dòng trùng{where} với số liệu đã có, có thể của địa bàn khác. "
            f"Cách sửa: ghi nội dung khác vào cột đó, hoặc để trống nếu là mã, rồi gửi lại tệp. {_NOTHING}"
        )
    if _is_referred(error):
        return RefusedError(
            "Tệp bỏ đi những dòng mà số liệu khác đang dùng. Cách sửa: nạp lại với cách “Bổ sung, cập nhật”, "
            f"hoặc bỏ số liệu đang dùng các dòng đó trước. {_NOTHING}"
        )
    return RefusedError(
        "Có dòng mang giá trị mà cơ sở dữ liệu không nhận. Cách sửa: đối chiếu các ô vừa sửa với mẫu; "
        f"nếu vẫn không được, báo người quản trị kèm số đợt nạp. {_NOTHING}"
    )


def _repeated(error: DBAPIError) -> frozenset[str]:
    """Columns of the unique constraint that was broken; none where it was another one."""
    told = _SQLITE_REPEATED.search(str(error.orig))
    if told:
        return frozenset(part.rpartition(".")[2].strip() for part in told[1].split(","))
    if getattr(error.orig, "sqlstate", None) != _REPEATED:
        return frozenset()
    name = error.orig.diag.constraint_name  # type: ignore[union-attr]
    return frozenset(
        column.name
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.name == name
        for column in constraint.columns
    )


def _is_referred(error: DBAPIError) -> bool:
    return _SQLITE_REFERRED in str(error.orig) or getattr(error.orig, "sqlstate", None) == _REFERRED


def overtaken(later: Sequence[BatchRow]) -> RefusedError:
    """Say that a publication cannot be taken back before later ones of the same kind, and which these are."""
    named = ", ".join(f"đợt {row.id} ({row.file_name})" for row in later[:_NAMED])
    if not named:
        return RefusedError(
            "Những dòng của đợt này đã được sửa, hoặc số liệu của biểu khác đang dùng chúng. "
            f"Cách sửa: hoàn tác các đợt nạp sau trước, hoặc sửa từng số liệu. {_NOTHING}"
        )
    return RefusedError(
        "Có đợt nạp sau đã sửa cùng những dòng này. Cách sửa: hoàn tác đợt sau trước, đợt mới nhất đầu tiên; "
        f"cùng loại biểu có {named}. {_NOTHING}"
    )
