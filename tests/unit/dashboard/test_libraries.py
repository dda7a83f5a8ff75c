"""Dash's scripts as one: everything that the page would load, in its order, and nothing that no page uses."""

from __future__ import annotations

from pathlib import Path

import brotli
import orjson
import pytest

from dashboard import libraries


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vendor")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libraries, "QUALITY", 1)
        libraries.build(folder)
    return folder


@pytest.fixture(scope="module")
def script(vendor: Path) -> str:
    return brotli.decompress((vendor / libraries.SCRIPT).read_bytes()).decode()


def test_react_comes_before_what_needs_it(script: str) -> None:
    places = [script.index(sign) for sign in ("react.production.min.js", "react-dom.production.min.js")]
    assert places == sorted(places)
    for library in ("dash_core_components", "dash_html_components", "dash_bootstrap", "DashRenderer"):
        assert library in script


def test_the_chart_component_comes_along_and_the_unused_stay_away(script: str) -> None:
    assert "PlotlyGraph" in script
    assert "dash_table" not in script
    assert "core-js" not in script


def test_no_source_map_is_asked_for(script: str) -> None:
    assert "//# sourceMappingURL" not in script


def test_it_stands_for_every_script_of_the_page(vendor: Path) -> None:
    found = libraries.read(vendor)
    assert found is not None
    assert any("dash_table" in address for address in found.covers)
    assert any("polyfill" in address for address in found.covers)
    assert all(address.startswith(libraries.SUITES) for address in found.covers)
    assert found.packed == (vendor / libraries.SCRIPT).read_bytes()


def test_its_address_changes_with_its_content(vendor: Path, tmp_path: Path) -> None:
    manifest = orjson.loads((vendor / libraries.MANIFEST).read_bytes())
    (tmp_path / libraries.SCRIPT).write_bytes(b"")
    (tmp_path / libraries.MANIFEST).write_bytes(orjson.dumps({**manifest, "digest": "another"}))
    one, other = libraries.read(vendor), libraries.read(tmp_path)
    assert one is not None
    assert other is not None
    assert one.address != other.address
    assert "dash_renderer" in one.address


def test_nothing_is_read_where_nothing_was_built(tmp_path: Path) -> None:
    assert libraries.read(tmp_path) is None
