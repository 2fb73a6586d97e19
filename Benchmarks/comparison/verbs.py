"""The verbs of every day: many services, one-off containers, builds, and long logs."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from . import engine
from .figures import Goal, Row, ratio_of
from .tools import Failed, Project, Tool, descendants, surroundings

IMAGE = "python:3.11-slim"
MANY, SOME = 100, 20
QUICK_RUNS = 7
SLOW_RUNS = 3
LOG_LINES = 200_000
CONTEXT_FILES, CONTEXT_FILE_SIZE = 50, 10_000_000


def sleepers(services: int) -> str:
    """Services without a network of their own, so that the tools are measured and not the engine's bridges."""
    lines = ["services:"]
    for number in range(services):
        lines.append(
            f"  s{number}: {{image: '{IMAGE}', command: [sleep, '100000'], init: true, network_mode: none}}"
        )
    return "\n".join(lines) + "\n"


def build_of(directory: Path, lines: list[str]) -> str:
    (directory / "Dockerfile").write_text("\n".join(lines) + "\n")
    return "services: {app: {build: .}}\n"


class Pair:
    """The same project for both tools; all that they bring up is removed at the end of a `with`."""

    def __init__(self, tools: tuple[Tool, Tool, Tool], scratch: Path, name: str, text: str):
        self.sides: list[tuple[Tool, Project]] = []
        for tool, side in ((tools[0], "ours"), (tools[1], "theirs")):
            directory = scratch / name / side
            directory.mkdir(parents=True)
            (directory / "compose.yaml").write_text(text)
            self.sides.append((tool, Project(f"bench{name}-{side}", directory)))

    def __enter__(self) -> "Pair":
        return self

    def __exit__(self, *_) -> None:
        engine.remove_all_of([project.name for _, project in self.sides])

    def measure(
        self,
        row: Row,
        *arguments: str,
        before: tuple[str, ...] = (),
        after: tuple[str, ...] = (),
        reverse: bool = False,
    ) -> None:
        """One sample for each side, in turn; what stands before and after is not measured."""
        sides = list(zip((row.ours, row.theirs), self.sides))
        for samples, (tool, project) in reversed(sides) if reverse else sides:
            if before:
                tool.run(project, *before)
            samples.append(tool.run(project, *arguments))
            if after:
                tool.run(project, *after)


def measure_many(tools: tuple[Tool, Tool, Tool], scratch: Path, run: str) -> list[Row]:
    unchanged = Row(f"up -d of {MANY} services, nothing to do", goals=(ratio_of(5),))
    listing = Row(f"ps of {MANY} services", goals=(ratio_of(4),))
    down = Row(f"down -t 0 of {MANY} services", goals=(ratio_of(2),))
    with Pair(tools, scratch, f"many{run}", sleepers(MANY)) as pair:
        for round_ in range(2):
            for tool, project in pair.sides:
                tool.run(project, "up", "-d")
            for _ in range(QUICK_RUNS if round_ == 0 else 0):
                pair.measure(unchanged, "up", "-d")
                pair.measure(listing, "ps")
            # Whoever comes second has an engine with fewer containers.
            pair.measure(down, "down", "-t", "0", reverse=round_ == 1)
    return [unchanged, listing, down]


def measure_few(tools: tuple[Tool, Tool, Tool], scratch: Path, run: str) -> list[Row]:
    start = Row(f"up -d of {SOME} services", goals=(ratio_of(1.5),))
    once = Row("run --rm", goals=(ratio_of(1 / 0.9),))
    restart = Row("restart -t 0 of one service", goals=(ratio_of(1 / 0.9),))
    with Pair(tools, scratch, f"some{run}", sleepers(SOME)) as pair:
        for _ in range(SLOW_RUNS):
            pair.measure(start, "up", "-d", after=("down", "-t", "0"))
        for _ in range(QUICK_RUNS):
            pair.measure(once, "run", "--rm", "-T", "s0", "true")
        for tool, project in pair.sides:
            tool.run(project, "up", "-d", "s0")
        for _ in range(QUICK_RUNS):
            pair.measure(restart, "restart", "-t", "0", "s0")
    return [start, once, restart]


