import SystemPackage

/// The program that receives files in a container, for any POSIX shell with `tar`, `head` and `mv`.
///
/// Theory of operation. The program runs as root with the files' future owner and the target directories as arguments. It
/// answers `ready UID GID TIMES SUMS RECEIVER`, see `ReceiverGreeting`. Where there is Perl, `PerlProgram` takes over. Else
/// it reads frames: a line `LENGTH TARGET`, then an archive of LENGTH bytes, see `SyncFrame`. The archive is unpacked into a
/// staging directory on the file system of the target; its member `.run` is a script, which then moves each file over its
/// old version by `rename`, so that a reader sees the old or the new content, never a part. The answer is `ok LENGTH SEAL` or `err LENGTH SEAL`, and LENGTH bytes: what the script printed, or a line with the numbers
/// of the failed operations and what the commands complained about. The seal comes from the script: who did not unpack and
/// run it cannot know it. The next frame is sent after the answer, so no command ever reads beyond its frame. At the end of
/// the input the staging directories are removed.
///
/// Only `[`, `read`, `echo` and other built-in commands are used where a process would cost a millisecond.
enum SyncProgram {
    /// The commands without which the program cannot run.
    static let requiredCommands = ["head", "tar", "mv", "rm", "mkdir", "cat", "wc"]

    /// The arguments of the process.
    ///
    /// - Parameter usesPerl: whether Perl, if there is one, may take over.
    static func command(user: String, targets: [FilePath], usesPerl: Bool) -> [String] {
        ["sh", "-c", text, "engarde", user, usesPerl ? PerlProgram.text : ""] + targets.map(\.string)
    }

