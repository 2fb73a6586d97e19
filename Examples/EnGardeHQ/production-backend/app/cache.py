"""JSON values in Redis. A cache that does not answer is a cache miss, never a failed request."""

import json
import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.core.config import settings

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger("uvicorn.error")


@lru_cache
def client() -> "Redis":
    # Imported at the first use: a reload of the server does not wait for it.
    from redis import Redis

    return Redis.from_url(settings().redis_url, socket_connect_timeout=1, socket_timeout=1)


def ping() -> None:
    client().ping()


def read(key: str) -> Any | None:
    from redis import RedisError

    try:
        text = client().get(key)
    except RedisError as error:
        log.warning("cache read of '%s' failed: %s", key, error)
        return None
    return None if text is None else json.loads(text)


def write(key: str, value: Any) -> None:
    from redis import RedisError

    try:
        client().set(key, json.dumps(value), ex=settings().cache_seconds)
    except RedisError as error:
        log.warning("cache write of '%s' failed: %s", key, error)


def forget(*keys: str) -> None:
    from redis import RedisError

    try:
        client().delete(*keys)
    except RedisError as error:
        log.warning("cache delete of '%s' failed: %s", "', '".join(keys), error)
