"""What is asked of the engine itself, past both tools."""

import http.client
import json
import os
import socket
import subprocess
import urllib.parse

from .tools import Failed


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(path: str):
    host = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    if not host.startswith("unix://"):
        raise Failed(f"the engine is reached by a Unix socket only, and DOCKER_HOST is '{host}'")
    connection = UnixConnection(host.removeprefix("unix://"))
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = json.loads(answer.read())
    except OSError as error:
        raise Failed(f"no engine answers on '{host}': {error}") from error
    finally:
        connection.close()
    if answer.status != 200:
        raise Failed(f"the engine refused '{path}': {body.get('message', answer.status)}")
    return body


def running(project: str) -> dict[str, dict]:
    """The running containers of a project, by service."""
    filters = json.dumps({"label": [f"com.docker.compose.project={project}"], "status": ["running"]})
    found = ask("/containers/json?filters=" + urllib.parse.quote(filters))
    return {container["Labels"]["com.docker.compose.service"]: container for container in found}


def root_of(project: str, service: str) -> str:
    """The folder in which this machine sees the file system of a service's container."""
    container = running(project).get(service)
    if container is None:
        raise Failed(f"project '{project}' has no running container of service '{service}'")
    return f"/proc/{ask('/containers/' + container['Id'] + '/json')['State']['Pid']}/root"


def addresses(project: str) -> dict[str, str]:
    """The address of each running service in a network of this machine."""
    found = {}
    for service, container in running(project).items():
        for network in container["NetworkSettings"]["Networks"].values():
            if network.get("IPAddress"):
                found[service] = network["IPAddress"]
                break
    return found


def remove_all_of(projects: list[str]) -> None:
    """Removes containers, networks and volumes of the projects, whichever tool made them."""
    for project in projects:
        label = f"label=com.docker.compose.project={project}"
        for listing, removing in (
            (["ps", "-aq"], ["rm", "-fv"]),
            (["network", "ls", "-q"], ["network", "rm"]),
            (["volume", "ls", "-q"], ["volume", "rm"]),
        ):
            found = subprocess.run(
                ["docker", *listing, "--filter", label], capture_output=True, text=True, stdin=subprocess.DEVNULL
            ).stdout.split()
            if found:
                subprocess.run(["docker", *removing, *found], capture_output=True, stdin=subprocess.DEVNULL)


def describe() -> dict[str, str]:
    version = ask("/version")
    return {"engine": version["Version"], "api": version["ApiVersion"], "kernel": version["KernelVersion"]}
