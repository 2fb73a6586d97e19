#!/bin/bash
# Makes sure that the images which the example workspace is built from exist on this machine.
#
#   Scripts/BaseImages/build.sh [--rebuild] [NAME...]
#   Scripts/BaseImages/build.sh --list                  prints the names, and does nothing
#
# An image that is present is left alone. One that is missing is pulled; where no registry can be reached, a
# stand-in of the same name is built from Debian's packages (label dev.engarde.stand-in=true). A stand-in whose
# recipe or host settings have changed since it was built is built again. --rebuild builds all stand-ins again.
#
# PULL_TIMEOUT (seconds, 300): for one pull. PULL_PROBE_TIMEOUT (seconds, 10): for the first sign of a registry.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Scripts/debian-sources.sh
. "$here/../debian-sources.sh"

suite=bookworm
jobs=2
base=debian:bookworm-slim
# Image name, and the folder of its recipe. An image that is built from another one of this list comes after it.
declare -A recipe=(
    [debian:bookworm-slim]=""
    [postgres:15-alpine]=postgres
    [redis:7-alpine]=redis
    [python:3.11-slim]=python
    [node:20-alpine]=node
    [nginx:alpine]=nginx
    [engarde/node-frontend:bookworm]=node-frontend
)
order=(debian:bookworm-slim python:3.11-slim engarde/node-frontend:bookworm postgres:15-alpine redis:7-alpine
    nginx:alpine node:20-alpine)
declare -A needs=([node:20-alpine]=python:3.11-slim)

rebuild=
wanted=()
for argument in "$@"; do
    case "$argument" in
        --rebuild) rebuild=yes ;;
        --list)
            printf '%s\n' "${order[@]}"
            exit 0
            ;;
        -h | --help)
            sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        *)
            [ -n "${recipe[$argument]+known}" ] || {
                echo "error: no recipe for image '$argument'; known are: ${order[*]}" >&2
                exit 2
            }
            wanted+=("$argument")
            ;;
    esac
