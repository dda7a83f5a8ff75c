"""Entry point for WSGI servers: `gunicorn dashboard.wsgi:server`."""

from __future__ import annotations

from dashboard.app import create_app
from dashboard.settings import Settings

server = create_app(Settings()).server
