"""Requests that other sites make a signed-in browser send: told by what browsers say about their origin.

The rule is that of Go's net/http.CrossOriginProtection: no token in a form, nothing to forget in a new one.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Request

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OWN = frozenset({"same-origin", "none"})
"""Sec-Fetch-Site of our own pages, and of what a person typed."""

PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
"""What proxies add: behind one, everybody seems to come from this computer."""


def is_foreign(asked: Request) -> bool:
    """Tell whether another site made the browser send something that may change what we keep.

    Every browser since 2020 sends one of the two headers with such a request; without either it is a
    program, which has no cookies of ours that it was not given.
    """
    if asked.method in SAFE:
        return False
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in OWN
    origin = asked.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != asked.host


def is_at_home(asked: Request) -> bool:
    """Tell whether somebody at this computer asks: by its own name, and through no proxy.

    A page of another site may have its name resolve to 127.0.0.1 and then read what needs no sign-in.
    """
    return is_loopback(asked.host) and not any(name in asked.headers for name in PASSED_ON)


@lru_cache(64)
def is_loopback(host: str) -> bool:
    """Tell whether a name with or without port is this computer's own."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
