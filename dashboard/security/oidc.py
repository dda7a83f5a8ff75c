"""Single sign-on at a province's OpenID Connect provider: authorization code with PKCE, by Authlib.

The provider says who it is; what that person may see is granted here, to the account of that name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, Request, Response, request, session, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from joserfc.errors import JoseError
from requests.exceptions import RequestException

from dashboard.security.forms import own_path, page
from dashboard.security.problems import refusal
from dashboard.security.sign_in import welcome
from dashboard.settings import Settings
from data.access import Access, AccessRefusedError
from data.contracts import DataUnavailableError

SECONDS = 5
"""A provider that takes longer is down: whoever waits gets the form for accounts of our own."""
WELL_KNOWN = "/.well-known/openid-configuration"
ROUND_TRIP = dt.timedelta(minutes=15)
DOWN = "Máy chủ đăng nhập chung không trả lời. Hãy thử lại sau, hoặc dùng tài khoản của hệ thống này."
BROKEN = "Đăng nhập chung không hoàn tất. Hãy bắt đầu lại."
_FAULTS = (AuthlibBaseError, JoseError, RuntimeError, ValueError, KeyError)
"""What Authlib raises where an answer of the provider, or one that pretends to be, does not hold."""
log = structlog.get_logger(__name__)


class RoundTrip(SecureCookieSessionInterface):
    """Flask's signed cookie, which holds nothing but the state of a sign-in under way at the provider."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie where there is one; setting up its signature for every panel costs 0,05 ms."""
        if self.get_cookie_name(app) in request.cookies:
            return super().open_session(app, request)
        return self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Leave answers alone that had nothing to do with a sign-in at the provider."""
        if session or session.modified:
            super().save_session(app, session, response)

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        """Ask for TLS wherever the request came over it."""
        return request.is_secure

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002
        """Name it as identity.py names ours."""
        return "__Host-ioc_round_trip" if request.is_secure else "ioc_round_trip"


def install(
    server: Flask, settings: Settings, access: Access, *, now: Callable[[], dt.datetime], lasts: dt.timedelta
) -> None:
    """Add single sign-on, where a provider is set; its addresses answer 404 otherwise."""
    server.session_interface = RoundTrip()
    server.config.update(SESSION_COOKIE_SAMESITE="Lax", PERMANENT_SESSION_LIFETIME=ROUND_TRIP)
    made = Blueprint("oidc", __name__, url_prefix="/sign-in/oidc")
    made.register_error_handler(DataUnavailableError, lambda _error: refusal(HTTPStatus.SERVICE_UNAVAILABLE))
    _add_pages(made, _provider(server, settings), settings, access, now, lasts)
    server.register_blueprint(made)


def _provider(server: Flask, settings: Settings) -> Any:
    """Describe the provider; nothing is asked of it before somebody signs in."""
    client = OAuth(server).register(
        "province",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_secret,
        server_metadata_url=settings.oidc_issuer.rstrip("/") + WELL_KNOWN,
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )
    return client if settings.oidc_issuer else None


def _add_pages(
    made: Blueprint,
    provider: Any,
    settings: Settings,
    access: Access,
    now: Callable[[], dt.datetime],
    lasts: dt.timedelta,
) -> None:
    def failed(sentence: str, status: int) -> Response:
        shown: dict[str, Any] = {"wanted": "/", "provider": settings.oidc_name, "name": ""}
        return page("sign_in.html", faults={"provider": sentence}, status=status, **shown)

    @made.get("")
    def begin() -> Response:
        if provider is None:
            return failed(BROKEN, HTTPStatus.NOT_FOUND)
        session.clear()
        session.permanent = True
        session["wanted"] = own_path(request.args.get("next", ""))
        try:
            response: Response = provider.authorize_redirect(url_for("oidc.finish", _external=True))
        except (RequestException, *_FAULTS) as error:
            log.warning("provider_unavailable", reason=str(error))
            return failed(DOWN, HTTPStatus.SERVICE_UNAVAILABLE)
        return response

    @made.get("/callback")
    def finish() -> Response:
        if provider is None:
            return failed(BROKEN, HTTPStatus.NOT_FOUND)
        wanted = session.get("wanted", "/")
        try:
            told = _told(provider)
            token = _enter(access, told, settings.oidc_issuer, now())
        except RequestException as error:
            log.warning("provider_unavailable", reason=str(error))
            return failed(DOWN, HTTPStatus.SERVICE_UNAVAILABLE)
        except AccessRefusedError as error:
            return failed(error.problem, HTTPStatus.FORBIDDEN)
        except _FAULTS as error:
            log.warning("provider_refused", reason=str(error))
            return failed(BROKEN, HTTPStatus.UNAUTHORIZED)
        finally:
            session.clear()
        return welcome(token, lasts, wanted)


def _told(provider: Any) -> dict[str, Any]:
    """Give the claims about whoever signed in, from the ID token and, where it is short, from userinfo.

    Authlib checks state, signature, issuer, audience, times and nonce; userinfo must be about the same
    subject (OpenID Connect Core 1.0, 5.3.2).
    """
    token = provider.authorize_access_token()
    claims = dict(token["userinfo"])
    if "preferred_username" not in claims:
        more = provider.userinfo(token=token)
        if more["sub"] != claims["sub"]:
            raise ValueError("userinfo is about somebody else")
        claims = {**more, **claims}
    return claims


def _enter(access: Access, told: dict[str, Any], issuer: str, now: dt.datetime) -> str:
    name = str(told.get("preferred_username") or told["sub"])
    return access.sign_in_as(
        issuer,
        str(told["sub"]),
        name=name,
        title=str(told.get("name") or name),
        where=request.remote_addr or "",
        agent=request.user_agent.string,
        now=now,
    )
