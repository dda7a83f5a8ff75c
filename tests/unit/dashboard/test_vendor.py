"""The assets made from packages: all Vietnamese letters, figures in columns, nothing from the network."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from dash import Dash, html
from fontTools.ttLib import TTFont

from dashboard import libraries, vendor

WEIGHTS = (400, 500, 600)
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
CONSONANTS = "bcdđfghjklmnpqrstvwxz"
SIGNS = "–—…«»“”‘’×≥≤−·₫%‰\u00a0\u2007\u2009\u202f"
STATUS_AND_ARROWS = "→←↑↓●■▲▼◆○◐"


def vietnamese_letters() -> list[str]:
    """Compose every vowel with every tone, as the orthography does, and add the consonants."""
    vowels = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)]
    lower = [*vowels, *CONSONANTS]
    return [*lower, *map(str.upper, lower)]


def no_npm(_vendor: Path) -> bool:
    """A machine without npm or network."""
    return False


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assets")
    vendor.build(folder, bundle=no_npm)
    return folder


@pytest.fixture(scope="module", autouse=True)
def quickly() -> Iterator[None]:
    """Pack scripts quickly: what is tested here is when and where they are made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libraries, "QUALITY", 1)
        yield


def font(assets: Path, name: str) -> TTFont:
    (path,) = (assets / "vendor" / "fonts").glob(f"{name}.*.woff2")
    return TTFont(path)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_vietnamese_letter_has_a_glyph(assets: Path, weight: int) -> None:
    letters = vietnamese_letters()
    assert len(letters) == 2 * (12 * 6 + 21)
    missing = [
        letter
        for letter in letters
        if ord(letter) not in font(assets, f"be-vietnam-pro-{weight}").getBestCmap()
    ]
    assert missing == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_signs_of_figures_and_sentences_have_glyphs(assets: Path, weight: int) -> None:
    cmap = font(assets, f"be-vietnam-pro-{weight}").getBestCmap()
    assert [sign for sign in SIGNS if ord(sign) not in cmap] == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_decomposed_text_is_drawn_too(assets: Path, weight: int) -> None:
    face = font(assets, f"be-vietnam-pro-{weight}")
    assert {ord(tone) for tone in TONES if tone} <= face.getBestCmap().keys()
    assert {"mark", "mkmk", "kern"} <= {
        record.FeatureTag for record in face["GPOS"].table.FeatureList.FeatureRecord
    }


def test_status_shapes_and_arrows_have_glyphs_in_every_weight(assets: Path) -> None:
    cmap = font(assets, "symbols").getBestCmap()
    assert [shape for shape in STATUS_AND_ARROWS if ord(shape) not in cmap] == []
    css = (assets / "vendor" / "fonts.css").read_text(encoding="utf-8")
    faces = [rule for rule in css.splitlines() if "unicode-range" in rule]
    assert [re.search(r"font-weight:(\d+)", rule)[1] for rule in faces] == list(map(str, WEIGHTS))  # type: ignore[index]
    assert all(f"U+{ord(shape):04X}" in rule for rule in faces for shape in STATUS_AND_ARROWS)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_tabular_figures_are_all_of_one_width(assets: Path, weight: int) -> None:
    face = font(assets, f"be-vietnam-pro-{weight}")
    substitution = tabular(face)
    digits = [face.getBestCmap()[ord(digit)] for digit in "0123456789"]
    assert len({face["hmtx"][digit][0] for digit in digits}) > 1, "the font's own figures are proportional"
    assert len({face["hmtx"][substitution[digit]][0] for digit in digits}) == 1


def tabular(face: TTFont) -> dict[str, str]:
    """Read the substitutions of `tnum`, which every script must offer."""
    table = face["GSUB"].table
    (index,) = (
        number for number, record in enumerate(table.FeatureList.FeatureRecord) if record.FeatureTag == "tnum"
    )
    scripts = [record.Script for record in table.ScriptList.ScriptRecord]
    assert scripts
    assert all(index in script.DefaultLangSys.FeatureIndex for script in scripts)
    (lookup,) = table.FeatureList.FeatureRecord[index].Feature.LookupListIndex
    return dict(table.LookupList.Lookup[lookup].SubTable[0].mapping)


