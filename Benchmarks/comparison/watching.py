"""From a save to the file in the container, by itself: one container that does nothing."""

import os
import random
import secrets
import threading
import time
from pathlib import Path

from . import engine
from .figures import Goal, Row, ratio_of
from .tools import Failed, Project, Tool, Watcher

COMPOSE = """\
services:
  target:
    image: python:3.11-slim
    command: ["sleep", "infinity"]
    init: true
    stop_grace_period: 0s
    develop:
      watch:
        - action: sync
          path: ./src
          target: /src
"""
POLL_SECONDS = 0.0003
LIMIT_SECONDS = 60.0
BLOCKS = 5
SAVES_OURS, SAVES_THEIRS = 40, 4
RENAMES_OURS, RENAMES_THEIRS = 10, 1
BURSTS = 3
NOISY_SAVES = 3
NOISE_HERTZ, NOISE_SECONDS = 10, 3.0
BURST_FILES = 1000
IDLE_SECONDS = 10


class Side:
    """One tool with its project, its container and its watcher."""

    def __init__(self, tool: Tool, project: Project, pause: tuple[float, float]):
        self.tool, self.project, self.pause = tool, project, pause
        (project.directory / "src").mkdir(parents=True)
        (project.directory / "compose.yaml").write_text(COMPOSE)
        self.file = project.directory / "src" / "module.py"
        self.bursts = 0

    def up(self) -> None:
        self.tool.run(self.project, "up", "-d")
        self.root = engine.root_of(self.project.name, "target")

    def rest(self) -> None:
        # Of no fixed length, so that saves do not fall into step with anything.
        time.sleep(random.uniform(*self.pause))

    def save(self, by_rename: bool = False) -> float:
        content = text(2048)
        seen = f"{self.root}/src/module.py"
        start = time.perf_counter()
        if by_rename:
            temporary = self.file.with_name(f".module.py.{secrets.token_hex(3)}.tmp")
            write(temporary, content)
            os.replace(temporary, self.file)
        else:
            write(self.file, content)
        while time.perf_counter() < start + LIMIT_SECONDS:
            if read(seen) == content:
                return (time.perf_counter() - start) * 1000
            time.sleep(POLL_SECONDS)
        raise Failed(f"{self.tool.name}: a save was not in the container after {LIMIT_SECONDS:g} s")

    def save_amid_noise(self) -> float:
        """Saves a file while another one is written all the time."""
        noise = self.file.with_name("noise.txt")

        def write_noise() -> None:
            for number in range(int(NOISE_SECONDS * NOISE_HERTZ)):
                write(noise, f"{number}\n".encode())
                time.sleep(1 / NOISE_HERTZ)

        writer = threading.Thread(target=write_noise)
        writer.start()
        time.sleep(NOISE_SECONDS / 4)
        took = self.save()
        writer.join()
        return took

    def burst(self) -> float:
        """Writes many files, and returns how long after the last write all are the same in the container."""
        self.bursts += 1
        folder = f"burst-{self.bursts}"
        left = []
        for number in range(BURST_FILES):
            name = f"{folder}/{number % 20:02}/{number:04}.py"
            content = text(1024)
            path = self.project.directory / "src" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, content)
            left.append((f"{self.root}/src/{name}", content))
        end = time.perf_counter()
        while left:
            left = [(path, content) for path, content in left if read(path) != content]
            if time.perf_counter() > end + LIMIT_SECONDS:
                raise Failed(f"{self.tool.name}: {len(left)} files of a burst not there after {LIMIT_SECONDS:g} s")
            time.sleep(POLL_SECONDS)
        return (time.perf_counter() - end) * 1000


def text(size: int) -> bytes:
    return (secrets.token_hex(size // 2 - 1) + "\n").encode().ljust(size, b"#")


def write(path: Path, content: bytes) -> None:
    with open(path, "wb", buffering=0) as file:
        file.write(content)


def read(path: str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return None


def measure(tools: tuple[Tool, Tool, Tool], scratch: Path, run: str) -> list[Row]:
    saves = Row("save 2 kB in place → in the container", goals=(ratio_of(100), Goal("p99 ≤ 20 ms", p99_at_most=20)))
    renames = Row("save 2 kB by rename → in the container", goals=(ratio_of(1),))
    noisy = Row(f"save while another file is written {NOISE_HERTZ} times a second", goals=(ratio_of(10),))
    bursts = Row(f"{BURST_FILES:,} new files: last write → all identical", goals=(ratio_of(1),))
    processor = Row("watching, nothing happens: CPU of a core", unit="%", goals=(Goal("≤ 1 %", max_at_most=1),))
    memory = Row("watching: resident memory, all processes", unit="MB")
    ours = Side(tools[0], Project(f"bench{run}-ours", scratch / "ours"), pause=(0.15, 0.35))
    theirs = Side(tools[1], Project(f"bench{run}-theirs", scratch / "theirs"), pause=(0.7, 1.2))
    try:
        for side in (ours, theirs):
            side.up()
        with (
            Watcher(ours.tool, ours.project, scratch / "ours.log") as our_watcher,
            Watcher(theirs.tool, theirs.project, scratch / "theirs.log") as their_watcher,
        ):
            before = [(watcher.cost()[0], time.monotonic()) for watcher in (our_watcher, their_watcher)]
            time.sleep(IDLE_SECONDS)
            for row, watcher, (spent, since) in zip(
                (processor.ours, processor.theirs), (our_watcher, their_watcher), before
            ):
                row.append((watcher.cost()[0] - spent) / (time.monotonic() - since) * 100)
            # What happens once only, such as the creation of the folder, is not measured.
            for side in (ours, theirs):
                for _ in range(2):
                    side.save()
                    side.rest()
            for _ in range(BLOCKS):
                for side, row, count in ((ours, saves.ours, SAVES_OURS), (theirs, saves.theirs, SAVES_THEIRS)):
                    for _ in range(count):
                        side.rest()
                        row.append(side.save())
                for side, row, count in ((ours, renames.ours, RENAMES_OURS), (theirs, renames.theirs, RENAMES_THEIRS)):
                    for _ in range(count):
                        side.rest()
                        row.append(side.save(by_rename=True))
            for _ in range(NOISY_SAVES):
                for side, row in ((ours, noisy.ours), (theirs, noisy.theirs)):
                    time.sleep(1.5)
                    row.append(side.save_amid_noise())
            for _ in range(BURSTS):
                for side, row in ((ours, bursts.ours), (theirs, bursts.theirs)):
                    time.sleep(1.5)
                    row.append(side.burst())
            memory.ours.append(our_watcher.cost()[1])
            memory.theirs.append(their_watcher.cost()[1])
            for watcher in (our_watcher, their_watcher):
                if not watcher.alive():
                    raise Failed(f"{watcher.tool.name} ended while it watched")
    finally:
        engine.remove_all_of([ours.project.name, theirs.project.name])
    return [saves, renames, noisy, bursts, processor, memory]
