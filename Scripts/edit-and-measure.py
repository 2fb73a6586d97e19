#!/usr/bin/env python3
"""Edits a backend file and a frontend file of a running EnGardeHQ workspace, and measures what follows.

For each save: how long until the file is in the container, and until the service answers with it. The workspace
runs with `up --watch` of any tool; this script only saves files, looks, and asks. It restores both files, byte for
byte, and waits until the restored text is served again.

    edit-and-measure.py --workspace DIR --project NAME --backend-url URL --frontend-url URL

Exit code 1: something did not arrive. 2: the workspace is not there or not running.
"""

import argparse
import contextlib
import http.client
import json
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

CONTAINER_POLL_SECONDS = 0.0003
SERVED_POLL_SECONDS = 0.003


class NotArrived(Exception):
    """An edit that was not seen in time."""


class NotRunning(Exception):
    """A workspace that cannot be measured."""


@dataclass(frozen=True)
class Edit:
    """One line of one file, whose text a URL answers with."""

    service: str
    path: str
    container_path: str
    before: str
    after: str
    url_path: str
    events_path: str | None = None


EDITS = [
    Edit(
        service="backend",
        path="production-backend/app/api/greeting.py",
        container_path="/app/app/api/greeting.py",
        before='GREETING = "',
        after='"',
        url_path="/api/greeting",
    ),
    Edit(
        service="frontend",
        path="production-frontend/src/components/UserList.tsx",
        container_path="/app/src/components/UserList.tsx",
        before="const HEADING = '",
        after="'",
        url_path="/src/components/UserList.tsx",
        events_path="/@updates",
    ),
]


@dataclass
class Save:
    """What followed one save, in milliseconds after it began."""

    in_container: float
    served: float
    page_told: float | None = None


@dataclass
class Measurement:
    edit: Edit
    observed: str
    saves: list[Save] = field(default_factory=list)


# The engine


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str):
        super().__init__("localhost", timeout=10)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask_engine(path: str):
    host = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    if not host.startswith("unix://"):
        raise NotRunning(f"this script reaches an engine by a Unix socket only, and DOCKER_HOST is '{host}'")
    connection = UnixConnection(host.removeprefix("unix://"))
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = json.loads(answer.read())
    except OSError as error:
        raise NotRunning(f"no engine answers on '{host}': {error}") from error
    finally:
        connection.close()
    if answer.status != 200:
        raise NotRunning(f"the engine refused '{path}': {body.get('message', answer.status)}")
    return body


def container_of(project: str, service: str) -> tuple[str, int]:
    """The id of a service's running container, and the pid of its first process as the engine sees it."""
    labels = [f"com.docker.compose.project={project}", f"com.docker.compose.service={service}"]
    filters = urllib.parse.quote(json.dumps({"label": labels, "status": ["running"]}))
    found = ask_engine(f"/containers/json?filters={filters}")
    if not found:
        raise NotRunning(f"project '{project}' has no running container of service '{service}'")
    identifier = found[0]["Id"]
    return identifier, ask_engine(f"/containers/{identifier}/json")["State"]["Pid"]


# Observers: when is the text in the container?


class RootObserver:
    """Reads the container's file through /proc: nothing runs in the container. Needs root on the engine's machine."""

    how = "read through /proc/<pid>/root"

    def __init__(self, pid: int, edit: Edit):
        self.file = f"/proc/{pid}/root{edit.container_path}"

    def works(self) -> bool:
        try:
            with open(self.file, "rb"):
                return True
        except OSError:
            return False

    @contextlib.contextmanager
    def awaiting(self, text: bytes):
        def wait(deadline: float) -> float:
            while time.perf_counter() < deadline:
                try:
                    with open(self.file, "rb", buffering=0) as file:
                        if text in file.read():
                            return time.perf_counter()
                except OSError:
                    pass  # between the deletion and the creation of a file that is replaced
                time.sleep(CONTAINER_POLL_SECONDS)
            raise NotArrived("in the container")

        yield wait


