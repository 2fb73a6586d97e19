#!/usr/bin/env python3
"""Makes the engine of this machine reachable in another way, for tests, until standard input ends.

    serve-engine.py tcp DIRECTORY SOCKET            a port of 127.0.0.1, in clear text
    serve-engine.py tls DIRECTORY SOCKET NAME...    a port that wants a client's certificate; the engine's is for the names
    serve-engine.py ssh DIRECTORY SOCKET            an sshd of its own

Everything that is needed is made in DIRECTORY: `ca.pem`, `cert.pem`, `key.pem` as docker calls them, or `bin/ssh`, which
knows the key and the host. Prints `ready PORT`, or `lacking WHAT` where the machine does not have what it takes.

A line `drop` on standard input ends all connections, and nobody listens any more; `resume` listens again, at the same
port. Each is answered by itself when it is done.
"""
import os
import select
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time

kind, directory, engine, *names = sys.argv[1:]
children = []


def ready(door):
    print(f"ready {door.port}", flush=True)
    for line in sys.stdin:
        if line.strip() == "drop":
            door.drop()
        elif line.strip() == "resume":
            door.open()
        print(line.strip(), flush=True)
    for child in children:
        child.terminate()
    shutil.rmtree(directory, ignore_errors=True)
    os._exit(0)


def lacking(what):
    print(f"lacking {what}", flush=True)
    sys.exit(0)


def path(name):
    return os.path.join(directory, name)


def run(*command):
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make_certificates():
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    run("openssl", "req", "-x509", *key, "-keyout", path("ca-key.pem"), "-out", path("ca.pem"), "-days", "2",
        "-subj", "/CN=engarde-test-authority")
    alternatives = ",".join(("IP:" if name[0].isdigit() else "DNS:") + name for name in names)
    for name, keys, extension in [
        ("server.pem", "server-key.pem", f"subjectAltName={alternatives}\nextendedKeyUsage=serverAuth\n"),
        ("cert.pem", "key.pem", "extendedKeyUsage=clientAuth\n"),
    ]:
        with open(path("extension"), "w") as file:
            file.write(extension)
        run("openssl", "req", *key, "-keyout", path(keys), "-out", path("request.pem"), "-subj", "/CN=engarde-test")
        run("openssl", "x509", "-req", "-in", path("request.pem"), "-CA", path("ca.pem"), "-CAkey", path("ca-key.pem"),
            "-set_serial", str(time.time_ns()), "-out", path(name), "-days", "2", "-extfile", path("extension"))


def carry(near, far):
    """Carries bytes both ways, and the end of each direction for itself."""
    near.setblocking(False)
    far.setblocking(False)
    waiting = {near: b"", far: b""}
    other = {near: far, far: near}
    ended = set()   # those that send nothing more
    told = set()    # those that were told so of the other one
    while True:
        for side in (near, far):
            if waiting[side] or other[side] not in ended or side in told:
                continue
            told.add(side)
            if side is far or not isinstance(side, ssl.SSLSocket):
                side.shutdown(socket.SHUT_WR)
            else:
                try:
                    side.unwrap()
                except (ssl.SSLError, OSError):
                    pass    # it has been sent; the other side's may come later
        if len(told) == 2:
            return
        readable = [s for s in (near, far) if s not in ended and len(waiting[other[s]]) < 262144]
        writable = [s for s in (near, far) if waiting[s]]
        buffered = near in readable and isinstance(near, ssl.SSLSocket) and near.pending() > 0
        may_read, may_write, _ = select.select(readable, writable, [], 0 if buffered else None)
        if buffered and near not in may_read:
            may_read.append(near)
        for side in may_read:
            try:
                data = side.recv(65536)
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
                continue
            if data:
                waiting[other[side]] += data
            else:
                ended.add(side)
        for side in may_write:
            try:
                sent = side.send(waiting[side])
                waiting[side] = waiting[side][sent:]
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
                continue


def serve(near, context, target):
    try:
        if context:
            near = context.wrap_socket(near, server_side=True, do_handshake_on_connect=False)
            try:
                near.do_handshake()
            except ssl.SSLError:
                # The client gets to read why: bytes that nobody took would reset the connection.
                socket.socket.shutdown(near, socket.SHUT_WR)
                near.settimeout(5)
                while socket.socket.recv(near, 4096):
                    pass
                return
        far = socket.socket(socket.AF_UNIX if isinstance(target, str) else socket.AF_INET)
        far.connect(target)
        try:
            carry(near, far)
        finally:
            far.close()
    except OSError:
        pass
    finally:
        near.close()


class Door:
    """A port of 127.0.0.1 that leads to a target: the path of a socket, or host and port."""

    def __init__(self, target, context=None):
        self.target, self.context, self.port = target, context, 0
        self.lock = threading.Lock()
        self.open()

    def open(self):
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        self.connections = []
        threading.Thread(target=self.accept, args=(self.listener, self.connections), daemon=True).start()

    def drop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            for near in self.connections:
                try:
                    near.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass    # it has ended
            self.connections = None

    def accept(self, listener, connections):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            with self.lock:
                if self.connections is not connections:
                    near.close()
                    return
                # A name of its own for the same connection: the other one may be wrapped or closed.
                handle = near.dup()
                connections.append(handle)
            threading.Thread(target=self.serve, args=(near, handle, connections), daemon=True).start()

    def serve(self, near, handle, connections):
        serve(near, self.context, self.target)
        with self.lock:
            connections.remove(handle)
            handle.close()


def serve_ssh():
    sshd = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    client = shutil.which("ssh")
    if not sshd or not client or not shutil.which("docker"):
        lacking("sshd, ssh or docker")
    for name in ("host", "user"):
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path(name))
    shutil.copy(path("user.pub"), path("authorized"))
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    door = Door(("127.0.0.1", port))
    with open(path("sshd_config"), "w") as file:
        file.write(f"Port {port}\nListenAddress 127.0.0.1\nHostKey {path('host')}\nAuthorizedKeysFile {path('authorized')}\n"
                   "PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n"
                   "MaxStartups 100\nSetEnv PATH=/usr/local/bin:/usr/bin:/bin\n")
    os.makedirs(path("bin"))
    with open(path("bin/ssh"), "w") as file:
        file.write(f'#!/bin/sh\nexec {client} -F none -i "{path("user")}" -o IdentitiesOnly=yes -o IdentityAgent=none'
                   ' -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "$@"\n')
    os.chmod(path("bin/ssh"), 0o755)
    log = open(path("sshd.log"), "w")
    children.append(subprocess.Popen([sshd, "-D", "-e", "-f", path("sshd_config")], stdin=subprocess.DEVNULL, stderr=log))
    attempt = [path("bin/ssh"), "-p", str(door.port), "127.0.0.1", "docker", "version", "--format", "{{.Client.Version}}"]
    for _ in range(100):
        if subprocess.run(attempt, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0:
            ready(door)
        if children[0].poll() is not None:
            break
        time.sleep(0.05)
    children[0].terminate()
    lacking("an sshd that lets this user in")


os.makedirs(directory, exist_ok=True)
if kind == "tcp":
    ready(Door(engine))
elif kind == "tls":
    if not shutil.which("openssl"):
        lacking("openssl")
    make_certificates()
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(path("server.pem"), path("server-key.pem"))
    secured.load_verify_locations(path("ca.pem"))
    secured.verify_mode = ssl.CERT_REQUIRED
    ready(Door(engine, secured))
else:
    serve_ssh()
