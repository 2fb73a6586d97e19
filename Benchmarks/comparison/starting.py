"""How long the tools themselves take to start."""

from .figures import Row, ratio_of
from .tools import Tool

RUNS = 30


def measure(tools: tuple[Tool, Tool, Tool]) -> list[Row]:
    ours, peer, plugin = tools
    against_peer = Row("version", goals=(ratio_of(4),))
    against_plugin = Row("version, beside docker compose's plugin alone", goals=(ratio_of(1),))
    for number in range(RUNS + 2):
        samples = [tool.run(None, "version") for tool in (ours, peer, plugin)]
        if number >= 2:
            against_peer.ours.append(samples[0])
            against_peer.theirs.append(samples[1])
            against_plugin.ours.append(samples[0])
            against_plugin.theirs.append(samples[2])
    return [against_peer, against_plugin]
