"""Whether this server can do its work: both stores are asked, each time."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import APIRouter, Response, status

from app import cache, database

router = APIRouter(tags=["health"])
log = logging.getLogger("uvicorn.error")


def state(name: str, ping: Callable[[], None]) -> str:
    try:
        ping()
    except Exception as error:  # whatever keeps a store from answering is the answer
        log.warning("health: %s: %s", name, error)
        return f"error: {type(error).__name__}"
    return "connected"


@router.get("/health")
def health(response: Response) -> dict[str, str]:
    stores = {"database": state("database", database.ping), "redis": state("redis", cache.ping)}
    healthy = all(value == "connected" for value in stores.values())
    if not healthy:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return {
        "status": "healthy" if healthy else "unhealthy",
        "timestamp": datetime.now(UTC).isoformat(),
        **stores,
    }
