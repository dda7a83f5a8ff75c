"""Which dossiers came online, were digitised and paid online, by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.rollups import case_digital
from data.rollups.case_pages import sourced

REACH: Reach = "locality"

QUESTION = Question(
    name="dossier_digital",
    title="Bao nhiêu hồ sơ nộp trực tuyến, được số hóa, thanh toán trực tuyến?",
    columns=(
        Column("field", "text", "Lĩnh vực"),
        Column("received", "int", "Tiếp nhận trong kỳ", "cases"),
        Column("online", "int", "Nộp trực tuyến", "cases"),
        Column("digitised", "int", "Được số hóa", "cases"),
        Column("fee_due", "int", "Có phí, lệ phí", "cases"),
        Column("paid_online", "int", "Thanh toán trực tuyến", "cases"),
    ),
    facts=("online", "digitised", "paid", "offline_field", "offline"),
)


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_digital` reads of the dossiers, with their source."""
    return sourced("dossier", request, case_digital.statement(request))


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_digital` describes them."""
    return case_digital.shape(rows, request)
