"""The two tools, as commands that are run and measured."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """Something that the measurement needs did not work."""


@dataclass(frozen=True)
class Tool:
    """A tool with the arguments that come before its own."""

    name: str
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    watching: str
    """What the tool prints, in lower case, when it watches."""

    def call(self, project: "Project | None", *arguments: str) -> list[str]:
        before = [] if project is None else [*project.file_arguments, "-p", project.name]
        return [*self.command, *before, *arguments]

    def run(self, project: "Project | None", *arguments: str, limit: float = 600) -> float:
        """Runs to the end, output discarded, and returns how long that took in milliseconds."""
        log = subprocess.PIPE
        start = time.perf_counter()
        try:
            done = subprocess.run(
                self.call(project, *arguments),
                cwd=project.directory if project else None,
                env=surroundings(self, project),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                timeout=limit,
            )
        except subprocess.TimeoutExpired:
            raise Failed(f"{self.name} {' '.join(arguments)}: had not ended after {limit:g} s") from None
        took = (time.perf_counter() - start) * 1000
        if done.returncode != 0:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-5:]
            raise Failed(f"{self.name} {' '.join(arguments)}: exit code {done.returncode}: " + " / ".join(last))
        return took


@dataclass(frozen=True)
class Project:
    """A project of one tool: a directory and a name that nothing else uses."""

    name: str
    directory: Path
    files: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()

    @property
    def file_arguments(self) -> list[str]:
        return [argument for file in self.files for argument in ("-f", file)]


def surroundings(tool: Tool, project: Project | None) -> dict[str, str]:
    found = {name: value for name, value in os.environ.items() if not name.startswith("COMPOSE_")}
    found |= {"NO_COLOR": "1"} | dict(tool.environment)
    if project is not None:
        found |= {"PWD": str(project.directory)} | dict(project.environment)
    return found


def the_tools(engarde: Path, peer: Path, scratch: Path) -> tuple[Tool, Tool, Tool]:
    """engarde, `docker compose`, and the latter's plugin without the docker command in front of it."""
    configuration = scratch / "docker"
    configuration.mkdir()
    (configuration / "cli-plugins").symlink_to(peer.parent)
    docker = (("DOCKER_CONFIG", str(configuration)),)
    watching = "watch enabled"
    return (
        Tool("engarde", (str(engarde),), (), watching),
        Tool("docker compose", ("docker", "compose"), docker, watching),
        Tool("docker-compose", (str(peer),), docker, watching),
    )


class Watcher:
    """A tool that watches a project, until the end of a `with`."""

    def __init__(self, tool: Tool, project: Project, log: Path):
        self.tool, self.project, self.log = tool, project, log

    def __enter__(self) -> "Watcher":
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                self.tool.call(self.project, "watch", "--no-up"),
                cwd=self.project.directory,
                env=surroundings(self.tool, self.project),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + 60
        while self.tool.watching not in self.log.read_text(errors="replace").lower():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise Failed(f"{self.tool.name} does not watch: {self.log.read_text(errors='replace').strip()[-500:]}")
            time.sleep(0.02)
        time.sleep(0.5)
        return self

    def __exit__(self, *_) -> None:
        self.end()

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def alive(self) -> bool:
        return self.process.poll() is None

    def cost(self) -> tuple[float, float]:
        """CPU seconds and resident megabytes of the process and all that descend from it."""
        ticks = pages = 0
        for pid in descendants(self.process.pid):
            with contextlib.suppress(OSError):
                stat = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
                ticks += int(stat[11]) + int(stat[12])
                pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def descendants(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(") ")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children.get(pid, [])
    return found
