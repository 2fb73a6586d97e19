# Functions that read the host's own apt configuration. Source this file; it runs nothing by itself.
#
# No mirror is written down here: what the host uses for its own packages is what the images and the
# private package lists use. Set DEBIAN_MIRROR (and DEBIAN_SECURITY_MIRROR) where the host is not Debian.
# shellcheck shell=bash

_debian_rows() {
    command -v apt-get >/dev/null || return 0
    # Without the downloaded lists: there may be none yet, and reading them takes 400 ms instead of 20.
    # shellcheck disable=SC2016 # the format is apt's
    apt-get -o Dir::State::Lists=/nonexistent/ indextargets --no-release-info \
        --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null || true
}

# Prints the URL of the Debian archive, without a trailing slash; fails where none is known.
debian_mirror() {
    if [ -n "${DEBIAN_MIRROR:-}" ]; then
        printf '%s\n' "${DEBIAN_MIRROR%/}"
        return
    fi
    _debian_rows | awk '
        $3 == "main" && $2 ~ /^(bullseye|bookworm|trixie|forky|duke|sid|oldstable|stable|testing|unstable)$/ && !found {
            found = 1; sub(/\/$/, "", $1); print $1
        }
        END { exit !found }' || {
        echo "error: no Debian archive in this host's apt sources; set DEBIAN_MIRROR to the URL of one" >&2
        return 1
    }
}

# Prints the URL of the security archive, or nothing where the host uses none.
debian_security_mirror() {
    if [ -n "${DEBIAN_SECURITY_MIRROR:-}" ]; then
        printf '%s\n' "${DEBIAN_SECURITY_MIRROR%/}"
        return
    fi
    _debian_rows | awk '$3 == "main" && $2 ~ /-security$/ && !found { found = 1; sub(/\/$/, "", $1); print $1 }'
}

# Prints sources.list lines for one suite: the archive, and its updates and security suites where they exist.
debian_sources() {
    local suite=$1 mirror security
    mirror=$(debian_mirror)
    security=$(debian_security_mirror)
    echo "deb $mirror $suite main"
    case "$suite" in
        sid | unstable) return ;;
    esac
    echo "deb $mirror $suite-updates main"
    if [ -n "$security" ]; then echo "deb $security $suite-security main"; fi
}

# Prints the host's settings that decide how apt reaches its archive (proxies, retries, date checks).
debian_acquire_settings() {
    command -v apt-config >/dev/null || return 0
    apt-config dump 2>/dev/null | grep -E '^Acquire::(Check-Valid-Until|Check-Date|Retries|https?::(Proxy|Timeout)) ' || true
}
