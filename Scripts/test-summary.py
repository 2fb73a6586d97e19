#!/usr/bin/env python3
"""Counts the tests of one or several runs of Swift Testing, and names those that failed or were skipped.

    test-summary.py [--expected-skips FILE] EVENTS.jsonl...

EVENTS.jsonl is what `swift test --event-stream-version 0 --event-stream-output-path` wrote; EVENTS.status beside it
holds that command's exit code. A test is a test function: one with arguments counts once, and fails if any of them
does. One that did not end, because the process crashed or was stopped, counts as failed; so does a run that failed
for a reason that no test has. With --expected-skips, so does a test that was skipped and that no line of FILE names (a
regular expression for the identifier, two or more spaces, the reason; lines with # are comments). The last line is `tests: N passed, N failed, N skipped`.

Exit code 1: a test failed, or none ran.
"""

import argparse
import json
import re
import sys
from pathlib import Path

ISSUES_SHOWN = 5


class Run:
    """What became of the tests of one run."""

    def __init__(self, events: Path):
        self.name = events.stem
        self.passed: list[str] = []
        self.failed: dict[str, list[str]] = {}
        self.skipped: dict[str, str] = {}
        selected: list[str] = []
        outcome: dict[str, str] = {}
        issues: dict[str, list[str]] = {}
        for record in records(events):
            payload = record["payload"]
            identifier = payload.get("testID", "")
            if record["kind"] == "test":
                if payload["kind"] == "function":
                    selected.append(payload["id"])
                continue
            match payload["kind"]:
                case "testSkipped":
                    outcome[identifier] = "skip"
                    self.skipped[identifier] = " ".join(payload.get("_comments", []))
                case "testCancelled":
                    self.skipped[identifier] = " ".join(payload.get("_comments", []))
                case "testEnded":
                    outcome[identifier] = payload["messages"][0]["symbol"] if payload["messages"] else "fail"
                case "issueRecorded" if not payload["issue"].get("isKnown"):
                    issues.setdefault(identifier, []).append(issue_text(payload))
        for identifier in selected:
            match outcome.get(identifier):
                case None:
                    self.failed[identifier] = [*issues.get(identifier, []), "did not end"]
                case "fail":
                    self.failed[identifier] = issues.get(identifier, [])
                case "skip":
                    continue
                case _:
                    self.passed.append(identifier)
        functions = set(selected)
        self.skipped = {k: v for k, v in self.skipped.items() if k in functions and outcome.get(k) == "skip"}
        # Of a suite, or of nothing that has a name.
        for identifier in issues.keys() - functions:
            self.failed[identifier or f"the run '{self.name}'"] = issues[identifier]
        status = exit_code(events.with_suffix(".status"))
        if status != 0 and not self.failed:
            self.failed[f"the run '{self.name}'"] = [f"ended with exit code {status}"]


def records(events: Path):
    """The records of a file; its last line may be cut off, or the file missing, if the process died."""
    try:
        lines = events.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if record.get("kind") in ("test", "event"):
            yield record


def issue_text(payload: dict) -> str:
    place = payload["issue"].get("sourceLocation") or {}
    text = "; ".join(message["text"] for message in payload["messages"]) or "an issue without a message"
    return f"{place.get('fileID', '?')}:{place.get('line', '?')}: {text}"


def exit_code(file: Path) -> int:
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return 1


def short(identifier: str) -> str:
    """The identifier without the source location at its end."""
    head, slash, tail = identifier.rpartition("/")
    return head if slash and ".swift:" in tail else identifier


def expected_skips(file: Path) -> list[re.Pattern[str]]:
    """The expressions of a list of expected skips."""
    expressions = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        expression, _, reason = line.partition("  ")
        if not reason.strip():
            sys.exit(f"{file}:{number}: the reason is missing; write it two spaces after the expression")
        expressions.append(re.compile(expression))
    return expressions


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--expected-skips", type=Path)
    parser.add_argument("events", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    runs = [Run(events) for events in options.events]
    if options.expected_skips:
        expected = expected_skips(options.expected_skips)
        for run in runs:
            for identifier in [i for i in run.skipped if not any(e.search(short(i)) for e in expected)]:
                reason = run.skipped.pop(identifier) or "no reason given"
                run.failed[identifier] = [f"was skipped, which is not expected: {reason}"]
    for run in runs:
        for identifier, reason in run.skipped.items():
            print(f"skipped {short(identifier)}: {reason or 'no reason given'}")
    for run in runs:
        for identifier, issues in run.failed.items():
            print(f"failed  {short(identifier)}")
            for issue in issues[:ISSUES_SHOWN]:
                print("        " + issue.replace("\n", "\n        "))
            if len(issues) > ISSUES_SHOWN:
                print(f"        and {len(issues) - ISSUES_SHOWN} more")
    passed, failed, skipped = (sum(len(kind) for kind in kinds) for kinds in zip(*(counts(run) for run in runs)))
    print(f"tests: {passed} passed, {failed} failed, {skipped} skipped")
    return 0 if failed == 0 and passed > 0 else 1


def counts(run: Run):
    return run.passed, run.failed, run.skipped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
