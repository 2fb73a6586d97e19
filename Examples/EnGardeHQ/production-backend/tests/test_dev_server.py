"""The development server: edits while requests are sent, broken edits, quick ones, its end."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULE = """\
import time
from fastapi import FastAPI
app = FastAPI()

@app.get("/")
def answer() -> str:
    return "{text}"

@app.get("/slow")
def slow() -> str:
    time.sleep(1)
    return "{text}"
"""


class DevServer:
    def __init__(self, folder: Path):
        self.module = folder / "stub" / "main.py"
        self.module.parent.mkdir()
        self.edit("first")
        with socket.create_server(("127.0.0.1", 0)) as held:
            self.port = held.getsockname()[1]
        self.log = folder / "log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scripts.dev_server", "stub.main:app"],
            cwd=folder,
            env=os.environ | {"PORT": str(self.port), "PYTHONPATH": str(ROOT), "LOG_LEVEL": "info"},
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )

    def edit(self, text: str) -> None:
        self.module.write_text(MODULE.format(text=text))

    def get(self, path: str = "/") -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Connection": "close"})
            return connection.getresponse().read().decode().strip('"')
        finally:
            connection.close()

    def wait(self, condition) -> None:
        deadline = time.monotonic() + 30
        while not condition():
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.005)

    def serves(self, text: str) -> bool:
        try:
            return self.get() == text
        except ConnectionRefusedError:
            return False


@pytest.fixture
def server(tmp_path):
    running = DevServer(tmp_path)
    try:
        running.wait(lambda: running.serves("first"))
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def test_every_request_is_answered_and_no_old_code_after_new(server):
    answers = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            answers.append(server.get())

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for number in range(5):
            server.edit(f"edit {number}")
            server.wait(lambda: answers and answers[-1] == f"edit {number}")
    finally:
        done.set()
        asking.join()
    changes = [text for before, text in zip([None, *answers], answers) if text != before]
    assert changes == [*(["first"] if answers[0] == "first" else []), *(f"edit {number}" for number in range(5))]


def test_a_request_that_is_being_answered_is_finished(server):
    answers = []
    asking = threading.Thread(target=lambda: answers.append(server.get("/slow")))
    asking.start()
    time.sleep(0.2)
    server.edit("second")
    server.wait(lambda: server.serves("second"))
    asking.join()
    assert answers == ["first"]


def test_a_connection_that_is_kept_open_ends_with_the_old_code(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/")
    assert connection.getresponse().read() == b'"first"'
    server.edit("second")
    server.wait(lambda: server.serves("second"))
    server.wait(lambda: connection.sock.recv(1) == b"")
    connection.close()


def test_a_broken_edit_leaves_the_code_before_it(server):
    server.module.write_text("def broken(:\n")
    server.wait(lambda: "did not start" in server.log.read_text())
    assert "SyntaxError" in server.log.read_text()
    assert server.get() == "first"
    server.edit("mended")
    server.wait(lambda: server.serves("mended"))


def test_of_quick_edits_the_last_one_stays(server):
    for number in range(20):
        server.edit(f"edit {number:02}")
        time.sleep(0.03)
    server.wait(lambda: server.serves("edit 19"))
    time.sleep(0.5)
    assert server.get() == "edit 19"


def test_a_module_in_a_new_folder_is_noticed(server):
    folder = server.module.parent / "texts"
    folder.mkdir()
    (folder / "__init__.py").write_text('TEXT = "from the folder"\n')
    server.module.write_text(MODULE.format(text="{TEXT}").replace('"{TEXT}"', "TEXT") + "\nfrom stub.texts import TEXT\n")
    server.wait(lambda: server.serves("from the folder"))
    (folder / "__init__.py").write_text('TEXT = "changed there"\n')
    server.wait(lambda: server.serves("changed there"))


def test_a_folder_that_was_removed_is_noticed_when_it_is_back(server):
    shutil.rmtree(server.module.parent)
    server.wait(lambda: "did not start" in server.log.read_text())
    assert server.get() == "first"
    server.module.parent.mkdir()
    server.edit("back")
    server.wait(lambda: server.serves("back"))
    server.edit("edited")
    server.wait(lambda: server.serves("edited"))


def test_a_server_that_ended_by_itself_is_started_again(server):
    time.sleep(1.1)
    server.module.write_text(MODULE.format(text="second") + '\n@app.get("/end")\ndef end():\n    import os\n    os._exit(1)\n')
    server.wait(lambda: server.serves("second"))
    time.sleep(1.1)
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        server.get("/end")
    server.wait(lambda: server.serves("second"))


@pytest.mark.parametrize("path", [None, "/slow"])
def test_it_ends_when_it_is_told_to(server, path):
    asking = None
    if path is not None:
        asking = threading.Thread(target=lambda: server.get(path))
        asking.start()
        time.sleep(0.2)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(5) == 0
    with pytest.raises(ConnectionRefusedError):
        server.get()
    if asking is not None:
        asking.join()
