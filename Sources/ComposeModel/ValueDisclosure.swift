/// Which values may be shown where nobody asked for them: in plans, errors and events.
///
/// Whatever programs are given to read (variables, arguments, commands, labels, options) may hold passwords, whatever its
/// name is; of it only the name is shown. A variable's value is shown if it is one of a few common words.
package enum ValueDisclosure {
    /// The attributes of a Compose file whose values are for programs, whichever section they are in.
    package static let confidentialAttributes: Set<String> = [
        "annotations", "args", "command", "content", "dockerfile_inline", "driver_opts", "entrypoint", "environment",
        "labels", "options", "test",
    ]

    private static let commonWords: Set<String> = [
        "", "true", "false", "yes", "no", "on", "off", "enabled", "disabled", "removed", "trace", "debug", "info",
        "notice", "warn", "warning", "error", "critical", "fatal", "development", "dev", "production", "prod",
        "staging",
        "test", "testing",
    ]

    /// Whether a value is one that everybody uses, such as `true`, `debug` or a small number.
    package static func isCommonWord(_ value: String) -> Bool {
        let isSmallNumber = value.count <= 2 && value.allSatisfy { $0.isASCII && $0.isNumber }
        return isSmallNumber || commonWords.contains(value.lowercased())
    }

    /// Whether the value of a variable may be shown: it is a common word, and the name does not sound secret.
    package static func shows(_ value: String, ofVariable name: String) -> Bool {
        !soundsSecret(name) && isCommonWord(value)
    }

    /// Whether a variable's name says that it holds a password or the like.
    package static func soundsSecret(_ name: String) -> Bool {
        let upper = name.uppercased()
        // Where a shell is, and was.
        guard !["PWD", "OLDPWD"].contains(upper) else { return false }
        return ["PASS", "PWD", "SECRET", "TOKEN", "CREDENTIAL", "KEY", "PRIVATE", "AUTH", "SALT", "PIN"]
            .contains { upper.contains($0) }
    }

    /// A text with `…` in place of the passwords of URLs: `postgres://app:…@db`.
    package static func withoutPasswords(_ text: String) -> String {
        var pieces = text.split(separator: "://", omittingEmptySubsequences: false).map(String.init)
        for index in pieces.indices.dropFirst() {
            let piece = pieces[index]
            let authority = piece.prefix { !"/?# \t\n\"',".contains($0) }
            guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
                continue
            }
            pieces[index] = piece[...colon] + "…" + piece[at...]
        }
        return pieces.joined(separator: "://")
    }
}
