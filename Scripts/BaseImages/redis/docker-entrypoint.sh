#!/bin/sh
# Options only, or a configuration file: for redis-server. It runs as user redis, and listens without protected
# mode unless the arguments say otherwise (the image that this stands in for does the same).
set -e
case "${1:-}" in
    -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ]; then
    shift
    case "${1:-}" in
        -v | --version | -h | --help | --check-system | --test-memory) exec redis-server "$@" ;;
        *.conf)
            configuration=$1
            shift
            set -- "$configuration" --protected-mode no "$@"
            ;;
        *) set -- --bind '*' --protected-mode no --dir /data "$@" ;;
    esac
    set -- redis-server "$@"
    if [ "$(id -u)" = 0 ]; then
        chown redis:redis /data
        exec setpriv --reuid=redis --regid=redis --init-groups "$@"
    fi
fi
exec "$@"
