"""Entry point for other WSGI servers: `gunicorn dashboard.wsgi:server`; `ioc serve` is the usual way.

Nobody knows here which address the server listens on: it must be fit for one that others reach.
"""

from __future__ import annotations

from dashboard.app import create_app
from dashboard.logs import configure
from dashboard.security.exposure import refusals
from dashboard.settings import Settings

settings = Settings()
if problems := refusals(settings.model_copy(update={"host": ""}), has_accounts=True):
    raise SystemExit("\n".join(problems))
configure(as_json=settings.log_json)
server = create_app(settings).server
