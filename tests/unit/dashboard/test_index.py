"""The page's HTML: one file in place of many while they are the same; the theme of the first paint."""

from __future__ import annotations

import shutil
from pathlib import Path

import brotli
import pytest
from dash import html
from flask.testing import FlaskClient

from dashboard import libraries
from dashboard.index import INDEX, IocDash, Shelf, addresses, moved, themed, without

TAGS = """<script src="/a.js"></script>
<script src="/assets/b.js?m=1"></script>
<script>inline()</script>"""
LINKS = '<link rel="stylesheet" href="/assets/one.css?m=1">\n<link rel="stylesheet" href="/other/two.css">'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Dash's scripts as one, quickly packed."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libraries, "QUALITY", 1)
        libraries.build(folder)
    return folder


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """A folder of assets: two scripts, two style sheets, one of them below with a relative address."""
    folder = tmp_path / "assets"
    (folder / "vendor").mkdir(parents=True)
    (folder / "10_first.js").write_text("first()", encoding="utf-8")
    (folder / "20_second.js").write_text("second()", encoding="utf-8")
    (folder / "10_base.css").write_text("body{color:red}", encoding="utf-8")
    (folder / "vendor" / "fonts.css").write_text("@font-face{src:url('fonts/a.woff2')}", encoding="utf-8")
    return folder


def make_app(assets: Path) -> IocDash:
    app = IocDash("page", assets_folder=str(assets), index_string=INDEX, compress=False)
    app.shelf = Shelf(app.server, assets)
    app.layout = html.Div()
    return app


def client_of(assets: Path) -> FlaskClient:
    client: FlaskClient = make_app(assets).server.test_client()
    client.environ_base["HTTP_ACCEPT_ENCODING"] = "br"
    return client


def test_our_scripts_and_style_sheets_are_one_file_each(assets: Path) -> None:
    client = client_of(assets)
    page = client.get("/").text
    assert "/assets/" not in page
    (script,) = [address for address in addresses(page) if address.endswith(".js") and "joined" in address]
    (sheet,) = [address for address in addresses(page) if address.endswith(".css")]
    assert brotli.decompress(client.get(script).data) == b"first()\nsecond()"
    assert brotli.decompress(client.get(sheet).data) == (
        b"body{color:red}\n@font-face{src:url('/assets/vendor/fonts/a.woff2')}"
    )


def test_joined_files_are_kept_for_ever_under_an_address_of_their_content(assets: Path) -> None:
    client = client_of(assets)
    before = addresses(client.get("/").text)
    response = client.get(next(address for address in before if address.endswith(".css")))
    assert response.headers["Cache-Control"].endswith("immutable")
    assert response.headers["Content-Encoding"] == "br"
    assert response.mimetype == "text/css"
    (assets / "10_base.css").write_text("body{color:blue}", encoding="utf-8")
    assert addresses(client_of(assets).get("/").text)[0] != before[0]


def test_a_client_without_brotli_gets_plain_bytes(assets: Path) -> None:
    client = client_of(assets)
    sheet = addresses(client.get("/").text)[0]
    client.environ_base["HTTP_ACCEPT_ENCODING"] = "identity"
    assert client.get(sheet).text.startswith("body{color:red}")


def test_what_was_never_joined_is_not_found(assets: Path) -> None:
    assert client_of(assets).get("/joined/000000000000.css").status_code == 404


def test_the_libraries_come_as_one_file_before_ours(assets: Path, built: Path) -> None:
    plain = addresses(client_of(assets).get("/").text)
    assert len(plain) > 8
    shutil.copytree(built, assets / "vendor", dirs_exist_ok=True)
    client = client_of(assets)
    scripts = [address for address in addresses(client.get("/").text) if address.endswith(".js")]
    assert len(scripts) == 2
    assert "dash_renderer" in scripts[0]
    assert b"DashRenderer" in brotli.decompress(client.get(scripts[0]).data)
    assert "joined" in scripts[1]


def test_libraries_of_other_versions_are_not_used(assets: Path, built: Path) -> None:
    shutil.copytree(built, assets / "vendor", dirs_exist_ok=True)
    manifest = assets / "vendor" / libraries.MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace("v4_", "v3_"), encoding="utf-8")
    page = client_of(assets).get("/").text
    assert sum("_dash-component-suites" in address for address in addresses(page)) > 5


def test_the_development_server_joins_nothing(assets: Path) -> None:
    app = make_app(assets)
    app.server.debug = True
    page = app.server.test_client().get("/").text
    assert "/assets/10_first.js" in page
    assert "joined" not in page


def test_the_bundle_of_plotly_is_named_where_it_was_built(assets: Path) -> None:
    assert 'name="plotly"' not in client_of(assets).get("/").text
    packed = brotli.compress(b"window.Plotly = {}")
    (assets / "vendor" / "plotly.0123456789ab.min.js.br").write_bytes(packed)
    client = client_of(assets)
    address = "/_dash-component-suites/plotly/package_data/plotly.0123456789ab.min.js"
    assert f'<meta name="plotly" content="{address}">' in client.get("/").text
    assert brotli.decompress(client.get(address).data) == b"window.Plotly = {}"


@pytest.mark.parametrize(
    ("query", "attribute"),
    [("", "<html lang="), ("?theme=dark", '<html data-theme="dark"'), ('?theme="><script>', "<html lang=")],
)
def test_the_first_paint_has_the_theme_of_the_address(assets: Path, query: str, attribute: str) -> None:
    assert attribute in client_of(assets).get(f"/{query}").text


def test_a_theme_that_nobody_knows_is_the_light_one() -> None:
    assert themed('<html lang="vi">', "neon") == '<html lang="vi">'
    assert themed('<html lang="vi">', "dark") == '<html data-theme="dark" lang="vi">'


def test_tags_are_read_and_dropped_by_their_addresses() -> None:
    assert addresses(TAGS) == ["/a.js", "/assets/b.js?m=1"]
    assert addresses(LINKS) == ["/assets/one.css?m=1", "/other/two.css"]
    assert without(TAGS, {"/a.js", "/assets/b.js?m=1"}) == "<script>inline()</script>"
    assert without(LINKS, {"/assets/one.css?m=1"}) == '<link rel="stylesheet" href="/other/two.css">'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("url(x.png)", "url(/assets/vendor/x.png)"),
        ("url('f/x.woff2')", "url('/assets/vendor/f/x.woff2')"),
        ('url("../x.png")', 'url("/assets/vendor/../x.png")'),
        ("url(/x.png)", "url(/x.png)"),
        ('url("data:image/svg+xml,x")', 'url("data:image/svg+xml,x")'),
        ("url(#mask)", "url(#mask)"),
    ],
)
def test_a_style_sheet_that_moves_keeps_what_it_points_at(before: str, after: str) -> None:
    assert moved(before.encode(), "/assets/vendor/fonts.css") == after.encode()
