"""Serves the application, and after each edit the edited one, without a moment in which nobody answers.

Uvicorn's own reloader ends the old process first, and then starts an interpreter that imports FastAPI, SQLAlchemy and
the rest again: most of a second. Here this process has the packages imported. For each change it forks a worker, which
imports the application's own modules and runs its startup; only then does the old worker stop to accept connections,
and the new one begin. All of them share this process's socket, so no connection is refused. The old worker finishes
its requests. An edit that does not start leaves the old worker where it is.

Packages change with requirements.txt only, and that rebuilds the image.

    python -m scripts.dev_server [MODULE:APPLICATION]      PORT (8000), LOG_LEVEL (info)
"""

import gc
import importlib
import logging
import os
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from scripts.reloading import worker
from scripts.reloading.changes import Changes

PACKAGES = [
    "fastapi",
    "psycopg",
    "redis",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.orm",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.loops.uvloop",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
]
# A save is acted on when nothing followed it for so long.
SETTLE_SECONDS = 0.01
# A worker that gives way has so long for its last requests, and all have so long when the server is to end.
RETIRE_SECONDS, END_SECONDS = 10, 3
# What blocks the old worker's event loop does not keep the new one waiting for longer.
CLOSE_SECONDS = 0.1
# A worker that ended by itself is replaced at once if it has served for so long.
WORTH_A_RETRY_SECONDS = 1.0

log = logging.getLogger("uvicorn.error")


@dataclass(eq=False)
class Process:
    """A worker as its supervisor sees it."""

    pid: int
    control: socket.socket
    forked: float = field(default_factory=time.monotonic)
    accepting: float | None = None
    successor: "Process | None" = None
    """Who accepts connections as soon as this one does not."""
    told: float | None = None
    """When it was told to give way."""

    def fileno(self) -> int:
        return self.control.fileno()

    def send(self, message: bytes) -> None:
        try:
            self.control.send(message)
        except OSError:
            pass  # it is ending, which is noticed by itself

    def kill(self, number: int) -> None:
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass


