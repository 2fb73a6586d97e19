"""The process that serves: forked with all packages imported, it imports the application and waits for its turn."""

import asyncio
import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
import traceback

import uvicorn

# From the worker: the application has started; no more connections are accepted.
READY, CLOSED = b"r", b"c"
# To the worker: it is its turn to accept connections; it is another one's.
ACCEPT, RETIRE = b"a", b"s"
# A connection that was accepted has so long to send its request.
FRESH_SECONDS = 0.25


class Worker(uvicorn.Server):
    """A server that says when it is ready, accepts when it is told to, and gives way when it is told to."""

    def __init__(self, config: uvicorn.Config, control: socket.socket):
        super().__init__(config)
        self.control = control

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        start_application = self.lifespan.startup

        async def start_and_wait() -> None:
            await start_application()
            if not self.lifespan.should_exit and not await self.turn():
                await self.lifespan.shutdown()
                self.lifespan.should_exit = True

        self.lifespan.startup = start_and_wait
        await super().startup(sockets=sockets)
        gc.enable()
        asyncio.get_running_loop().add_reader(self.control, self.retire)

    async def turn(self) -> bool:
        """Whether the turn has come; it does not if the supervisor has something newer, or is gone."""
        loop = asyncio.get_running_loop()
        self.control.setblocking(False)
        try:
            await loop.sock_sendall(self.control, READY)
            return await loop.sock_recv(self.control, 1) == ACCEPT
        except OSError:
            return False

    def retire(self) -> None:
        """Accepts nothing more. Requests that are being answered are finished, and each connection ends then."""
        loop = asyncio.get_running_loop()
        loop.remove_reader(self.control)
        for server in self.servers:
            server.close()
        with contextlib.suppress(OSError):
            self.control.send(CLOSED)
        closing = (b"connection", b"close")
        self.config.encoded_headers.append(closing)
        self.server_state.default_headers = [*self.server_state.default_headers, closing]
        for connection in list(self.server_state.connections):
            # One without a request so far was made a moment ago: its request is on the way.
            if getattr(connection, "cycle", None) is not None:
                connection.shutdown()
        loop.call_later(FRESH_SECONDS, self.finish)

    def finish(self) -> None:
        self.should_exit = True


def run(config: uvicorn.Config, listening: socket.socket, control: socket.socket) -> None:
    """The worker's process from the fork to its end."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        # The supervisor hears a terminal's Ctrl-C as well, and says what follows.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        importlib.invalidate_caches()
        gc.disable()
        # Bytecode is known by second and size, so that of two quick edits the first one's could be used.
        sys.dont_write_bytecode = True
        config.load()
        Worker(config, control).run(sockets=[listening])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