def measure_builds(tools: tuple[Tool, Tool, Tool], scratch: Path, run: str) -> list[Row]:
    cached = Row("build, all of it cached, beside docker buildx build", goals=(ratio_of(2),))
    name = f"bench-cached{run}"
    pair = Pair(tools, scratch, f"cached{run}", "")
    for tool, project in pair.sides:
        text = build_of(project.directory, [f"FROM {IMAGE}", "RUN echo built", "COPY compose.yaml /"])
        (project.directory / "compose.yaml").write_text(text)
    try:
        (ours, our_project), (peer, their_project) = pair.sides
        buildx = ["docker", "buildx", "build", "--load", "-q", "-t", name, "."]

        def plain_build() -> float:
            start = time.perf_counter()
            done = subprocess.run(
                buildx,
                cwd=their_project.directory,
                env=surroundings(peer, their_project),
                capture_output=True,
                stdin=subprocess.DEVNULL,
            )
            if done.returncode != 0:
                raise Failed(f"docker buildx build: {done.stderr.decode(errors='replace').strip()[-300:]}")
            return (time.perf_counter() - start) * 1000

        ours.run(our_project, "build")
        plain_build()
        for _ in range(QUICK_RUNS):
            cached.ours.append(ours.run(our_project, "build"))
            cached.theirs.append(plain_build())

        directory = our_project.directory / "large"
        directory.mkdir()
        for number in range(CONTEXT_FILES):
            (directory / f"part{number}").write_bytes(os.urandom(CONTEXT_FILE_SIZE))
        # The step sees the whole context, and all of it has to travel at first; little of it becomes a layer.
        build_of(
            our_project.directory,
            [f"FROM {IMAGE}", "RUN --mount=type=bind,target=/context cp /context/large/part0 /"],
        )
        first = ours.run(our_project, "build")
        again = Row(
            f"build with {CONTEXT_FILES * CONTEXT_FILE_SIZE // 1_000_000} MB of context, one file changed, beside the first",
            theirs=[first],
            goals=(ratio_of(10),),
        )
        for number in range(SLOW_RUNS):
            (directory / "part0").write_bytes(os.urandom(1000 + number))
            again.ours.append(ours.run(our_project, "build"))
        return [cached, again]
    finally:
        engine.remove_all_of([project.name for _, project in pair.sides])
        images = [name, *(f"{project.name}-app" for _, project in pair.sides)]
        subprocess.run(["docker", "rmi", "-f", *images], capture_output=True, stdin=subprocess.DEVNULL)


def following(tool: Tool, project: Project) -> float:
    """Resident megabytes of a tool that has shown all lines of the log and waits for more."""
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(
            tool.call(project, "logs", "-f"),
            cwd=project.directory,
            env=surroundings(tool, project),
            stdin=subprocess.DEVNULL,
            stdout=nowhere,
            stderr=nowhere,
            start_new_session=True,
        )
    try:
        time.sleep(6)
        if process.poll() is not None:
            raise Failed(f"{tool.name} logs -f ended with {process.returncode}")
        pages = 0
        for pid in descendants(process.pid):
            with contextlib.suppress(OSError):
                pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def measure_logs(tools: tuple[Tool, Tool, Tool], scratch: Path, run: str) -> list[Row]:
    rows = [
        Row(f"logs of {LOG_LINES:,} lines", goals=(ratio_of(3),)),
        Row("resident memory while following", unit="MB", goals=(ratio_of(3),)),
    ]
    text = (
        "services:\n  app:\n"
        f"    image: '{IMAGE}'\n    init: true\n    network_mode: none\n"
        f"    command: [sh, -c, 'seq -f \"line %.0f of a log that nobody reads\" {LOG_LINES}; touch /done; sleep 100000']\n"
    )
    with Pair(tools, scratch, f"logs{run}", text) as pair:
        for tool, project in pair.sides:
            tool.run(project, "up", "-d")
            deadline = time.monotonic() + 60
            while not Path(engine.root_of(project.name, "app"), "done").exists():
                if time.monotonic() > deadline:
                    raise Failed("the container had not written its log after 60 s")
                time.sleep(0.1)
        for _ in range(SLOW_RUNS):
            pair.measure(rows[0], "logs")
        for samples, (tool, project) in zip((rows[1].ours, rows[1].theirs), pair.sides):
            samples.append(following(tool, project))
    return rows


PARTS = {
    "a hundred services": measure_many,
    "one-off containers and restarts": measure_few,
    "long logs": measure_logs,
    "builds": measure_builds,
}
"""The measurements by what they are called, each of two tools, a scratch directory and a mark of this run."""
