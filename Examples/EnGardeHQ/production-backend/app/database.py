"""The connection pool, made at its first use, and a session for each request."""

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from app.core.config import settings


def url() -> URL:
    url = make_url(settings().database_url)
    password = settings().database_password
    return url if password is None else url.set(password=password)


@lru_cache
def engine() -> Engine:
    return create_engine(
        url(),
        pool_size=settings().pool_size,
        max_overflow=settings().max_overflow,
        pool_pre_ping=True,
        pool_recycle=3600,
        connect_args={"connect_timeout": 3},
    )


def session() -> Iterator[Session]:
    with Session(engine()) as current:
        yield current


def ping() -> None:
    with engine().connect() as connection:
        connection.execute(text("SELECT 1"))
