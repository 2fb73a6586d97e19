"""Changes of Python files below a directory, told by inotify: nothing runs while nothing changes."""

import ctypes
import os
import select
import struct
from pathlib import Path

CLOSE_WRITE, MOVED_FROM, MOVED_TO, CREATE, DELETE = 0x8, 0x40, 0x80, 0x100, 0x200
OVERFLOW, IGNORED, IS_DIRECTORY = 0x4000, 0x8000, 0x40000000
HEADER = struct.Struct("iIII")

libc = ctypes.CDLL(None, use_errno=True)


def checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


class Changes:
    """What was written, made, moved or removed; `fileno` is readable when there is something."""

    def __init__(self, root: Path):
        self.root = root
        self.folders: dict[int, Path] = {}
        self.descriptor = checked(libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        # The folder itself may be removed and come back.
        self.above = self.add(root.parent, MOVED_TO | CREATE)
        self.watch(root)

    def fileno(self) -> int:
        return self.descriptor

    def close(self) -> None:
        os.close(self.descriptor)

    def add(self, folder: Path, mask: int) -> int:
        return checked(libc.inotify_add_watch(self.descriptor, os.fsencode(folder), mask))

    def watch(self, folder: Path) -> set[Path]:
        """Watches a folder with all that is in it, and returns the files that were there already."""
        try:
            self.folders[self.add(folder, CLOSE_WRITE | MOVED_FROM | MOVED_TO | CREATE | DELETE)] = folder
            entries = list(os.scandir(folder))
        except (FileNotFoundError, NotADirectoryError):
            return set()  # gone again
        found = set()
        for entry in entries:
            path = folder / entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    found |= self.watch(path)
            elif path.suffix == ".py":
                found.add(path)
        return found

    def read(self) -> set[Path]:
        """The changed files so far; does not wait."""
        try:
            data = os.read(self.descriptor, 1 << 16)
        except BlockingIOError:
            return set()
        found = set()
        offset = 0
        while offset < len(data):
            watch, mask, _, length = HEADER.unpack_from(data, offset)
            offset += HEADER.size
            name = os.fsdecode(data[offset : offset + length].rstrip(b"\0"))
            offset += length
            if mask & OVERFLOW:
                found |= self.watch(self.root)
            elif mask & IGNORED:
                self.folders.pop(watch, None)
            elif watch == self.above:
                if name == self.root.name:
                    found |= self.watch(self.root)
            elif watch in self.folders:
                found |= self.changed(self.folders[watch] / name, mask)
        return found

    def changed(self, path: Path, mask: int) -> set[Path]:
        if mask & IS_DIRECTORY:
            if path.name == "__pycache__":
                return set()
            return self.watch(path) if mask & (CREATE | MOVED_TO) else {path}
        # A file that was just made is still empty, unless it is a link; its writer closes it.
        written = not mask & CREATE or path.is_symlink()
        return {path} if path.suffix == ".py" and written else set()

    def settled(self, seconds: float) -> set[Path]:
        """The changed files, read until there were none for so long; at most ten times as long."""
        found = self.read()
        for _ in range(10):
            if not found or not select.select([self], [], [], seconds)[0]:
                break
            found |= self.read()
        return found
