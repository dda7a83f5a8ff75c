"""Which bytes are which letters: UTF-8, UTF-16, Windows-1258, TCVN3 (ABC) and VNI, told apart by their words.

TCVN3 and VNI are two habits of fonts, not of systems: nothing in a file names them. What tells is whether the
words come out Vietnamese: those that the file must hold (its headings) and common ones.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from data.rules.collation import fold

_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""huyền, hỏi, ngã, sắc, nặng: the order of TCVN3's rows."""

_TCVN3_TONED: Mapping[str, bytes] = {
    "a": b"\xb5\xb6\xb7\xb8\xb9",
    "ă": b"\xbb\xbc\xbd\xbe\xc6",
    "â": b"\xc7\xc8\xc9\xca\xcb",
    "e": b"\xcc\xce\xcf\xd0\xd1",
    "ê": b"\xd2\xd3\xd4\xd5\xd6",
    "i": b"\xd7\xd8\xdc\xdd\xde",
    "o": b"\xdf\xe1\xe2\xe3\xe4",
    "ô": b"\xe5\xe6\xe7\xe8\xe9",
    "ơ": b"\xea\xeb\xec\xed\xee",
    "u": b"\xef\xf1\xf2\xf3\xf4",
    "ư": b"\xf5\xf6\xf7\xf8\xf9",
    "y": b"\xfa\xfb\xfc\xfd\xfe",
}
_TCVN3_PLAIN: Mapping[str, int] = {
    **dict(zip("ĂÂÊÔƠƯĐ", range(0xA1, 0xA8), strict=True)),
    **dict(zip("ăâêôơưđ", range(0xA8, 0xAF), strict=True)),
}

_VNI_SECOND: Mapping[str, str] = {
    **dict(zip("øûõùï", _TONES, strict=True)),
    "â": "\u0302",
    **{mark: f"\u0302{tone}" for mark, tone in zip("àåãáä", _TONES, strict=True)},
    "ê": "\u0306",
    **{mark: f"\u0306{tone}" for mark, tone in zip("èúüéë", _TONES, strict=True)},
}
"""What follows a vowel in VNI: a tone, a circumflex or breve, or both."""
_VNI_ALONE: Mapping[str, str] = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile(rf"([aeouyôö])([{''.join(_VNI_SECOND)}])|[{''.join(_VNI_ALONE)}]", re.IGNORECASE)

_COMMON = (
    "và của các xã phường thị trấn huyện đơn vị tổng cộng số tên kỳ năm tháng quý",
    "hạn quá trong xử lý đánh giá hài lòng chấp nhận nội dung kinh phí dự toán thực hiện",
    "nhiệm vụ chỉ tiêu báo cáo ghi chú điểm hạng hồ sơ lĩnh vực",
)
_WORD = re.compile(r"\w+")
_SAMPLE = 200_000
"""Characters that are looked at to tell encodings apart."""


class Decoded(NamedTuple):
    """Text, and the name of what it was decoded from, as people call it."""

    text: str
    encoding: str


def decode(content: bytes, expected: Iterable[str]) -> Decoded | None:
    """Decode the bytes of a text file, which should hold `expected` words; None where nothing fits."""
    marked = _marked(content)
    if marked is not None:
        return marked
    try:
        return Decoded(_nfc(content.decode("utf-8")), "UTF-8")
    except UnicodeDecodeError:
        pass
    known = {word for phrase in (*_COMMON, *expected) for word in _words(phrase) if fold(word) != word}
    scored = [(_score(text, known), text, name) for name, text in _candidates(content)]
    best, text, name = max(scored, key=lambda found: found[0], default=(0, "", ""))
    return Decoded(text, name) if best > 0 else None


def decoder(encoding: str) -> Callable[[bytes], str]:
    """How whole lines of a long file are read, once `decode` has named what its beginning is in.

    Raises UnicodeDecodeError for bytes that are no letters, KeyError for UTF-16: bytes do not tell its lines.
    """
    return _DECODERS[encoding]


def _marked(content: bytes) -> Decoded | None:
    """Text that says itself what it is, by a byte-order mark."""
    wide = [(mark, "utf-16", "UTF-16") for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)]
    for mark, codec, name in ((codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"), *wide):
        if content.startswith(mark):
            try:
                return Decoded(_nfc(content.decode(codec)), name)
            except UnicodeDecodeError:
                return None
    return None


def _candidates(content: bytes) -> Iterable[tuple[str, str]]:
    readings: tuple[tuple[str, Callable[[bytes], str]], ...] = (
        ("Windows-1258", lambda raw: raw.decode("cp1258")),
        ("TCVN3", from_tcvn3),
        ("VNI", from_vni),
    )
    for name, read in readings:
        try:
            yield name, _nfc(read(content))
        except UnicodeDecodeError:
            continue


def from_tcvn3(content: bytes) -> str:
    """Decode TCVN 5712 as the ABC fonts use it; capital letters with tones share the codes of small ones."""
    return content.decode("latin-1").translate(_TCVN3)


def from_vni(content: bytes) -> str:
    """Decode VNI-Windows: a vowel, then the mark that it carries."""
    return _VNI.sub(_vni_letter, content.decode("cp1252"))


def _vni_letter(match: re.Match[str]) -> str:
    if match[1] is None:
        letter = _VNI_ALONE[match[0].lower()]
        return letter.upper() if match[0].isupper() else letter
    base = _VNI_ALONE.get(match[1].lower(), match[1].lower())
    composed = unicodedata.normalize("NFC", base + _VNI_SECOND[match[2].lower()])
    return composed.upper() if match[1].isupper() else composed


_DECODERS: Mapping[str, Callable[[bytes], str]] = {
    "UTF-8": lambda content: content.decode("utf-8"),
    "UTF-8 (BOM)": lambda content: content.decode("utf-8-sig"),
    "Windows-1258": lambda content: _nfc(content.decode("cp1258")),
    "TCVN3": from_tcvn3,
    "VNI": from_vni,
}


def _tcvn3() -> dict[int, str]:
    toned = {
        code: unicodedata.normalize("NFC", letter + tone)
        for letter, codes in _TCVN3_TONED.items()
        for code, tone in zip(codes, _TONES, strict=True)
    }
    return toned | {code: letter for letter, code in _TCVN3_PLAIN.items()}


_TCVN3 = _tcvn3()


def _score(text: str, known: set[str]) -> int:
    """Known words found, less what no Vietnamese text holds."""
    sample = text[:_SAMPLE]
    foreign = sum(1 for char in sample if ord(char) > 0x7F and not _is_at_home(char))  # noqa: PLR2004 - ASCII
    return sum(1 for word in _words(sample) if word in known) - foreign


def _is_at_home(char: str) -> bool:
    return fold(char).isascii() or char in "“”‘’–—…•€"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