def test_style_sheets_name_no_address_of_the_network(assets: Path) -> None:
    sheets = sorted(assets.rglob("*.css"))
    assert [sheet.name for sheet in sheets] == ["00_bootstrap.css", "fonts.css"]
    for sheet in sheets:
        css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "@import" not in css
        assert "sourceMappingURL" not in css
        addresses = re.findall(r"url\(\s*['\"]?([^'\")]+)", css)
        files = [address for address in addresses if not address.startswith("data:")]
        assert [address for address in files if not (sheet.parent / address).is_file()] == []


def test_font_files_are_small_enough_to_come_with_the_first_page(assets: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in (assets / "vendor" / "fonts").glob("*.woff2")}
    assert len(sizes) == len(WEIGHTS) + 1
    assert max(sizes.values()) < 20_000, sizes


def test_licences_come_with_the_fonts(assets: Path) -> None:
    licences = [
        path.read_text(encoding="utf-8") for path in (assets / "vendor" / "fonts").glob("*.LICENSE.txt")
    ]
    assert len(licences) == 2
    assert all("SIL OPEN FONT LICENSE" in licence.upper() for licence in licences)


def test_second_build_changes_nothing(assets: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in assets.rglob("*")}
    vendor.build(assets, bundle=no_npm)
    assert {path: path.stat().st_mtime_ns for path in assets.rglob("*")} == before


def test_build_repairs_what_is_lost_with_the_same_bytes(assets: Path, tmp_path: Path) -> None:
    copy = tmp_path / "assets"
    shutil.copytree(assets, copy)
    (copy / "00_bootstrap.css").unlink()
    shutil.rmtree(copy / "vendor" / "fonts")
    vendor.build(copy, bundle=no_npm)
    assert contents(copy) == contents(assets)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_new_versions_of_the_packages_replace_the_files(assets: Path, tmp_path: Path) -> None:
    copy = tmp_path / "assets"
    shutil.copytree(assets, copy)
    (copy / "vendor" / "stamp.txt").write_text("bootstrap-flask 0.1", encoding="utf-8")
    (copy / "vendor" / "fonts" / "of-an-earlier-version.woff2").touch()
    vendor.build(copy, bundle=no_npm)
    assert contents(copy) == contents(assets)


def test_a_bundle_that_failed_is_tried_again_only_when_asked(assets: Path, tmp_path: Path) -> None:
    copy = tmp_path / "assets"
    shutil.copytree(assets, copy)
    tries: list[Path] = []

    def bundle(vendor_folder: Path) -> bool:
        tries.append(vendor_folder)
        return False

    vendor.build(copy, bundle=bundle)
    assert tries == []
    vendor.build(copy, again=True, bundle=bundle)
    vendor.build(copy, again=True, bundle=bundle)
    assert tries == [copy / "vendor"] * 2


def test_a_bundle_that_stands_is_not_made_again(assets: Path, tmp_path: Path) -> None:
    copy = tmp_path / "assets"
    shutil.copytree(assets, copy)
    (copy / "vendor" / "plotly.0123456789ab.min.js.br").write_bytes(b"a bundle")
    vendor.build(copy, again=True, bundle=lambda _vendor: pytest.fail("made again"))


def test_no_script_lies_where_dash_would_load_it_by_itself(assets: Path) -> None:
    assert list(assets.rglob("*.js")) == []


def test_dash_loads_bootstrap_before_our_own_style_sheets(assets: Path, tmp_path: Path) -> None:
    copy = tmp_path / "assets"
    shutil.copytree(assets, copy)
    (copy / "10_base.css").write_text("body{}", encoding="utf-8")
    app = Dash("ordering", assets_folder=str(copy))
    app.layout = html.Div()
    page = app.server.test_client().get("/").text
    assert page.index("00_bootstrap.css") < page.index("10_base.css")
    assert "vendor/fonts.css" in page
