"""Units of a locality: territories, departments and other bodies, each for the time in which it existed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from data.intake.batch import Key
from data.intake.cells import text
from data.intake.drafts import Cell, Draft, Known, ParentRef
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.shared import NOTE
from data.schema import UNKNOWN_START, Unit
from data.vocabulary import UNIT_KINDS

LEVEL_WORDS = {
    "central": "Trung ương",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "hamlet": "Ấp, thôn",
}
_KIND_ALIASES = {
    "sở, ngành tỉnh": "provincial_department",
    "đoàn thể": "mass_organisation",
    "tổ chuyên trách": "task_force",
}
_SYSTEMS = {"gso": "Mã đơn vị hành chính", "plan": "Mã riêng"}


def _finish(draft: Draft, _known: Known) -> None:
    values = draft.values
    values.pop("parent")
    values["parent_id"] = None
    values["valid_from"] = values["valid_from"] or UNKNOWN_START
    ends = values["valid_to"]
    if draft.sound("valid_from", "valid_to") and ends is not None and ends <= values["valid_from"]:
        draft.refuse("valid_to", "order", "không sau ngày bắt đầu", "sửa thứ tự hai ngày")


def _across(drafts: Sequence[Draft], known: Known) -> None:
    """Find parents by code among the file's rows and the locality's; refuse circles and early ends."""
    there = known.rows_of(Unit, UNITS.key)
    ends = {key: row["valid_to"] for key, row in there.items()}
    ends |= {_key(draft): draft.values["valid_to"] for draft in drafts}
    for draft in drafts:
        _set_parent(draft, ends, known)
    above = _parents(drafts, there)
    for draft in drafts:
        if _circular(_key(draft), above):
            draft.refuse("parent", "circle", "các đơn vị thuộc nhau thành vòng tròn", "sửa đơn vị cấp trên")
    _refuse_early_ends(drafts, above, there)


def _parents(drafts: Sequence[Draft], there: Mapping[Key, Mapping[str, Any]]) -> Mapping[Key, Key]:
    """Key of the unit above by that of each unit, as the file leaves them."""
    keys = {row["id"]: key for key, row in there.items()}
    found = {key: keys[row["parent_id"]] for key, row in there.items() if row["parent_id"] in keys}
    for draft in drafts:
        above = draft.values["parent_id"]
        named = above.key if isinstance(above, ParentRef) else keys.get(above)
        if named is None:
            found.pop(_key(draft), None)
        else:
            found[_key(draft)] = named
    return found


def _refuse_early_ends(
    drafts: Sequence[Draft], above: Mapping[Key, Key], there: Mapping[Key, Mapping[str, Any]]
) -> None:
    """Refuse the end of a unit below which others begin later: these would stand under nothing."""
    by_key = {_key(draft): draft for draft in drafts}
    for key in sorted(above.keys() - by_key.keys()):
        draft = by_key.get(above[key])
        ends = draft.values["valid_to"] if draft else None
        if draft is not None and ends is not None and ends <= key[1]:
            named = f"“{there[key]['name']}”"
            whose = f"đơn vị {named} ({_address(key)}, từ ngày {key[1]:%d/%m/%Y}) thuộc đơn vị này"
            remedy = f"thêm dòng của {named} với đơn vị cấp trên khác, hoặc ghi ngày muộn hơn"
            draft.refuse("valid_to", "order", f"{whose} và có sau ngày đó", remedy)


def _set_parent(draft: Draft, ends: Mapping[Key, dt.date | None], known: Known) -> None:
    """Of several units with the parent's code the one of the same time is meant, unless one is named.

    An empty cell leaves the parent as it is; a new unit then stands under the locality itself.
    """
    words = text(draft.cells.get("parent"))
    if not words:
        before = known.before(Unit, _key(draft))
        draft.values["parent_id"] = before["parent_id"] if before else known.unit_id
        return
    found = _named(words, draft.values["valid_from"], ends)
    if found is None:
        reason = "địa bàn không có đơn vị mang mã này vào lúc đó"
        draft.refuse("parent", "reference", reason, "ghi mã của đơn vị cấp trên, hoặc để trống")
        return
    draft.values["parent_id"] = ParentRef(found)


def _named(words: str, start: dt.date, ends: Mapping[Key, dt.date | None]) -> Key | None:
    """Key of the unit that a code or an address (`code@valid_from`) names as of a day."""
    later = [key for key, end in ends.items() if end is None or end > start]
    found = sorted((key for key in later if words == key[0]), key=lambda key: key[1])
    living = [key for key in found if key[1] <= start] or found
    addressed = [key for key in later if words == _address(key)]
    return next(iter(addressed or living[-1:]), None)


def _circular(key: Key, above: Mapping[Key, Key]) -> bool:
    seen = {key}
    while key in above:
        key = above[key]
        if key in seen:
            return True
        seen.add(key)
    return False


def _address(key: Key) -> str:
    return f"{key[0]}@{key[1].isoformat()}"


def _key(draft: Draft) -> Key:
    return (draft.values["code"], draft.values["valid_from"])


def _written(row: Mapping[str, Any], known: Known) -> Mapping[str, Cell]:
    """Write no start where none is known, and the parent's address where its code would name another."""
    told: dict[str, Cell] = {"valid_from": None} if row["valid_from"] == UNKNOWN_START else {}
    there = known.rows_of(Unit, UNITS.key)
    above = next((key for key, one in there.items() if one["id"] == row["parent_id"]), None)
    if above is not None:
        ends = {key: one["valid_to"] for key, one in there.items()}
        by_code = _named(above[0], row["valid_from"], ends)
        told["parent"] = above[0] if by_code == above else _address(above)
    return told


UNITS = Kind(
    name="units",
    title="Danh mục đơn vị",
    dataset="units",
    model=Unit,
    columns=(
        Column("code", "Mã đơn vị", "code", required=True, synonyms=("Mã", "Mã số"), example="PB-01"),
        Column("code_system", "Loại mã", "choice", choices=_SYSTEMS, default="plan"),
        Column(
            "name",
            "Tên đơn vị",
            required=True,
            synonyms=("Đơn vị", "Tên"),
            example="Phòng Văn hóa - Xã hội",
        ),
        Column(
            "kind",
            "Loại đơn vị",
            "choice",
            required=True,
            choices=UNIT_KINDS,
            aliases=_KIND_ALIASES,
            example="Phòng, ban",
        ),
        Column(
            "level",
            "Cấp",
            "choice",
            required=True,
            choices=LEVEL_WORDS,
            synonyms=("Cấp đơn vị",),
            example="Cấp xã",
        ),
        Column(
            "parent",
            "Thuộc đơn vị (mã)",
            "code",
            synonyms=("Đơn vị cấp trên",),
            note="Để trống: giữ như đang có; đơn vị mới thì thuộc địa bàn. Mã dùng nhiều lần: mã@ngày có.",
        ),
        Column("valid_from", "Có từ ngày", "day", note="Để trống khi không rõ.", example="01/7/2025"),
        Column("valid_to", "Không còn từ ngày", "day"),
        Column("name_printed", "Tên như văn bản"),
        Column("role", "Nhiệm vụ"),
        Column("latitude", "Vĩ độ", "degrees"),
        Column("longitude", "Kinh độ", "degrees"),
        Column("bounds", "Khung tọa độ"),
        NOTE,
    ),
    key=("code", "valid_from"),
    pages=(("/map", "Bản đồ"), ("/", "Tổng quan")),
    finish=_finish,
    across=_across,
    written=_written,
)
