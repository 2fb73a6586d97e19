# Functions for engines that are fetched and run beside the one of the machine, for tests. Source this file after
# debian-sources.sh; it runs nothing by itself.
#
# An engine's programs are unpacked, not installed: apt works with lists, cache and status of its own. It runs with its
# own processes, network, /usr and /run, so that it sees neither the machine's engine nor what that has in the network;
# the rest of the file system is the machine's, so that directories can be mounted in containers. With it ends
# everything that it has started.
#
# ENGINES_DIR (.build/engines) holds a folder for each: programs, data, socket, log.
# shellcheck shell=bash

# private_engine NAME CGROUP: the engine that the other functions are about, and the group of processes that it makes.
private_engine() {
    engine=$1
    engine_cgroup=$2
    engine_dir=${ENGINES_DIR:-$root/.build/engines}/$engine
    engine_socket=$engine_dir/engine.sock
    engine_log=$engine_dir/engine.log
    engine_pid=$engine_dir/pid
}

engine_unable() {
    echo "error: $1" >&2
    if [ -f "${2:-}" ]; then tail -n 15 "$2" | sed 's/^/    /' >&2; fi
    exit 3
}

# fetch_engine SUITE PACKAGE...: unpacks Debian packages with all that they need; what is there already is kept.
fetch_engine() {
    local suite=$1 apt=$engine_dir/apt mirror package
    shift
    [ "$(cat "$engine_dir/packages" 2>/dev/null)" != "$suite $*" ] || return 0
    for tool in apt-get dpkg pgrep unshare nsenter; do
        command -v $tool >/dev/null || engine_unable "'$tool' is missing: $engine is taken from Debian packages"
    done
    mirror=$(debian_mirror)
    rm -rf "$apt" "$engine_dir/root"
    mkdir -p "$apt"/{lists/partial,cache/archives/partial,etc} "$engine_dir/root"
    : >"$apt/status"
    echo "deb $mirror $suite main" >"$apt/etc/sources.list"
    local apt_get=(apt-get -qq -o Dir::Etc::SourceList="$apt/etc/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o Dir::State::Lists="$apt/lists" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache"
        -o Acquire::Languages=none -o APT::Sandbox::User=root -o Debug::NoLocking=1)
    echo "$engine: fetching $* from Debian $suite" >&2
    {
        "${apt_get[@]}" update &&
            "${apt_get[@]}" install --yes --download-only --no-install-recommends "$@"
    } >"$engine_dir/fetch.log" 2>&1 || engine_unable "the packages $* could not be fetched" "$engine_dir/fetch.log"
    for package in "$apt"/cache/archives/*.deb; do
        dpkg -x "$package" "$engine_dir/root" || engine_unable "'$package' cannot be unpacked"
    done
    # Packages of older releases have programs outside of /usr; only that is put in the place of the machine's.
    for package in bin sbin lib lib64; do
        if [ -d "$engine_dir/root/$package" ] && [ ! -L "$engine_dir/root/$package" ]; then
            mkdir -p "$engine_dir/root/usr/$package"
            cp -a "$engine_dir/root/$package/." "$engine_dir/root/usr/$package/"
        fi
    done
    # The names that the package's script would have made.
    for package in "$engine_dir"/root/usr/sbin/*-nft; do
        [ ! -e "$package" ] || ln -sf "${package##*/}" "${package%-nft}"
    done
    rm -rf "$apt"
    echo "$suite $*" >"$engine_dir/packages"
}

# The start time of a live process in clock ticks since boot: with it a pid cannot be mistaken for a later process.
engine_birth() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" { print $20 }'; }

# Prints the pid of the engine's first process, if that still lives.
engine_init() {
    local pid born
    [ -f "$engine_pid" ] && read -r pid born <"$engine_pid" || return 1
    [ -n "${born:-}" ] && [ "$(engine_birth "$pid")" = "$born" ] && echo "$pid"
}

