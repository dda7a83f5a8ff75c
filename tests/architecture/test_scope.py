"""Scope has one gate: requests are made where the viewer is known, and nothing goes around it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

import pytest

from tests.architecture.tree import PACKAGES, Module, modules

REQUESTS = "callbacks.requests"
OTHER_MAKERS: Mapping[str, str] = {
    "data.lineage": "asks no database: it reads which tables statements name",
}
"""Modules that make requests without a viewer, each with its reason."""

WHOLE_CATALOGUE: Mapping[str, str] = {
    "dashboard.app": "hands it to whoever narrows it, and to the pages of administrators",
    "dashboard.cli.recall": "asks about simulated places, for whoever holds the database",
    "dashboard.health": "tells machines whether there is any data",
}
"""Modules above `data` that may name the catalogue that no scope has narrowed, each with its reason."""


def makers(module: Module) -> Iterator[str]:
    """Places where a request is made, or its scope set anew."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            is_rescoped = name == "replace" and any(keyword.arg == "scope" for keyword in node.keywords)
            if name == "Request" or is_rescoped:
                yield module.at(node)


def whole_catalogues(module: Module) -> Iterator[str]:
    """Places where the data source's own catalogue is named."""
    for place, name in module.names():
        if name.endswith("source.catalogue"):
            yield place


def test_requests_are_made_where_the_viewer_is_known() -> None:
    allowed = {REQUESTS, *OTHER_MAKERS, "dashboard.caching"}
    assert [place for each in modules(*PACKAGES) if each.name not in allowed for place in makers(each)] == []


def test_the_cache_takes_a_scope_out_of_a_key_only_to_write_it_in_order() -> None:
    (caching,) = (module for module in modules("dashboard") if module.name == "dashboard.caching")
    (ordered,) = (function for function in caching.functions() if function.name == "ordered")
    assert len(list(makers(caching))) == 1
    assert "replace(request, scope=None), sorted(request.scope or ())" in ast.unparse(ordered)


def test_each_request_has_the_scope_of_the_catalogue_that_it_was_read_against() -> None:
    (requests,) = (module for module in modules("callbacks") if module.name == REQUESTS)
    made = [
        node
        for node in ast.walk(requests.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Request"
    ]
    scopes = [ast.unparse(word.value) for call in made for word in call.keywords if word.arg == "scope"]
    assert scopes == ["seen_units(locality)"] * len(made)
    assert made


def test_catalogues_above_data_are_the_viewers() -> None:
    above = modules("callbacks", "dashboard", "layouts")
    found = {each.name: list(whole_catalogues(each)) for each in above}
    assert {name for name, places in found.items() if places} <= WHOLE_CATALOGUE.keys()


@pytest.mark.parametrize(
    "source", ["Request('a', 'b', c)", "contracts.Request(scope=None)", "replace(asked, scope=None)"]
)
def test_a_request_made_elsewhere_is_seen(source: str) -> None:
    assert list(makers(Module.parse("dashboard/export.py", source)))
    assert not list(makers(Module.parse("dashboard/export.py", "replace(asked, period='2022')")))


@pytest.mark.parametrize("source", ["source.catalogue()", "self._source.catalogue().localities"])
def test_a_whole_catalogue_is_seen(source: str) -> None:
    assert list(whole_catalogues(Module.parse("dashboard/export.py", source)))
    assert not list(whole_catalogues(Module.parse("dashboard/export.py", "requests.catalogue()")))
