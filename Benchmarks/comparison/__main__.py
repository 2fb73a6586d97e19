"""Runs the parts, prints the table, and fails where a goal was missed."""

import argparse
import os
import platform
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import engine, figures, loading, starting, verbs, watching, workspace
from .tools import Failed, the_tools

PARTS = ("watch", "startup", "commands", "loading", "verbs")


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Benchmarks/run", description=__doc__)
    parser.add_argument("--engarde", type=Path, required=True, help="engarde's binary")
    parser.add_argument("--peer", type=Path, required=True, help="docker compose's plugin")
    parser.add_argument("--workspace", type=Path, required=True, help="the example workspace; it is copied")
    parser.add_argument("--edits", type=Path, required=True, help="the script that edits a running workspace")
    parser.add_argument("--json", type=Path, required=True, help="where the figures are written")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; without any, all")
    options = parser.parse_args(arguments)
    for part in options.parts:
        if part not in PARTS:
            parser.error(f"there is no part '{part}'; known are: {', '.join(PARTS)}")
    return options


def machine(options: argparse.Namespace) -> dict:
    def first_line(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip().partition("\n")[0]

    return {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "load": os.getloadavg()[0],
        **engine.describe(),
        "engarde": first_line(str(options.engarde), "version", "--short"),
        "dockerCompose": first_line(str(options.peer), "version", "--short"),
    }


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    parts = set(options.parts or PARTS)
    # A SIGTERM removes what was brought up, as a Ctrl-C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    run = secrets.token_hex(2)
    scratch = Path(tempfile.mkdtemp(prefix="engarde-bench."))
    rows: list[figures.Row] = []
    failures: list[str] = []
    try:
        about = machine(options)
        tools = the_tools(options.engarde, options.peer, scratch)
        measurements = []
        if "commands" in parts:
            measurements.append(("the tools themselves", lambda: starting.measure(tools)))
        if "loading" in parts:
            measurements.append(("large projects", lambda: loading.measure(tools, scratch / "loading")))
        if "watch" in parts:
            measurements.append(("from a save to the container", lambda: watching.measure(tools, scratch / "watch", run)))
        if "verbs" in parts:
            for name, measure in verbs.PARTS.items():
                measurements.append((name, lambda measure=measure: measure(tools, scratch / "verbs", run + "v")))
        if parts - {"loading", "verbs"}:
            measurements.append(
                (
                    "EnGardeHQ",
                    lambda: workspace.measure(tools, options.workspace, options.edits, scratch / "hq", run + "w", parts),
                )
            )
        for name, measurement in measurements:
            print(f"\n── {name}", flush=True)
            began = time.monotonic()
            # One part that fails does not take the figures of the others with it.
            try:
                measured = measurement()
                rows += measured
                print(figures.table(measured))
            except Failed as failure:
                failures.append(str(failure))
                print(f"bench: {failure}", file=sys.stderr)
            print(f"({time.monotonic() - began:.0f} s)", flush=True)
    except Failed as failure:
        print(f"bench: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    figures.write(options.json, rows, about, failures)
    print(
        f"\n── all of it: {about['cores']} cores, load {about['load']:.1f}, Docker Engine {about['engine']}, "
        f"engarde {about['engarde']}, docker compose {about['dockerCompose']}\n"
    )
    print(figures.table(rows))
    print(f"\nevery sample is in {options.json}")
    missed = [f"'{row.name.strip()}': {text}" for row in rows for text in row.missed()]
    for text in missed:
        print(f"bench: goal missed: {text}", file=sys.stderr)
    for text in failures:
        print(f"bench: did not work: {text}", file=sys.stderr)
    return 1 if missed or failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
