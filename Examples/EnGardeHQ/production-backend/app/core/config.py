"""Settings, from the environment alone."""

import os
from dataclasses import dataclass
from functools import lru_cache


def _flag(name: str) -> bool:
    return os.environ.get(name, "false").lower() in {"1", "true", "yes"}


@dataclass(frozen=True)
class Settings:
    app_name: str
    database_url: str
    redis_url: str
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
        database_url=os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://", 1),
        redis_url=os.environ["REDIS_URL"],
        debug=_flag("DEBUG"),
        log_level=os.environ.get("LOG_LEVEL", "info").lower(),
        cache_seconds=int(os.environ.get("CACHE_SECONDS", "30")),
        pool_size=int(os.environ.get("DATABASE_POOL_SIZE", "20")),
        max_overflow=int(os.environ.get("DATABASE_MAX_OVERFLOW", "40")),
    )
