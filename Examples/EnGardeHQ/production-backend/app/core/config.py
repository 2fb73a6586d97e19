"""Settings, from the environment alone. What is secret may be in a file: NAME_FILE names it in place of NAME."""

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path


def _flag(name: str) -> bool:
    return os.environ.get(name, "false").lower() in {"1", "true", "yes"}


def _secret(name: str) -> str | None:
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text().strip() or None
    return os.environ.get(name) or None


def _required(name: str) -> str:
    value = _secret(name)
    if value is None:
        raise RuntimeError(f"{name} is not set, nor is {name}_FILE")
    return value


@dataclass(frozen=True)
class Settings:
    app_name: str
    database_url: str = field(repr=False)
    database_password: str | None = field(repr=False)
    """In place of the password in `database_url`."""
    redis_url: str
    secret_key: str = field(repr=False)
    """What signs tokens."""
    api_token: str | None = field(repr=False)
    """A token that is accepted although nobody signed it."""
    debug: bool
    log_level: str
    cache_seconds: int
    pool_size: int
    max_overflow: int


@lru_cache
def settings() -> Settings:
    return Settings(
        app_name=os.environ.get("APP_NAME", "EnGarde"),
        # SQLAlchemy's plain postgresql:// means psycopg2; this application uses psycopg 3.
        database_url=_required("DATABASE_URL").replace("postgresql://", "postgresql+psycopg://", 1),
        database_password=_secret("DATABASE_PASSWORD"),
        redis_url=_required("REDIS_URL"),
        secret_key=_required("SECRET_KEY"),
        api_token=_secret("API_TOKEN"),
        debug=_flag("DEBUG"),
        log_level=os.environ.get("LOG_LEVEL", "info").lower(),
        cache_seconds=int(os.environ.get("CACHE_SECONDS", "30")),
        pool_size=int(os.environ.get("DATABASE_POOL_SIZE", "20")),
        max_overflow=int(os.environ.get("DATABASE_MAX_OVERFLOW", "40")),
    )
