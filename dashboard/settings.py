"""Typed settings from the environment and `.env`: the only reader of either."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an installation may choose. Every name stands in README.md."""

    model_config = SettingsConfigDict(env_prefix="IOC_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    """SQLAlchemy URL of the shared database; empty: SQLite under the instance folder."""
    instance: Path = Path("instance")
    cache_url: str = ""
    """redis://… for a cache shared by workers; empty: embedded, one a worker."""
    cache_entries: int = Field(default=4096, ge=1)
    cache_bytes: int = Field(default=64 * 1024 * 1024, ge=1024)
    host: str = "127.0.0.1"
    port: int = Field(default=8050, ge=0, le=65535)
    workers: int = Field(default=2, ge=1)
    threads: int = Field(default=8, ge=1)
    locality: str = "tan_chau"
    """The locality that a page shows where its address names none."""
    log_json: bool = False
    """Structured logs as JSON lines; else for people."""

    demo: bool = False
    """Everyone at this computer may look, without sign-in; never on an address that others reach."""
    secret_key: SecretStr = SecretStr("")
    """Signs what a browser carries during sign-in at another server. Sessions are kept in the database."""
    secret_key_file: Path | None = None
    session_idle_hours: float = Field(default=8, gt=0)
    session_days: float = Field(default=30, gt=0)
    max_body_bytes: int = Field(default=1024 * 1024, ge=1024)
    trusted_proxies: int = Field(default=0, ge=0)
    """Proxies in front whose X-Forwarded-… headers say who asks, over which scheme and by which name."""
    oidc_issuer: str = ""
    """Address of an OpenID Connect provider; empty: sign-in with accounts of our own only."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_client_secret_file: Path | None = None
    oidc_name: str = "tài khoản của tỉnh"
    """How the provider is called on the sign-in page."""

    @cached_property
    def database(self) -> str:
        """URL of the database in use."""
        return self.database_url or f"sqlite:///{self.instance.absolute() / 'ioc.sqlite'}"

    @cached_property
    def given_secret_key(self) -> str:
        """Secret that the installation was given, by value or by file; empty where none was."""
        return _secret(self.secret_key, self.secret_key_file)

    @cached_property
    def oidc_secret(self) -> str:
        """Secret by which the OpenID Connect provider knows us."""
        return _secret(self.oidc_client_secret, self.oidc_client_secret_file)


def _secret(value: SecretStr, file: Path | None) -> str:
    return value.get_secret_value() or (file.read_text(encoding="utf-8").strip() if file else "")
