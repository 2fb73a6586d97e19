"""EnGardeHQ with both tools: its start, its everyday commands, and edits that are served."""

import json
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from . import engine
from .figures import Goal, Row, ratio_of
from .readiness import PROBES, Truth
from .tools import Failed, Project, Tool, Watcher

FILES = ("docker-compose.yml", "docker-compose.dev.yml")
STARTS = 3
COMMAND_RUNS = 10
EDIT_BLOCKS = 2
EDITS_OURS, EDITS_THEIRS = 6, 3


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("0.0.0.0", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in held]
    for listener in held:
        listener.close()
    return ports


def copy(source: Path, directory: Path, name: str) -> Project:
    shutil.copytree(source, directory, ignore=shutil.ignore_patterns(".env", "__pycache__", "node_modules"))
    names = ("BACKEND_PORT", "FRONTEND_PORT", "POSTGRES_PORT", "REDIS_PORT")
    return Project(name, directory, FILES, tuple(zip(names, map(str, free_ports(len(names))))))


class Workspaces:
    """Both copies of the workspace; all that they bring up is removed at the end of a `with`."""

    def __init__(self, tools: tuple[Tool, Tool, Tool], source: Path, scratch: Path, run: str):
        self.tools, self.scratch = tools, scratch
        self.ours = copy(source, scratch / "ours", f"bench{run}-ours")
        self.theirs = copy(source, scratch / "theirs", f"bench{run}-theirs")
        self.sides = ((tools[0], self.ours), (tools[1], self.theirs))

    def __enter__(self) -> "Workspaces":
        # Built before anything is measured, and by the peer: both then start from the same images.
        self.tools[1].run(self.theirs, "build", limit=1200)
        return self

    def __exit__(self, *_) -> None:
        engine.remove_all_of([self.ours.name, self.theirs.name])


def start(tool: Tool, project: Project) -> tuple[float, float, dict[str, float]]:
    """When `up -d --wait` returned, how long that was after the last service was ready, and when each was ready."""
    with Truth(project.name) as truth:
        began = time.perf_counter()
        took = tool.run(project, "up", "-d", "--wait")
        deadline = time.perf_counter() + 60
        while len(truth.ready) < len(PROBES) and time.perf_counter() < deadline:
            time.sleep(0.05)
    missing = PROBES.keys() - truth.ready.keys()
    if missing:
        raise Failed(f"{tool.name} up -d --wait returned, and {', '.join(sorted(missing))} does not answer")
    ready = {service: (moment - began) * 1000 for service, moment in truth.ready.items()}
    return took, took - max(ready.values()), ready


def measure_startup(workspaces: Workspaces) -> list[Row]:
    returned = Row("EnGardeHQ, up -d --wait, empty volumes: returns", goals=(ratio_of(1),))
    ready = Row("EnGardeHQ: last service truly ready", goals=(ratio_of(1),))
    lag = Row("EnGardeHQ: returns after the last was ready", goals=(Goal("≤ 1 s", max_at_most=1000),))
    services = {service: Row(f"  {service} truly ready") for service in PROBES}
    for _ in range(STARTS):
        for (tool, project), side in zip(workspaces.sides, ("ours", "theirs")):
            took, late, each = start(tool, project)
            getattr(returned, side).append(took)
            getattr(lag, side).append(late)
            getattr(ready, side).append(max(each.values()))
            for service, moment in each.items():
                getattr(services[service], side).append(moment)
            tool.run(project, "down", "-v")
    return [returned, ready, *services.values(), lag]


def measure_commands(workspaces: Workspaces) -> list[Row]:
    rows = []
    for name, arguments in (
        ("EnGardeHQ running: up -d, nothing to do", ("up", "-d")),
        ("EnGardeHQ: config", ("config",)),
        ("EnGardeHQ running: ps", ("ps",)),
    ):
        row = Row(name, goals=(ratio_of(1),))
        for number in range(COMMAND_RUNS + 1):
            for (tool, project), samples in zip(workspaces.sides, (row.ours, row.theirs)):
                took = tool.run(project, *arguments)
                if number > 0:
                    samples.append(took)
        rows.append(row)
    return rows


def measure_edits(workspaces: Workspaces, script: Path) -> list[Row]:
    kinds = {"inContainer": "in the container", "served": "served", "pageTold": "page told"}
    rows = {
        (service, kind): Row(f"{service} edit → {text}", goals=(ratio_of(1),))
        for service in ("backend", "frontend")
        for kind, text in kinds.items()
        if service == "frontend" or kind != "pageTold"
    }
    logs = [workspaces.scratch / f"{side}.log" for side in ("ours", "theirs")]
    with (
        Watcher(*workspaces.sides[0], logs[0]) as our_watcher,
        Watcher(*workspaces.sides[1], logs[1]) as their_watcher,
    ):
        for _ in range(EDIT_BLOCKS):
            for watcher, rounds, side in (
                (our_watcher, EDITS_OURS, "ours"),
                (their_watcher, EDITS_THEIRS, "theirs"),
            ):
                for edit in edit_and_measure(script, watcher, rounds)["edits"]:
                    for save in edit["saves"]:
                        for kind, value in save.items():
                            getattr(rows[edit["service"], kind], side).append(value)
    return list(rows.values())


def edit_and_measure(script: Path, watcher: Watcher, rounds: int) -> dict:
    ports = dict(watcher.project.environment)
    done = subprocess.run(
        [
            sys.executable, "-B", str(script), "--workspace", str(watcher.project.directory),
            "--project", watcher.project.name, "--rounds", str(rounds), "--json", "-",
            "--backend-url", f"http://127.0.0.1:{ports['BACKEND_PORT']}",
            "--frontend-url", f"http://127.0.0.1:{ports['FRONTEND_PORT']}",
        ],
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode != 0:
        raise Failed(f"{watcher.tool.name}, edits: {done.stderr.strip()}")
    return json.loads(done.stdout)


def measure(
    tools: tuple[Tool, Tool, Tool], source: Path, script: Path, scratch: Path, run: str, parts: set[str]
) -> list[Row]:
    rows: list[Row] = []
    with Workspaces(tools, source, scratch, run) as workspaces:
        if "startup" in parts:
            rows += measure_startup(workspaces)
        if parts & {"watch", "commands"}:
            for tool, project in workspaces.sides:
                tool.run(project, "up", "-d", "--wait")
        if "commands" in parts:
            rows += measure_commands(workspaces)
        if "watch" in parts:
            rows += measure_edits(workspaces, script)
    return rows
