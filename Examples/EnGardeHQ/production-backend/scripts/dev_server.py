"""`uvicorn --reload`, with restarts that import the application and nothing else.

Uvicorn's reloader starts a new interpreter for each change, which then imports FastAPI, SQLAlchemy and the rest
again: most of a second. Here the new process is forked from one that has the packages imported already
(multiprocessing's "forkserver"), so a restart takes as long as the application's own modules do. Packages change
with requirements.txt only, and that rebuilds the image.

    python -m scripts.dev_server
"""

import multiprocessing
import os

import uvicorn
from uvicorn import _subprocess
from uvicorn.supervisors import ChangeReload
from watchfiles import watch

PACKAGES = [
    "fastapi",
    "psycopg",
    "redis",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.orm",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
    "uvicorn.server",
]


def main() -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PACKAGES)
    _subprocess.spawn = context

    config = uvicorn.Config(
        "app.main:app",
        host="0.0.0.0",
        port=int(os.environ.get("PORT", "8000")),
        log_level=os.environ.get("LOG_LEVEL", "info").lower(),
        access_log=False,
        reload=True,
        reload_dirs=["app"],
        reload_delay=0.01,
        timeout_graceful_shutdown=1,
    )
    listening = config.bind_socket()
    reloader = ChangeReload(config, target=uvicorn.Server(config).run, sockets=[listening])
    # A change is acted on after 10 ms without another one; the default is 50.
    reloader.watcher = watch(
        *reloader.reload_dirs,
        watch_filter=None,
        stop_event=reloader.should_exit,
        yield_on_timeout=True,
        ignore_permission_denied=True,
        debounce=400,
        step=10,
    )
    reloader.run()


if __name__ == "__main__":
    main()
