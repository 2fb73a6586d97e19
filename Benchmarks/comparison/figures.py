"""Samples, what they are held to, and the table and file in which they end."""

import json
import math
import statistics
from dataclasses import dataclass, field
from pathlib import Path


def percentile(samples: list[float], share: float) -> float:
    """The smallest sample that at least `share` of all are not above."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True)
class Goal:
    """What a row must reach. A row without samples reaches nothing."""

    text: str
    at_least_ratio: float | None = None
    """The peer's median over engarde's."""
    p99_at_most: float | None = None
    max_at_most: float | None = None

    def missed_by(self, row: "Row") -> str | None:
        if not row.ours or (self.at_least_ratio is not None and not row.theirs):
            return "there are no samples"
        if self.at_least_ratio is not None and row.ratio < self.at_least_ratio:
            return f"{row.ratio:.2f}× is less than {self.at_least_ratio:g}×"
        if self.p99_at_most is not None and percentile(row.ours, 0.99) > self.p99_at_most:
            return f"p99 {percentile(row.ours, 0.99):.1f} is more than {self.p99_at_most:g} {row.unit}"
        if self.max_at_most is not None and max(row.ours) > self.max_at_most:
            return f"{max(row.ours):.0f} is more than {self.max_at_most:g} {row.unit}"
        return None


@dataclass
class Row:
    """One measurement: engarde's samples, and the peer's."""

    name: str
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    unit: str = "ms"
    goals: tuple[Goal, ...] = ()

    @property
    def ratio(self) -> float:
        ours = statistics.median(self.ours)
        return statistics.median(self.theirs) / ours if ours > 0 else math.inf

    def missed(self) -> list[str]:
        return [missed for goal in self.goals if (missed := goal.missed_by(self)) is not None]


def ratio_of(least: float) -> Goal:
    return Goal(f"≥ {least:g}×", at_least_ratio=least)


def cell(samples: list[float], unit: str) -> str:
    if not samples:
        return "–"

    def number(value: float) -> str:
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"

    text = f"{number(statistics.median(samples))} {unit}"
    if len(samples) >= 20:
        text += f", p99 {number(percentile(samples, 0.99))}"
    elif len(samples) > 1:
        text += f", max {number(max(samples))}"
    return f"{text} ({len(samples)})"


def table(rows: list[Row]) -> str:
    lines = [("median (samples)", "engarde", "docker compose", "ratio", "goal", "")]
    for row in rows:
        ratio = "–"
        if row.ours and row.theirs and not math.isinf(row.ratio):
            ratio = f"{row.ratio:.0f}×" if row.ratio >= 20 else f"{row.ratio:.1f}×"
        goal = ", ".join(goal.text for goal in row.goals)
        verdict = "" if not row.goals else "missed" if row.missed() else "reached"
        lines.append((row.name, cell(row.ours, row.unit), cell(row.theirs, row.unit), ratio, goal, verdict))
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    rendered = ["  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip() for line in lines]
    return "\n".join([rendered[0], "─" * max(map(len, rendered)), *rendered[1:]])


def write(path: Path, rows: list[Row], machine: dict, failures: list[str]) -> None:
    def summary(samples: list[float]) -> dict | None:
        if not samples:
            return None
        return {
            "median": statistics.median(samples),
            "p99": percentile(samples, 0.99),
            "min": min(samples),
            "max": max(samples),
            "samples": [round(sample, 3) for sample in samples],
        }

    document = {
        "machine": machine,
        "failures": failures,
        "rows": [
            {
                "name": row.name,
                "unit": row.unit,
                "engarde": summary(row.ours),
                "dockerCompose": summary(row.theirs),
                "ratio": round(row.ratio, 2) if row.ours and row.theirs and not math.isinf(row.ratio) else None,
                "goals": [goal.text for goal in row.goals],
                "missed": row.missed(),
            }
            for row in rows
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
