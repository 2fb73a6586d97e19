/// The scripts that copy volumes into each other, for any shell: each directory below `/engarde/from` is one, and is copied to
/// that of the same name below `/engarde/to`.
enum CopyScript {
    /// Where the volumes are that are copied from.
    static let source = "/engarde/from"
    /// Where the volumes are that are copied to.
    static let target = "/engarde/to"

    /// Where the file system can, the copy shares its blocks with the original, which takes no time.
    private static let preparation = """
        set -e
        clone=
        case "$(cp --help 2>&1)" in *reflink*) clone=--reflink=auto ;; esac
        """

    /// Copies into empty volumes, and writes how much there is and of which version: `kib 40960`, `version 15`.
    static let snapshot = """
        \(preparation)
        for from in \(source)/*; do
            cp -a $clone "$from/." "\(target)/${from##*/}/"
        done
        set -- $(du -sk \(target))
        echo "kib $1"
        for file in \(source)/*/PG_VERSION \(source)/*/*/PG_VERSION \(source)/*/*/docker/PG_VERSION; do
            if [ -f "$file" ]; then
                echo "version $(cat "$file")"
                break
            fi
        done
        """

    /// Replaces what volumes hold. Everything is there before anything of the old goes; the change itself is a few renamings.
    static let restore = """
        \(preparation)
        for from in \(source)/*; do
            to="\(target)/${from##*/}"
            rm -rf "$to/.engarde-new" "$to/.engarde-old"
            mkdir "$to/.engarde-new" "$to/.engarde-old"
            cp -a $clone "$from/." "$to/.engarde-new/"
        done
        for from in \(source)/*; do
            to="\(target)/${from##*/}"
            for file in "$to"/* "$to"/.[!.]* "$to"/..?*; do
                case "$file" in */.engarde-new | */.engarde-old) continue ;; esac
                if [ -e "$file" ] || [ -L "$file" ]; then mv "$file" "$to/.engarde-old/"; fi
            done
            for file in "$to"/.engarde-new/* "$to"/.engarde-new/.[!.]* "$to"/.engarde-new/..?*; do
                if [ -e "$file" ] || [ -L "$file" ]; then mv "$file" "$to/"; fi
            done
            chown "$(stat -c %u:%g "$from")" "$to"
            chmod "$(stat -c %a "$from")" "$to"
            rm -rf "$to/.engarde-new" "$to/.engarde-old"
        done
        """

    /// What the script of a snapshot has written.
    struct Findings: Sendable, Hashable {
        /// How much was copied, in bytes.
        var size: Int64 = 0
        /// The version whose files it is; `nil` where the files do not say it.
        var version: String?

        /// Reads the lines.
        init(_ text: String) {
            for line in text.split(whereSeparator: \.isNewline) {
                let words = line.split(separator: " ").map(String.init)
                guard words.count == 2 else { continue }
                if words[0] == "kib" { size = (Int64(words[1]) ?? 0) * 1_024 }
                if words[0] == "version" { version = words[1] }
            }
        }
    }
}