    private static let text = #"""
        LC_ALL=C; PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export LC_ALL PATH
        umask 022
        for c in \#(requiredCommands.joined(separator: " ")); do
          command -v "$c" >/dev/null 2>&1 || { echo "missing $c"; exit 0; }
        done
        user=$1; receiver=$2; shift 2
        name=${user%%:*}; group=; uid=; gid=0
        case $user in *:*) group=${user#*:} ;; esac
        case $name in '') name=0; uid=0 ;; *[!0-9]*) ;; *) uid=$name ;; esac
        if [ -r /etc/passwd ]; then
          while IFS=: read -r a b c d e; do
            if [ "$a" = "$name" ] || [ "$c" = "$uid" ]; then uid=$c; gid=$d; break; fi
          done </etc/passwd
        fi
        case $group in
        '') ;;
        *[!0-9]*) while IFS=: read -r a b c d; do if [ "$a" = "$group" ]; then gid=$c; break; fi; done </etc/group ;;
        *) gid=$group ;;
        esac
        owner=${uid:-0}:${gid:-0}
        stage() {
          for old in "${1%/}"/.engarde-sync-*; do
            [ -d "$old" ] && ! kill -0 "${old##*-}" 2>/dev/null && rm -rf -- "$old"
          done
          stage=${1%/}/.engarde-sync-$$
          (umask 077; mkdir -p -- "$stage/t") 2>/dev/null
        }
        count=0; stages=
        for target; do
          near=$target
          until [ -d "$near" ]; do near=${near%/*}; [ -n "$near" ] || near=/; done
          if [ "$(stat -c %d / 2>&1)" = "$(stat -c %d "$near" 2>&1)" ] && stage /; then :
          elif stage "$near"; then :
          else echo "refused $near"; exit 0
          fi
          eval "s$count=\$stage"; count=$((count + 1))
        done
        log=
        for d in /dev/shm /tmp / "$stage"; do
          if (: >"$d/.engarde-sync-$$.e") 2>/dev/null; then log=$d/.engarde-sync-$$; break; fi
        done
        [ -n "$log" ] || { echo "refused /tmp"; exit 0; }
        chown= ; tarowner=
        if command -v chown >/dev/null 2>&1 && chown "$owner" "$stage/t" 2>/dev/null; then
          [ "$owner" = 0:0 ] || { chown=1; chown 0:0 "$stage/t"; }
        else
          tarowner=-o
        fi
        if command -v rmdir >/dev/null 2>&1; then
          r() { rmdir -- "$@" 2>/dev/null; return 0; }
        else
          e() {
            for f in "$1"/* "$1"/.[!.]* "$1"/..?*; do
              if [ -e "$f" ] || [ -L "$f" ]; then return 1; fi
            done
          }
          r() {
            for d; do
              if [ -d "$d" ] && [ ! -L "$d" ] && e "$d"; then rm -rf -- "$d"; fi
            done
            return 0
          }
        fi
        k() {
          [ -d "$1" ] && return 0
          [ -z "${1%/*}" ] || k "${1%/*}" || return 1
          if [ -e "$1" ] || [ -L "$1" ]; then rm -f -- "$1" || return 1; fi
          mkdir -- "$1" && { [ -z "$chown" ] || chown "$owner" "$1"; }
        }
        x() {
          for file; do
            shift
            if [ -e "$file" ] || [ -L "$file" ]; then set -- "$@" "$file"; fi
          done
          [ $# = 0 ] || rm -rf -- "$@"
        }
        m() {
          from=$1; to=$2; shift 2
          k "$to" || return 1
          for file; do
            if [ -d "$to/$file" ]; then rm -rf -- "$to/$file" || return 1
            elif [ -L "$to/$file" ] && [ ! -e "$to/$file" ]; then rm -f -- "$to/$file" || return 1
            fi
          done
          cd "$from" || return 1
          mv -f -- "$@" "$to/"; status=$?
          for file; do
            if [ -e "$file" ] || [ -L "$file" ]; then status=1; fi
          done
          cd ..
          return $status
        }
        case $(stat -c %.9Y / 2>/dev/null) in *[0-9].[0-9]*) times=%.9Y ;; [0-9]*) times=%Y ;; *) times=none ;; esac
        command -v cksum >/dev/null 2>&1 && sums=cksum || sums=none
        if [ -n "$receiver" ] && command -v perl >/dev/null 2>&1 &&
          [ "$(perl -e 'print length pack "q4", 1..4' </dev/null 2>/dev/null | head -c 9)" = 32 ]; then
          set --; i=0
          while [ "$i" -lt "$count" ]; do eval "set -- \"\$@\" \"\$s$i\""; i=$((i + 1)); done
          rm -f -- "$log.e"
          [ -z "$tarowner" ] || chown=-1
          echo "ready ${owner%:*} ${owner#*:} $times $sums perl"
          exec perl -e "$receiver" "${owner%:*}" "${owner#*:}" "${chown:-0}" "$(uname -m 2>/dev/null)" "$@"
        fi
        echo "ready ${owner%:*} ${owner#*:} $times $sums tar"
        while read -r length target; do
          eval "s=\$s$target"
          cd "$s/t" || exit 1
          failed=; prints=; seal=
          head -c "$length" | { tar $tarowner -xf - || { : >"$log.f"; cat >/dev/null; }; } 2>&1 |
            head -c 4096 >"$log.e"
          if [ -e "$log.f" ]; then rm -f -- "$log.f"; failed=' tar'
          elif [ -f .run ]; then . ./.run >"$log.o" 2>>"$log.e"
          else failed=' tar'
          fi
          if [ -n "$failed" ]; then
            { echo "$failed"; cat "$log.e"; } >"$log.o"
            cd "$s" && rm -rf t && mkdir t
            echo "err" $(wc -c <"$log.o") $seal; cat "$log.o"
          elif [ -n "$prints" ]; then
            echo "ok" $(wc -c <"$log.o") $seal; cat "$log.o"
          else
            echo "ok 0 $seal"
          fi
        done
        cd /; rm -f -- "$log.e" "$log.o"
        while [ "$count" -gt 0 ]; do count=$((count - 1)); eval "rm -rf -- \"\$s$count\""; done
        """#
}
