#!/bin/sh
# Adds the demo users to a running stack, in the workspace's folder. Users that are there stay as they are.
#
#   seed-data.sh [OPTION...]            options of engarde, as in `seed-data.sh -E dev`
#
# ENGARDE: the command ("engarde"); "docker compose" does as well.
set -eu

# The command may have options.
# shellcheck disable=SC2086
exec ${ENGARDE:-engarde} "$@" exec -T backend python -m app.scripts.seed_data
