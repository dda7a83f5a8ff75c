"""Bytes of four habits become the same Vietnamese text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake import encodings
from data.intake.encodings import decode, from_tcvn3, from_vni

TEXT = "Tên đơn vị;Tổng số;Quá hạn\nXã Suối Dây;7;2\nthị trấn Đồng Phú, ấp Bưng Riềng;3;0\n"
LETTERS = "àảãáạằẳẵắặăầẩẫấậâđèẻẽéẹềểễếệêìỉĩíịòỏõóọồổỗốộôờởỡớợơùủũúụừửữứựưỳỷỹýỵ"


def vni(text: str) -> bytes:
    """Encode the other way round, letter by letter, from the table of VNI-Windows."""
    marks = {"̀": "ø", "̉": "û", "̃": "õ", "́": "ù", "̣": "ï"}
    hats = {"̀": "à", "̉": "å", "̃": "ã", "́": "á", "̣": "ä", "": "â"}
    bows = {"̀": "è", "̉": "ú", "̃": "ü", "́": "é", "̣": "ë", "": "ê"}
    alone = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "í": "í", "ì": "ì"}
    found = []
    for char in text:
        lower = char.lower()
        if lower in alone:
            written = alone[lower]
        else:
            base, *rest = list(unicodedata.normalize("NFD", lower))
            tone = next((mark for mark in rest if mark in marks), "")
            if "̂" in rest:
                written = base + hats[tone]
            elif "̆" in rest:
                written = base + bows[tone]
            else:
                horn = {"o": "ô", "u": "ö"}[base] if "̛" in rest else base
                written = horn + marks.get(tone, "")
        found.append(written.upper() if char.isupper() else written)
    return "".join(found).encode("cp1252")


def tcvn3(text: str) -> bytes:
    """Encode by looking every byte up."""
    known = {from_tcvn3(bytes([code])): code for code in range(256)}
    return bytes(known[char] for char in text)


def cp1258(text: str) -> bytes:
    """Windows-1258 has letters with hats, and tones as marks after them."""
    found = b""
    for char in text:
        try:
            found += char.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = list(unicodedata.normalize("NFD", char))
            tones = [mark for mark in marks if mark in "\u0300\u0309\u0303\u0301\u0323"]
            letter = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
            found += (letter + "".join(tones)).encode("cp1258")
    return found


@pytest.mark.parametrize(
    "content, name",
    [
        (TEXT.encode(), "UTF-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8 (BOM)"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (cp1258(TEXT), "Windows-1258"),
        (tcvn3(TEXT), "TCVN3"),
        (vni(TEXT), "VNI"),
    ],
)
def test_every_encoding_gives_the_same_text(content: bytes, name: str) -> None:
    assert decode(content, ["Tên đơn vị"]) == (TEXT, name)


def test_every_letter_of_the_font_encodings() -> None:
    assert from_vni(vni(LETTERS)) == LETTERS
    assert from_vni(vni(LETTERS.upper())) == LETTERS.upper()
    assert from_tcvn3(tcvn3(LETTERS)) == LETTERS
    assert from_tcvn3(tcvn3("ĂÂÊÔƠƯĐ")) == "ĂÂÊÔƠƯĐ"


def test_known_bytes_of_the_font_encodings() -> None:
    assert from_vni("Toång soá phaûn aùnh ñaõ xöû lyù".encode("cp1252")) == "Tổng số phản ánh đã xử lý"
    assert from_tcvn3("X· Suèi D©y".encode("latin-1")) == "Xã Suối Dây"


def test_what_is_no_vietnamese_is_not_guessed() -> None:
    assert decode(bytes(range(128, 256)) * 4, ["Tên đơn vị"]) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_nothing(content: bytes) -> None:
    found = decode(content, ["Tên đơn vị"])
    assert found is None or unicodedata.is_normalized("NFC", found.text) or not found.text


def test_the_tables_are_whole() -> None:
    assert len(encodings._TCVN3) == 60 + 14
