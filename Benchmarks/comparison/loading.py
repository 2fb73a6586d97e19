"""How long large projects take to load."""

from pathlib import Path

from .figures import Goal, Row, ratio_of
from .tools import Project, Tool

RUNS = 9
SERVICES = 500
PEER_LADDER = 55
"""docker compose's time doubles with every few services: 55 take some 20 seconds."""
LADDERS = (1_000, 10_000)


def rich(services: int) -> str:
    """Services with what services usually have, each waiting for the one before."""
    lines = ["services:"]
    for number in range(services):
        lines += [
            f"  s{number}:",
            f"    image: registry.example.org/s{number}:${{TAG:-1}}",
            f"    environment: {{NUMBER: '{number}', LOG_LEVEL: info}}",
            f"    ports: ['{10_000 + number}:80']",
            f"    volumes: ['v{number}:/data']",
            "    healthcheck: {test: [CMD, 'true'], interval: 5s}",
        ]
        if number:
            lines.append(f"    depends_on: [s{number - 1}]")
    return "\n".join([*lines, "volumes:", *(f"  v{number}: {{}}" for number in range(services))]) + "\n"


def ladder(services: int) -> str:
    """Each service waits for the one before and the fifth before."""
    lines = ["services:"]
    for number in range(services):
        below = ", ".join(f"s{other}" for other in (number - 1, number - 5) if other >= 0)
        lines.append(f"  s{number}: {{image: x, depends_on: [{below}]}}")
    return "\n".join(lines) + "\n"


def measure(tools: tuple[Tool, Tool, Tool], scratch: Path) -> list[Row]:
    ours, peer, _ = tools

    def project(name: str, text: str) -> Project:
        directory = scratch / name
        directory.mkdir(parents=True)
        (directory / "compose.yaml").write_text(text)
        return Project(name, directory)

    def load(row: Row, tool: Tool, loaded: Project, runs: int) -> None:
        samples = row.ours if tool is ours else row.theirs
        samples += [tool.run(loaded, "config", "--quiet") for _ in range(runs)]

    large = project("large", rich(SERVICES))
    rows = [Row(f"config of {SERVICES} services", goals=(ratio_of(5),))]
    for _ in range(RUNS):
        load(rows[0], ours, large, 1)
        load(rows[0], peer, large, 1)
    steps = project("ladder", ladder(PEER_LADDER))
    within = Goal("≤ 100 ms", max_at_most=100)
    rows.append(Row(f"config of a ladder of {PEER_LADDER} services", goals=(within,)))
    load(rows[-1], ours, steps, RUNS)
    load(rows[-1], peer, steps, 1)
    for services in LADDERS:
        rows.append(Row(f"config of a ladder of {services:,} services"))
        load(rows[-1], ours, project(f"ladder-{services}", ladder(services)), 3)
    return rows