done
[ ${#wanted[@]} -gt 0 ] || wanted=("${order[@]}")

command -v docker >/dev/null || {
    echo "error: no 'docker' command; run Scripts/ensure-engine first" >&2
    exit 3
}

work=$(mktemp -d "${TMPDIR:-/tmp}/engarde-base-images.XXXXXX")
clean_up() {
    local running
    running=$(jobs -p)
    # shellcheck disable=SC2086
    if [ -n "$running" ]; then kill $running 2>/dev/null || true; wait 2>/dev/null || true; fi
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

host_certificates() { find /usr/local/share/ca-certificates -name '*.crt' -type f 2>/dev/null | sort; }

# The settings by which the host's pip finds its index, in the form of a pip configuration file. The files and the
# environment are read here in pip's order (later ones win): asking pip itself takes most of a second.
pip_configuration() {
    local file name
    echo "[global]"
    echo "cert = /etc/ssl/certs/ca-certificates.crt"
    {
        for file in /etc/pip.conf "${HOME:-/root}/.pip/pip.conf" "${HOME:-/root}/.config/pip/pip.conf" "${PIP_CONFIG_FILE:-}"; do
            if [ -f "$file" ]; then
                sed -nE '/^\[global\]/,/^\[(g[^l]|[^g])/s/^(index-url|extra-index-url|trusted-host|timeout)[[:space:]]*[=:][[:space:]]*(.+)$/\1 = \2/p' "$file"
            fi
        done
        for name in index-url extra-index-url trusted-host default-timeout; do
            file=PIP_$(tr 'a-z-' 'A-Z_' <<<"$name")
            if [ -n "${!file:-}" ]; then echo "${name/default-timeout/timeout} = ${!file}"; fi
        done
    } | awk -F' = ' '{ key = $1; sub(/^[^=]* = /, ""); value[key] = $0 } END { for (key in value) print key " = " value[key] }' | sort
}

# Writes what of the host goes into the base image to $work/host. Its digest is part of every stand-in's recipe.
collect_host_settings() {
    mkdir -p "$work/host/certificates"
    host_certificates | while read -r file; do cp "$file" "$work/host/certificates/"; done
    debian_sources "$suite" >"$work/host/sources.list" 2>/dev/null || : >"$work/host/sources.list"
    debian_acquire_settings >"$work/host/apt.conf"
    pip_configuration >"$work/host/pip.conf"
}

digest_of() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs -r sha256sum) | sha256sum | cut -c1-16; }

# recipe_digest IMAGE: changes with the recipe, the recipes below it, and the host's settings.
recipe_digest() {
    local image=$1 below=
    if [ "$image" = "$base" ]; then
        { digest_of "$work/host" && sha256sum <"$here/build-debian.sh"; } | sha256sum | cut -c1-16
        return
    fi
    below=$(recipe_digest "${needs[$image]:-$base}")
    echo "$below $(digest_of "$here/${recipe[$image]}")" | sha256sum | cut -c1-16
}

report() { printf '%-32s %-34s %6.1f s\n' "$1" "$2" "$(awk -v a="$3" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')"; }

fail() {
    echo "error: image '$1' could not be $2; the last lines were:" >&2
    tail -n 25 "$3" | sed 's/^/    /' >&2
    return 1
}

# States of an image: 'present', 'stale' (a stand-in of an older recipe), 'missing'.
declare -A state=()
read_states() {
    local line image label
    declare -A label_of=()
    while IFS='|' read -r image label; do
        label_of[$image]=${label:-none}
    done < <(docker image ls --format '{{.Repository}}:{{.Tag}}' | sort -u | grep -Fx -f <(printf '%s\n' "${order[@]}") |
        xargs -r docker image inspect --format '{{index .RepoTags 0}}|{{index .Config.Labels "dev.engarde.recipe"}}|{{range .RepoTags}}{{.}} {{end}}' |
        while IFS='|' read -r _ label tags; do for image in $tags; do echo "$image|$label"; done; done)
    for image in "${order[@]}"; do
        line=${label_of[$image]:-}
        if [ -z "$line" ]; then
            state[$image]=missing
        elif [ "$line" = none ]; then
            state[$image]=present
        elif [ -n "$rebuild" ] || [ "$line" != "$(recipe_digest "$image")" ]; then
            state[$image]=stale
        else
            state[$image]=present
        fi
    done
}

# pull IMAGE: 0 pulled, 1 the registry cannot be reached, 2 it can be, and the pull failed.
registry=unknown
pull() {
    local image=$1 log=$work/pull.log pid started=$SECONDS
    [ "$registry" != unreachable ] || return 1
    : >"$log"
    timeout "${PULL_TIMEOUT:-300}" docker pull "$image" >"$log" 2>&1 &
    pid=$!
    # The manifest has been read when the engine says what it pulls from: then the registry is there.
    while [ "$registry" = unknown ] && kill -0 "$pid" 2>/dev/null; do
        if grep -qi 'pulling from' "$log"; then
            registry=reachable
        elif [ $((SECONDS - started)) -ge "${PULL_PROBE_TIMEOUT:-10}" ]; then
            registry=unreachable
            kill "$pid" 2>/dev/null || true
            wait "$pid" 2>/dev/null || true
            return 1
        fi
        sleep 0.1
    done
    if wait "$pid"; then
        registry=reachable
        return 0
    fi
    if [ "$registry" = reachable ] || grep -qi 'pulling from' "$log"; then
        registry=reachable
        return 2
    fi
    registry=unreachable
    return 1
}

# build IMAGE LABELS...: from its recipe; runs in a subshell and prints its own line.
build() {
    local image=$1 started=$EPOCHREALTIME log
    shift
    log=$work/$(tr '/:' '__' <<<"$image").log
    docker build --label "dev.engarde.recipe=$(recipe_digest "$image")" "$@" \
        -t "$image" "$here/${recipe[$image]}" >"$log" 2>&1 || fail "$image" built "$log" || return 1
    report "$image" "built from Debian's packages" "$started"
}

collect_host_settings
read_states

todo=()
for image in "${order[@]}"; do
    if printf '%s\n' "${wanted[@]}" | grep -Fxq -- "$image" && [ "${state[$image]}" != present ]; then todo+=("$image"); fi
done
if [ ${#todo[@]} -eq 0 ]; then
    echo "base images: all ${#wanted[@]} present"
    exit 0
fi

# engarde/… is ours: it is built everywhere, from whichever base there is.
builds=()
for image in "${todo[@]}"; do
    if [[ $image == engarde/* ]] || [ "${state[$image]}" = stale ]; then
        builds+=("$image")
        continue
    fi
    started=$EPOCHREALTIME
    outcome=0
    pull "$image" || outcome=$?
    case $outcome in
        0) report "$image" pulled "$started" ;;
        1) builds+=("$image") ;;
        *) fail "$image" pulled "$work/pull.log" ;;
    esac
done
[ ${#builds[@]} -gt 0 ] || exit 0

# What the builds stand on, if it is not there or is of an older recipe.
add_base() {
    local image=$1
    if [ "${state[$image]}" = present ] || printf '%s\n' "${builds[@]}" | grep -Fxq -- "$image"; then return; fi
    if docker image inspect "$image" >/dev/null 2>&1 && [ "${state[$image]}" = missing ]; then return; fi
    if [ "${state[$image]}" = missing ] && pull "$image"; then return; fi
    builds=("$image" "${builds[@]}")
}
for image in "${builds[@]}"; do
    if [ -n "${needs[$image]:-}" ]; then add_base "${needs[$image]}"; fi
done
add_base "$base"

if printf '%s\n' "${builds[@]}" | grep -Fxq -- "$base"; then
    if [ "$(id -u)" != 0 ]; then
        echo "error: no registry can be reached, and only root can build '$base' (debootstrap)" >&2
        exit 3
    fi
    debian_mirror >/dev/null
    if ! command -v debootstrap >/dev/null; then
        started=$EPOCHREALTIME
        if ! command -v apt-get >/dev/null || ! {
            apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends debootstrap
        } >"$work/debootstrap.log" 2>&1; then
            echo "error: no registry can be reached, and 'debootstrap', which builds '$base', cannot be installed" >&2
            exit 3
        fi
        report debootstrap "installed" "$started"
    fi
    started=$EPOCHREALTIME
    "$here/build-debian.sh" "$base" "$suite" "$work/host" dev.engarde.stand-in=true "dev.engarde.recipe=$(recipe_digest "$base")" \
        >"$work/base.log" 2>&1 || fail "$base" built "$work/base.log"
    report "$base" "built with debootstrap" "$started"
fi

# The classic builder is the only one that every docker CLI has; buildx is used where it is there.
if ! docker buildx version >/dev/null 2>&1; then export DOCKER_BUILDKIT=0; fi

# Two rounds: what stands on the base alone, then what stands on one of those.
failed=0
for round in first second; do
    for image in "${builds[@]}"; do
        if [ "$image" = "$base" ]; then continue; fi
        if [ -n "${needs[$image]:-}" ]; then place=second; else place=first; fi
        if [ "$place" != "$round" ]; then continue; fi
        labels=()
        if [[ $image != engarde/* ]]; then labels=(--label dev.engarde.stand-in=true); fi
        while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n || failed=1; done
        build "$image" "${labels[@]}" &
    done
    while [ -n "$(jobs -p)" ]; do wait -n || failed=1; done
    if [ $failed -ne 0 ]; then exit 1; fi
done
