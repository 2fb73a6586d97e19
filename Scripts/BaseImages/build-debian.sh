#!/bin/bash
# Builds the stand-in of Debian's slim image from the host's archive. build.sh calls it:
#   build-debian.sh IMAGE SUITE SETTINGS LABEL...
#
# SETTINGS is a folder with what the host knows: sources.list, apt.conf, pip.conf, certificates/. They go into the
# image, so that apt and pip work in whatever is built from it.
set -euo pipefail

image=$1
suite=$2
settings=$3
shift 3
# shellcheck source=Scripts/debian-sources.sh
. "$(dirname "${BASH_SOURCE[0]}")/../debian-sources.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/engarde-debian.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 143' TERM
system=$work/system

mirror=$(debian_mirror)
debootstrap --variant=minbase --include=ca-certificates "$suite" "$system" "$mirror"

cp "$settings/sources.list" "$system/etc/apt/sources.list"
cp "$settings/apt.conf" "$system/etc/apt/apt.conf.d/90-host"
cp "$settings/pip.conf" "$system/etc/pip.conf"
find "$settings/certificates" -name '*.crt' -exec cp {} "$system/usr/local/share/ca-certificates/" \;
chroot "$system" update-ca-certificates

printf '%s\n' 'APT::Install-Recommends "false";' 'Acquire::Languages "none";' >"$system/etc/apt/apt.conf.d/80-slim"
printf 'path-exclude /usr/share/%s/*\n' doc man info locale groff lintian >"$system/etc/dpkg/dpkg.cfg.d/80-slim"
rm -rf "$system"/usr/share/{doc,man,info,locale}/* "$system"/var/cache/apt/*.bin "$system"/var/cache/apt/archives/*.deb \
    "$system"/var/lib/apt/lists/* "$system"/var/log/*.log "$system"/etc/{hostname,resolv.conf}
# Packages with alternatives (java, postgresql) link their pages there, and fail where there is no folder.
mkdir -p "$system"/usr/share/man/man{1,7} "$system/var/lib/apt/lists/partial"

changes=(-c 'CMD ["bash"]')
for label in "$@"; do changes+=(-c "LABEL $label"); done
tar --numeric-owner -C "$system" -c . | docker import "${changes[@]}" - "$image"
docker image inspect "$image" >/dev/null
