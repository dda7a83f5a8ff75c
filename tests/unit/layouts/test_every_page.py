"""The list that tests of the whole product walk through names every page."""

from __future__ import annotations

from urllib.parse import urlsplit

from layouts.pages import PAGES
from tests.views import EVERY_PAGE


def test_every_page_is_walked_through() -> None:
    paths = [urlsplit(address).path for address in EVERY_PAGE]
    missing = [page.name for page in PAGES if all(page.places(path) is None for path in paths)]
    assert missing == []
