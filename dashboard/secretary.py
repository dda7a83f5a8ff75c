"""What the pages of a locality's secretary share: whose figures one may change, and in whose name."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, request

from dashboard.security.forms import page
from dashboard.security.identity import current_viewer
from data.access import Actor
from data.contracts import Catalogue, LocalityRef


class Places:
    """Localities whose data the viewer of the request may change; others do not exist to the viewer."""

    def __init__(self, catalogue: Callable[[], Catalogue]) -> None:
        """`catalogue` is what the viewer of the request may see."""
        self._catalogue = catalogue

    def all(self) -> list[LocalityRef]:
        """Every one of them."""
        return [place for place in self._catalogue().localities if may_write(place.slug)]

    def find(self, slug: str) -> LocalityRef | None:
        """One of them by its slug."""
        return next((place for place in self.all() if place.slug == slug), None)

    def chosen(self) -> LocalityRef | None:
        """The one that the request names, else the first; None where there is none or it is another's."""
        slug = request.values.get("locality", "")
        return self.find(slug) if slug else next(iter(self.all()), None)


def may_write(slug: str) -> bool:
    """Tell whether the viewer is secretary of a locality."""
    viewer = current_viewer()
    return viewer.kind == "account" and viewer.may("secretary", slug)


def by() -> Actor:
    """Whoever sends the request, for the audit log."""
    return Actor(current_viewer().name, "account", request.remote_addr or "")


def unknown() -> Response:
    """Say that there is no such thing, in the same words where it is only another's."""
    sentence = "Không có số liệu này trong phạm vi được giao."
    return page("problem.html", status=HTTPStatus.NOT_FOUND, title="Không tìm thấy", sentence=sentence)
