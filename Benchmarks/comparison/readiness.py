"""When the services of EnGardeHQ are truly ready, asked by neither tool nor engine."""

import http.client
import json
import socket
import struct
import threading
import time

from . import engine

POLL_SECONDS = 0.025


def postgres(address: str) -> bool:
    """Whether PostgreSQL takes a connection over TCP: it asks for the password, and does not say that it starts."""
    with socket.create_connection((address, 5432), timeout=1) as connection:
        parameters = b"user\0engarde_user\0database\0engarde\0\0"
        connection.sendall(struct.pack("!II", 8 + len(parameters), 196608) + parameters)
        return connection.recv(1) == b"R"


def redis(address: str) -> bool:
    with socket.create_connection((address, 6379), timeout=1) as connection:
        connection.sendall(b"PING\r\n")
        return connection.recv(5) == b"+PONG"


def get(address: str, port: int, path: str) -> bytes | None:
    connection = http.client.HTTPConnection(address, port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        return body if answer.status == 200 else None
    finally:
        connection.close()


def backend(address: str) -> bool:
    body = get(address, 8000, "/health")
    return body is not None and json.loads(body)["status"] == "healthy"


def frontend(address: str) -> bool:
    return bool(get(address, 3000, "/"))


PROBES = {"postgres": postgres, "redis": redis, "backend": backend, "frontend": frontend}


class Truth:
    """Notes when each service is ready first, from the beginning to the end of a `with`."""

    def __init__(self, project: str):
        self.project = project
        self.ready: dict[str, float] = {}
        self.ended = threading.Event()
        self.found = threading.Condition()
        self.addresses: dict[str, str] = {}

    def __enter__(self) -> "Truth":
        self.threads = [threading.Thread(target=self.find, daemon=True)]
        self.threads += [threading.Thread(target=self.probe, args=(service,), daemon=True) for service in PROBES]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def find(self) -> None:
        while not self.ended.is_set() and len(self.addresses) < len(PROBES):
            found = engine.addresses(self.project)
            with self.found:
                self.addresses |= found
                self.found.notify_all()
            time.sleep(POLL_SECONDS)
        with self.found:
            self.found.notify_all()

    def probe(self, service: str) -> None:
        with self.found:
            while service not in self.addresses:
                if self.ended.is_set():
                    return
                self.found.wait(1)
        while not self.ended.is_set():
            try:
                if PROBES[service](self.addresses[service]):
                    self.ready[service] = time.perf_counter()
                    return
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                pass
            time.sleep(POLL_SECONDS)