class Supervisor:
    """At most one worker starts, and one serves; those that gave way end."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket, root: Path):
        self.config = config
        self.listening = listening
        self.root = root
        self.changes = Changes(root)
        self.wakeup, self.alarm = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self.starting: Process | None = None
        self.serving: Process | None = None
        self.retired: list[Process] = []
        self.ending = False

    def run(self) -> None:
        signal.set_wakeup_fd(self.alarm, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        self.start()
        while not self.ending:
            heard = [process for process in self.workers() if process.fileno() >= 0]
            for ready in select.select([self.wakeup, self.changes, *heard], [], [], self.patience())[0]:
                if ready is self.changes:
                    self.reload(self.changes.settled(SETTLE_SECONDS))
                elif ready is self.wakeup:
                    self.reap()
                else:
                    self.hear(ready)
            self.insist()
        self.stop()

    def end(self, *_) -> None:
        self.ending = True

    def workers(self) -> list[Process]:
        return [process for process in (self.starting, self.serving, *self.retired) if process is not None]

    def start(self) -> None:
        ours, theirs = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            # By the end of its connection a worker notices the end of this process, so no other may hold that open.
            for process in self.workers():
                process.control.close()
            ours.close()
            self.changes.close()
            worker.run(self.config, self.listening, theirs)
        theirs.close()
        self.starting = Process(pid, ours)

    def reload(self, files: set[Path]) -> None:
        if not files:
            return
        names = ", ".join(f"'{file.relative_to(self.root.parent)}'" for file in sorted(files)[:5])
        more = f" and {len(files) - 5} more" if len(files) > 5 else ""
        log.warning("Detected changes in %s%s. Reloading...", names, more)
        if self.starting is not None:
            # What it has read is out of date.
            self.starting.kill(signal.SIGTERM)
            self.retire(self.starting)
        self.start()

    def retire(self, process: Process, successor: Process | None = None) -> None:
        process.told = time.monotonic()
        process.successor = successor
        process.send(worker.RETIRE)
        self.retired.append(process)

    def hear(self, process: Process) -> None:
        try:
            message = process.control.recv(1)
        except OSError:
            message = b""
        if message == worker.READY and process is self.starting:
            before, self.serving, self.starting = self.serving, process, None
            if before is None:
                self.accept(process)
            else:
                self.retire(before, process)
        elif message == worker.CLOSED:
            self.hand_over(process)
        elif not message:
            process.control.close()

    def hand_over(self, process: Process) -> None:
        if process.successor is not None:
            self.accept(process.successor)
            process.successor = None

    def accept(self, process: Process) -> None:
        process.accepting = time.monotonic()
        process.send(worker.ACCEPT)
        log.info("Serving after %.0f ms", (process.accepting - process.forked) * 1000)

    def reap(self) -> None:
        try:
            os.read(self.wakeup, 4096)
        except BlockingIOError:
            pass
        for process in self.workers():
            if os.waitpid(process.pid, os.WNOHANG)[0]:
                process.control.close()
                self.lost(process)

    def lost(self, process: Process) -> None:
        if process in self.retired:
            self.retired.remove(process)
            self.hand_over(process)
        elif process is self.starting:
            self.starting = None
            if self.ending:
                return
            what = "nothing is served" if self.serving is None else "the code before it goes on serving"
            log.error("The application did not start: %s until the next change", what)
        else:
            self.serving = None
            if self.ending:
                return
            served = 0.0 if process.accepting is None else time.monotonic() - process.accepting
            again = self.starting is None and served >= WORTH_A_RETRY_SECONDS
            log.error("The server process [%d] ended by itself%s", process.pid, ", and is started again" if again else "")
            if again:
                self.start()

    def patience(self) -> float | None:
        """The seconds until somebody who was told to give way has had enough time."""
        moments = [
            process.told + (RETIRE_SECONDS + END_SECONDS if process.successor is None else CLOSE_SECONDS)
            for process in self.retired
            if process.told is not None
        ]
        return max(0.0, min(moments) - time.monotonic()) if moments else None

    def insist(self) -> None:
        now = time.monotonic()
        for process in self.retired:
            waited = now - (process.told or now)
            if process.successor is not None and waited >= CLOSE_SECONDS:
                self.hand_over(process)
            if waited >= RETIRE_SECONDS + END_SECONDS:
                process.kill(signal.SIGKILL)

    def stop(self) -> None:
        for process in self.workers():
            process.send(worker.RETIRE)
            process.kill(signal.SIGTERM)
        deadline = time.monotonic() + END_SECONDS
        while self.workers() and time.monotonic() < deadline:
            select.select([self.wakeup], [], [], max(0.0, deadline - time.monotonic()))
            self.reap()
        for process in self.workers():
            process.kill(signal.SIGKILL)
            os.waitpid(process.pid, 0)


def warm_up() -> None:
    """Imports the packages, and what FastAPI imports when it makes its first route."""
    for package in PACKAGES:
        importlib.import_module(package)
    from fastapi import FastAPI

    async def answer() -> dict[str, str]:
        return {}

    FastAPI().add_api_route("/", answer)


def main(application: str = "app.main:app") -> None:
    warm_up()
    # What is there now is the same in all workers: their collectors leave it alone.
    gc.collect()
    gc.freeze()
    config = uvicorn.Config(
        application,
        host="0.0.0.0",
        port=int(os.environ.get("PORT", "8000")),
        log_level=os.environ.get("LOG_LEVEL", "info").lower(),
        access_log=False,
        timeout_graceful_shutdown=RETIRE_SECONDS,
    )
    listening = config.bind_socket()
    Supervisor(config, listening, Path(application.partition(".")[0]).resolve()).run()


if __name__ == "__main__":
    main(*sys.argv[1:2])