engine_answers() { DOCKER_HOST=unix://$engine_socket timeout 20 docker version >/dev/null 2>&1; }

# The first process of the engine's own: arguments are the new /usr, then the engine's command line.
# shellcheck disable=SC2016 # expanded by the inner shell
engine_first_process='
set -e
mount -t tmpfs tmpfs /run
mkdir -p /run/lock
mount --bind "$1" /usr
shift
hash -r
ip link set lo up
echo 1 >/proc/sys/net/ipv4/ip_forward
"$@" &
served=$!
trap "kill -TERM $served" TERM
while kill -0 $served 2>/dev/null; do wait $served || true; done
'

# start_engine COMMAND...: runs the engine and waits until it answers.
start_engine() {
    local waited=0 parent
    rm -f "$engine_socket"
    # Out of this terminal's process group: a Ctrl-C is for what runs in it.
    setsid unshare --mount --net --pid --ipc --uts --fork --kill-child --mount-proc \
        bash -c "$engine_first_process" - "$engine_dir/root/usr" "$@" >"$engine_log" 2>&1 </dev/null &
    parent=$!
    # `unshare` forks: the first process in the engine's own space is its child.
    local pid=
    until [ -n "$pid" ]; do
        kill -0 $parent 2>/dev/null || engine_unable "$engine ended before it answered" "$engine_log"
        pid=$(pgrep -P "$parent" || true)
        sleep 0.1
    done
    echo "$pid $(engine_birth "$pid")" >"$engine_pid"
    until engine_answers; do
        engine_init >/dev/null || engine_unable "$engine ended before it answered" "$engine_log"
        if [ $waited -ge 60 ]; then
            stop_engine >&2
            engine_unable "$engine has not answered within 60 s" "$engine_log"
        fi
        sleep 1
        waited=$((waited + 1))
    done
    # As open as the socket of the machine's engine.
    chgrp --reference=/var/run/docker.sock "$engine_socket"
    chmod 660 "$engine_socket"
}

# Stops the engine; what it has started ends with it.
stop_engine() {
    local pid waited=0
    if ! pid=$(engine_init); then
        echo "$engine: not running"
        rm -f "$engine_pid"
        return
    fi
    kill -TERM "$pid"
    while engine_init >/dev/null; do
        if [ $waited -eq 200 ]; then kill -KILL "$pid"; fi
        sleep 0.1
        waited=$((waited + 1))
    done
    rm -f "$engine_pid" "$engine_socket"
    # What the engine had no time to remove: empty groups of processes.
    find /sys/fs/cgroup -depth -type d -path "*/$engine_cgroup*" -exec rmdir {} + 2>/dev/null || true
    echo "$engine: stopped"
}

# enter_engine COMMAND...: runs a command in the engine's network, with the engine at /var/run/docker.sock.
enter_engine() {
    local pid
    pid=$(engine_init) || engine_unable "$engine is not running"
    # shellcheck disable=SC2016 # expanded by the inner shell
    exec nsenter --net="/proc/$pid/ns/net" unshare --mount \
        sh -c 'mount --bind "$1" /var/run/docker.sock && shift && exec "$@"' - "$engine_socket" "$@"
}

# bring_images: brings the base images of the machine's engine to this one.
bring_images() {
    local image missing=()
    while read -r image; do
        DOCKER_HOST=unix://$engine_socket docker image inspect "$image" >/dev/null 2>&1 || missing+=("$image")
    done < <("$here/BaseImages/build.sh" --list)
    for image in "${missing[@]}"; do
        echo "$engine: bringing $image" >&2
        docker save "$image" | DOCKER_HOST=unix://$engine_socket docker load >/dev/null
        # Podman takes a name without a registry for one of this host.
        DOCKER_HOST=unix://$engine_socket docker image inspect "$image" >/dev/null 2>&1 || {
            case "$image" in */*) full=docker.io/$image ;; *) full=docker.io/library/$image ;; esac
            DOCKER_HOST=unix://$engine_socket docker tag "localhost/$image" "$full"
        }
    done
}

# engine_command ENSURE ARGUMENTS...: the command line that all these scripts share; ENSURE makes sure that it runs.
engine_command() {
    local ensure=$1
    shift
    case "${1:-}" in
        stop) stop_engine ;;
        started) engine_init >/dev/null ;;
        in)
            shift
            enter_engine "$@"
            ;;
        '')
            [ "$(id -u)" = 0 ] || engine_unable "only root can start an engine"
            if engine_init >/dev/null && engine_answers; then
                echo "$engine: answers on $engine_socket"
                return
            fi
            mkdir -p "$engine_dir"
            $ensure
            bring_images
            echo "$engine: started (pid $(engine_init)) on $engine_socket, log $engine_log"
            ;;
        *)
            sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"
            exit 2
            ;;
    esac
}
