"""The web fonts: Be Vietnam Pro with what a figure needs, cut to what the pages write, as woff2.

Be Vietnam Pro has proportional figures only (its "1" is 385 wide, its "4" 710 of 1.000) and no `tnum`
feature, so `font-variant-numeric: tabular-nums` would do nothing. Its licence (OFL 1.1, no reserved name)
permits what is done here: a `tnum` feature over figures set to the width of zero, and the thin and figure
spaces that it lacks. Arrows and status shapes, which it lacks too, come from Fira Code (OFL 1.1) as further
faces of the same family: a status whose shape shows as an empty box has lost half of its meaning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Be Vietnam Pro"
WEIGHTS: Mapping[int, str] = {400: "Regular", 500: "Medium", 600: "SemiBold"}
"""Weights in use; what asks for 700 is drawn in the heaviest of them, which saves a first visit a file."""

VIETNAMESE = "aăâbcdđeêfghiklmnoôơpqrstuưvwxyzáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
"""The letters of Vietnamese with their tones (lower case, NFC)."""

LETTERS = frozenset(VIETNAMESE + VIETNAMESE.upper())
ASCII = frozenset(map(chr, range(0x20, 0x7F)))
WESTERN = frozenset(map(chr, range(0xA0, 0x100)))
TONE_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
PUNCTUATION = frozenset("–—…«»“”‘’‚„•·×÷−±≈≠≥≤₫€%‰°§\u00a0")
SPACES: Mapping[str, str] = {"\u2009": "thinspace", "\u202f": "thinspace", "\u2007": "figurespace"}
SYMBOLS = frozenset("←↑→↓■□▲▼◆◇○●◐")

FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "case", "tnum")
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
THIN_SPACE = 0.2
"""Width of the thin spaces in em."""


def font_faces(folder: Path) -> Iterator[str]:
    """Write the fonts into `folder` and give the rules that name them.

    Every weight needs a symbols face of its own, since browsers choose a weight before they look at
    `unicode-range`. All of them share one file.
    """
    symbols_font = _symbols()
    for weight, style in WEIGHTS.items():
        font = _text_font(style)
        _copy_line_metrics(font, symbols_font)
        yield _face(weight, _write(font, folder, f"be-vietnam-pro-{weight}"))
    symbols = _write(symbols_font, folder, "symbols")
    ranges = ",".join(f"U+{ord(character):04X}" for character in sorted(SYMBOLS))
    for weight in WEIGHTS:
        yield _face(weight, symbols, f"unicode-range:{ranges};")
    for package in ("fontpkg_be_vietnam_pro", "fontpkg_fira_code"):
        licence = (files(package) / "LICENSE").read_text(encoding="utf-8")
        (folder / f"{package.removeprefix('fontpkg_')}.LICENSE.txt").write_text(licence, encoding="utf-8")


def _face(weight: int, name: str, extra: str = "") -> str:
    """One @font-face rule; the address is relative to fonts.css, so that any prefix of the site works."""
    return (
        f"@font-face{{font-family:'{FAMILY}';font-style:normal;font-weight:{weight};"
        f"font-display:swap;src:url('fonts/{name}') format('woff2');{extra}}}"
    )


def _write(font: TTFont, folder: Path, name: str) -> str:
    """Save as woff2 under a name that carries the content's hash, so that it can be cached for ever."""
    font.flavor = "woff2"
    draft = folder / f"{name}.woff2"
    font.save(draft)
    digest = hashlib.sha256(draft.read_bytes()).hexdigest()[:10]
    return draft.rename(folder / f"{name}.{digest}.woff2").name


def _text_font(style: str) -> TTFont:
    """Be Vietnam Pro in one style with tabular figures and all spaces, cut to what the pages write."""
    font = TTFont(
        files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{style}.ttf", recalcTimestamp=False
    )
    _add_tabular_figures(font)
    _add_spaces(font)
    return _subset(font, LETTERS | ASCII | WESTERN | TONE_MARKS | PUNCTUATION | SPACES.keys())


def _symbols() -> TTFont:
    """Arrows and status shapes of Fira Code in its medium weight."""
    font = TTFont(files("fontpkg_fira_code") / "files" / "FiraCode[wght].ttf", recalcTimestamp=False)
    return _subset(instantiateVariableFont(font, {"wght": 500}), SYMBOLS)


def _subset(font: TTFont, characters: frozenset[str]) -> TTFont:
    """Keep the glyphs of `characters` and the features that the pages use."""
    options = Options(layout_features=list(FEATURES), hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # who made it and under which licence stays in the file
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)
    return font


def _copy_line_metrics(source: TTFont, target: TTFont) -> None:
    """Give `target` the line height of `source`: a symbol must not push the lines around it apart."""
    for name in ("ascent", "descent", "lineGap"):
        setattr(target["hhea"], name, getattr(source["hhea"], name))
    for name in ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"):
        setattr(target["OS/2"], name, getattr(source["OS/2"], name))


def _add_tabular_figures(font: TTFont) -> None:
    """Add figures as wide as zero, centred, and the `tnum` feature that puts them in place of the others."""
    width = font["hmtx"]["zero"][0]
    for digit in DIGITS:
        shift = (width - font["hmtx"][digit][0]) // 2
        _add_glyph(font, f"{digit}.tnum", _moved(digit, shift), (width, font["hmtx"][digit][1] + shift))
    _add_substitution(font, "tnum", {digit: f"{digit}.tnum" for digit in DIGITS})


def _add_spaces(font: TTFont) -> None:
    """Add the spaces that the font lacks; a figure space is as wide as a tabular figure."""
    widths = {
        "thinspace": round(THIN_SPACE * font["head"].unitsPerEm),
        "figurespace": font["hmtx"]["zero"][0],
    }
    for name, width in widths.items():
        _add_glyph(font, name, Glyph(), (width, 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({ord(character): name for character, name in SPACES.items()})


def _add_glyph(font: TTFont, name: str, glyph: Glyph, metrics: tuple[int, int]) -> None:
    """Add one glyph with its advance width and left side bearing, in font units."""
    font["glyf"][name] = glyph
    font.setGlyphOrder(font["glyf"].glyphOrder)
    font["hmtx"][name] = metrics
    font["GDEF"].table.GlyphClassDef.classDefs[name] = 1  # a base glyph: marks may stand on it


def _moved(base: str, shift: int) -> Glyph:
    """Draw `base` again, `shift` font units to the right."""
    component = GlyphComponent()
    component.glyphName, component.x, component.y, component.flags = base, shift, 0, 0
    glyph = Glyph()
    glyph.numberOfContours, glyph.components = -1, [component]
    return glyph


def _add_substitution(font: TTFont, tag: str, mapping: Mapping[str, str]) -> None:
    """Add a feature of one-for-one substitutions to every script and language of the font.

    Features are listed by tag; `tag` must sort behind those that are there.
    """
    table: Any = font["GSUB"].table
    table.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(dict(mapping))]))
    table.LookupList.LookupCount = len(table.LookupList.Lookup)  # the subsetter goes by the count
    feature = otTables.Feature()
    feature.FeatureParams, feature.LookupListIndex = None, [len(table.LookupList.Lookup) - 1]
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, feature
    table.FeatureList.FeatureRecord.append(record)
    for script in table.ScriptList.ScriptRecord:
        languages = [language.LangSys for language in script.Script.LangSysRecord]
        for language in filter(None, [script.Script.DefaultLangSys, *languages]):
            language.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)
