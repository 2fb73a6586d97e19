#!/bin/sh
# Waits until a URL answers with success, or a service is healthy, and then becomes the command behind `--`, if any.
#
#   wait-for-service.sh [-t SECONDS] URL [-- COMMAND...]
#   wait-for-service.sh [-t SECONDS] SERVICE [-- COMMAND...]       asks `engarde ps`, in the workspace's folder
#
# SECONDS (60) is how long it waits. Exit code 1: it was not ready in time. 2: the command line is wrong.
# ENGARDE: the command that is asked for services ("engarde"); "docker compose" does as well.
set -eu

here=$(dirname "$0")
seconds=60
if [ "${1:-}" = -t ] && [ $# -ge 2 ]; then
    seconds=$2
    shift 2
fi
what=${1:-}
case $seconds in
    '' | *[!0-9]*) what= ;;
esac
case $what in
    -*) what= ;;
esac
if [ -z "$what" ]; then
    echo "usage: wait-for-service.sh [-t SECONDS] URL|SERVICE [-- COMMAND...]" >&2
    exit 2
fi
shift
if [ "${1:-}" = -- ]; then shift; fi

# The column of the states says it: "Up 5 seconds (healthy)". The command may have options.
# shellcheck disable=SC2086
is_healthy() { ${ENGARDE:-engarde} ps --format '{{.Status}}' "$1" 2>/dev/null | grep -q '(healthy)'; }

ready() {
    case $what in
        http://* | https://*) "$here/health-check.sh" "$what" 2 2>/dev/null ;;
        *) is_healthy "$what" ;;
    esac
}

deadline=$(($(date +%s) + seconds))
until ready; do
    if [ "$(date +%s)" -ge "$deadline" ]; then
        echo "wait-for-service.sh: $what was not ready within $seconds s" >&2
        exit 1
    fi
    sleep 1
done
if [ $# -gt 0 ]; then exec "$@"; fi
