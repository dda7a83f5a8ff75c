"""Typed settings from the environment and `.env`: the only reader of either."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import Field
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

    @cached_property
    def database(self) -> str:
        """URL of the database in use."""
        return self.database_url or f"sqlite:///{self.instance.absolute() / 'ioc.sqlite'}"