class ExecObserver:
    """Has a shell in the container look for the text. What it costs is in the figures."""

    how = "polled by a shell in the container (docker exec)"

    def __init__(self, container: str, edit: Edit):
        self.container = container
        self.path = edit.container_path

    @contextlib.contextmanager
    def awaiting(self, text: bytes):
        script = 'echo ready; until grep -qF -- "$1" "$2" 2>/dev/null; do sleep 0.002; done; echo seen'
        command = ["docker", "exec", "-i", self.container, "sh", "-c", script, "sh", text.decode(), self.path]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        timer = None
        try:
            if process.stdout.readline() != "ready\n":
                raise NotRunning(f"no shell runs in container '{self.container[:12]}'")

            def wait(deadline: float) -> float:
                nonlocal timer
                timer = threading.Timer(max(0, deadline - time.perf_counter()), process.kill)
                timer.start()
                if process.stdout.readline() != "seen\n":
                    raise NotArrived("in the container")
                return time.perf_counter()

            yield wait
        finally:
            if timer is not None:
                timer.cancel()
            process.kill()
            process.wait()


def observer_for(project: str, edit: Edit):
    container, pid = container_of(project, edit.service)
    root = RootObserver(pid, edit)
    return root if root.works() else ExecObserver(container, edit)


# What is served


def get(base: str, path: str, timeout: float) -> bytes | None:
    """The body of a successful answer; None for whatever else a server that restarts may do."""
    url = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(url.hostname, url.port or 80, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        answer = connection.getresponse()
        body = answer.read()
        return body if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def wait_served(base: str, edit: Edit, text: bytes, deadline: float) -> float:
    while (now := time.perf_counter()) < deadline:
        body = get(base, edit.url_path, timeout=max(0.1, deadline - now))
        if body is not None and text in body:
            return time.perf_counter()
        time.sleep(SERVED_POLL_SECONDS)
    raise NotArrived(f"served at {base}{edit.url_path}")


class UpdateStream:
    """Listens as an open page does, and notes when each event came."""

    def __init__(self, base: str, path: str):
        url = urllib.parse.urlsplit(base)
        self.arrivals: list[float] = []
        self.arrived = threading.Condition()
        self.connection = http.client.HTTPConnection(url.hostname, url.port or 80, timeout=None)
        self.connection.request("GET", path, headers={"Accept": "text/event-stream"})
        self.answer = self.connection.getresponse()
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError, AttributeError):
            while line := self.answer.readline():
                if line.startswith(b"data:"):
                    with self.arrived:
                        self.arrivals.append(time.perf_counter())
                        self.arrived.notify_all()

    def first_after(self, start: float, deadline: float) -> float:
        with self.arrived:
            while True:
                for arrival in self.arrivals:
                    if arrival >= start:
                        return arrival
                if not self.arrived.wait(max(0, deadline - time.perf_counter())):
                    raise NotArrived("told to the page")

    def close(self) -> None:
        with contextlib.suppress(OSError):
            if self.connection.sock is not None:
                self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.connection.close()


# The edits


def write_in_place(file: Path, content: bytes) -> None:
    with open(file, "wb", buffering=0) as target:
        target.write(content)


def write_by_rename(file: Path, content: bytes) -> None:
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(3)}.tmp")
    write_in_place(temporary, content)
    os.chmod(temporary, file.stat().st_mode & 0o7777)
    os.replace(temporary, file)


def line_text(edit: Edit, content: bytes) -> str:
    before, found, rest = content.decode().partition(edit.before)
    if not found:
        raise NotRunning(f"'{edit.path}' has no line with: {edit.before}")
    return rest.partition(edit.after)[0]


def with_text(edit: Edit, content: bytes, text: str) -> bytes:
    head, found, rest = content.decode().partition(edit.before)
    return (head + found + text + edit.after + rest.partition(edit.after)[2]).encode()


def measure(edit: Edit, base: str, options: argparse.Namespace) -> Measurement:
    file = options.workspace / edit.path
    original = file.read_bytes()
    original_line = (edit.before + line_text(edit, original) + edit.after).encode()
    write = write_by_rename if options.save == "rename" else write_in_place
    run = secrets.token_hex(2)

    if get(base, edit.url_path, timeout=options.timeout) is None:
        raise NotRunning(f"service '{edit.service}' does not answer at {base}{edit.url_path}")
    measurement = Measurement(edit, observer_for(options.project, edit).how)
    stream = UpdateStream(base, edit.events_path) if edit.events_path else None
    touched = False
    try:
        for number in range(1, options.rounds + 1):
            text = f"edit {number} of run {run}"
            line = (edit.before + text + edit.after).encode()
            content = with_text(edit, original, text)
            with observer_for(options.project, edit).awaiting(line) as wait_in_container:
                touched = True
                start = time.perf_counter()
                write(file, content)
                deadline = start + options.timeout
                in_container = wait_in_container(deadline)
            served = wait_served(base, edit, text.encode(), deadline)
            save = Save((in_container - start) * 1000, (served - start) * 1000)
            if stream is not None:
                save.page_told = (stream.first_after(start, deadline) - start) * 1000
            measurement.saves.append(save)
            if options.json != "-":
                print_save(edit, number, save)
            time.sleep(options.pause)
    except NotArrived as failure:
        raise NotArrived(
            f"{edit.path}: not {failure} within {options.timeout:g} s of the save (round {len(measurement.saves) + 1})"
        ) from None
    finally:
        if stream is not None:
            stream.close()
        if touched:
            write(file, original)
    # The next measurement begins where this one did.
    deadline = time.perf_counter() + options.timeout
    try:
        with observer_for(options.project, edit).awaiting(original_line) as wait_in_container:
            wait_in_container(deadline)
        wait_served(base, edit, line_text(edit, original).encode(), deadline)
    except NotArrived as failure:
        raise NotArrived(f"{edit.path}: the restored text is not {failure}") from None
    return measurement


