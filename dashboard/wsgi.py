"""Entry point for WSGI servers: `gunicorn dashboard.wsgi:server`."""

from __future__ import annotations

from dashboard.app import create_app
from dashboard.logs import configure
from dashboard.settings import Settings

settings = Settings()
configure(as_json=settings.log_json)
server = create_app(settings).server
