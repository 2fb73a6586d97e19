#!/usr/bin/env python3
"""Types keys at an interactive shell in a terminal of its own, as tests of completion need it.

    Scripts/type-in-shell.py SHELL SETUP KEYS EXPECTED...

Starts SHELL (bash or zsh) without the user's files, runs the line SETUP, types KEYS, in which '<TAB>' is that key, and ends
with 0 as soon as every EXPECTED text is on the screen behind what was typed first. Otherwise it says after 30 seconds what is
there, and ends with 1.
"""

import os
import pty
import re
import select
import signal
import sys
import time

COMMANDS = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}


def cleaned(raw):
    """What is seen of the bytes of a terminal: no control sequences, no bells."""
    text = re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|[=>]|\(B)", "", raw.decode("utf-8", "replace"))
    return re.sub(r"[\x00-\x09\x0b-\x1f]", "", text)


def main():
    shell, setup, keys, *expected = sys.argv[1:]
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="vt100", COLUMNS="200", LINES="50", PS1="% ")
        os.execvp(COMMANDS[shell][0], COMMANDS[shell])
    raw = b""
    end = time.monotonic() + 30

    def until(is_there):
        nonlocal raw
        while not is_there():
            left = end - time.monotonic()
            if left < 0 or not select.select([terminal], [], [], left)[0]:
                return False
            try:
                raw += os.read(terminal, 65536)
            except OSError:
                return False
        return True

    try:
        # The marker is not what the terminal echoes.
        os.write(terminal, (setup + "; echo 'BEG''INS'\n").encode())
        reached = until(lambda: "BEGINS" in cleaned(raw))
        raw = b""
        first = True
        for piece in re.split("(<TAB>)", keys):
            if not reached or not piece:
                continue
            os.write(terminal, b"\t" if piece == "<TAB>" else piece.encode())
            if first:
                reached = until(lambda: piece in cleaned(raw))
                first = False
        if reached and until(lambda: all(text in cleaned(raw) for text in expected)):
            return 0
        print(f"expected {expected}, but there is:\n{cleaned(raw)}", file=sys.stderr)
        return 1
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


sys.exit(main())