# The report


def summary(values: list[float]) -> dict[str, float]:
    return {
        "min": round(min(values), 2),
        "median": round(statistics.median(values), 2),
        "max": round(max(values), 2),
    }


def columns(measurement: Measurement) -> dict[str, list[float]]:
    saves = measurement.saves
    found = {"inContainer": [s.in_container for s in saves], "served": [s.served for s in saves]}
    if all(s.page_told is not None for s in saves):
        found["pageTold"] = [s.page_told for s in saves]
    return found


def report(measurements: list[Measurement], options: argparse.Namespace) -> dict:
    return {
        "unit": "ms",
        "project": options.project,
        "save": options.save,
        "rounds": options.rounds,
        "edits": [
            {
                "service": m.edit.service,
                "file": m.edit.path,
                "observed": m.observed,
                "saves": [{k: round(v[i], 2) for k, v in columns(m).items()} for i in range(len(m.saves))],
                "summary": {k: summary(v) for k, v in columns(m).items()},
            }
            for m in measurements
        ],
    }


def print_save(edit: Edit, number: int, save: Save) -> None:
    told = "" if save.page_told is None else f", page told {save.page_told:.1f} ms"
    print(
        f"  {edit.service}, save {number}: in the container {save.in_container:.1f} ms{told}, served {save.served:.1f} ms",
        flush=True,
    )


def print_table(measurements: list[Measurement], options: argparse.Namespace) -> None:
    titles = {"inContainer": "in the container", "pageTold": "page told", "served": "served"}
    print(f"\nsaved → in the container → served, ms after the save ({options.rounds} saves, {options.save})\n")
    print(f"  {'':<10}{'':<18}{'median':>10}{'min':>10}{'max':>10}")
    for measurement in measurements:
        found = columns(measurement)
        for key in [key for key in titles if key in found]:
            s = summary(found[key])
            name = measurement.edit.service if key == "inContainer" else ""
            print(f"  {name:<10}{titles[key]:<18}{s['median']:>10.1f}{s['min']:>10.1f}{s['max']:>10.1f}")
    print()
    for measurement in measurements:
        print(f"  {measurement.edit.service}: {measurement.edit.path}, {measurement.observed}")


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--workspace", type=Path, required=True, help="the folder that is watched")
    parser.add_argument("--project", required=True, help="the compose project's name")
    parser.add_argument("--backend-url", required=True)
    parser.add_argument("--frontend-url", required=True)
    parser.add_argument("--service", choices=[edit.service for edit in EDITS], action="append", help="only this one")
    parser.add_argument("--rounds", type=int, default=5, help="saves of each file (default 5)")
    parser.add_argument("--save", choices=["in-place", "rename"], default="in-place", help="how the file is saved")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between saves (default 1)")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds for each save (default 30)")
    parser.add_argument("--json", metavar="FILE", help="write the figures there; - is standard output, without a table")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    # A SIGTERM restores the files as a Ctrl-C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    urls = {"backend": options.backend_url.rstrip("/"), "frontend": options.frontend_url.rstrip("/")}
    measurements: list[Measurement] = []
    try:
        for edit in EDITS:
            if not options.service or edit.service in options.service:
                measurements.append(measure(edit, urls[edit.service], options))
    except NotArrived as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 1
    except (NotRunning, OSError) as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    if options.json:
        text = json.dumps(report(measurements, options), indent=2) + "\n"
        if options.json == "-":
            sys.stdout.write(text)
        else:
            Path(options.json).write_text(text)
    if options.json != "-":
        print_table(measurements, options)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
