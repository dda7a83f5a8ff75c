"""Words for cases of either kind, and the chosen unit as panels about them name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts.shell.links import to_page


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What a case is called, where its page is, what its subject is called, what closing it is called."""

    noun: str
    path: str
    subject: str
    closed: str


KINDS: Final[Mapping[str, CaseWords]] = {
    "feedback": CaseWords("phản ánh", "/feedback", "feedback", "xử lý"),
    "dossier": CaseWords("hồ sơ", "/dossiers", "dossiers", "giải quyết"),
}


def words(answer: Answer) -> CaseWords:
    """Give the words of a question's kind, by which its name begins."""
    return KINDS[answer.question.name.partition("_")[0]]


def chosen(answer: Answer) -> str:
    """Name the unit of the address before a headline; empty where none is chosen."""
    units = (ref.name for ref in answer.locality.units if ref.address == answer.request.unit)
    return f"{name}: " if (name := next(units, "")) else ""


def way_back(answer: Answer) -> Component | None:
    """Lead from a chosen unit back to all of them."""
    if not answer.request.unit:
        return None
    everybody = to_page(words(answer).path, answer.request)
    return html.P(html.Link("Bỏ chọn, xem tất cả đơn vị", href=everybody), className="note")


def missing(kind: str) -> str:
    """Say what to load where a locality has no single cases."""
    return (
        f"Cần nạp từng {KINDS[kind].noun} (mã, đơn vị, lĩnh vực, ngày nhận, hạn, ngày kết thúc) để xem "
        "theo tháng, theo đơn vị và việc sắp quá hạn; không nạp nội dung, tên, số điện thoại của người dân."
    )
