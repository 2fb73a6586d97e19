#!/bin/sh
# Whether a URL answers with success: for a container's healthcheck, and by hand.
#
#   health-check.sh URL [SECONDS]
#
# Exit code 0: it does. 1: it does not, and the reason is on standard error. 2: the command line is wrong, or neither
# curl nor wget is there. SECONDS (5) is what the answer may take.
set -eu

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    echo "usage: health-check.sh URL [SECONDS]" >&2
    exit 2
fi
url=$1
seconds=${2:-5}

if command -v curl >/dev/null 2>&1; then
    curl -fsS -o /dev/null --max-time "$seconds" "$url" || exit 1
elif command -v wget >/dev/null 2>&1; then
    if ! wget -q -T "$seconds" -O /dev/null "$url"; then
        echo "health-check.sh: no success from $url" >&2
        exit 1
    fi
else
    echo "health-check.sh: neither curl nor wget is there" >&2
    exit 2
fi
