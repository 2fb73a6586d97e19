/// Which values of attributes a plan may show: those that cannot be a secret.
///
/// Whatever programs are given to read (variables, commands, labels, options) may hold passwords, whatever its name is;
/// of it only the name is shown. A variable's value is shown if it is one of a few common words.
package enum ValueDisclosure {
    /// The change of an attribute as people read it.
    ///
    /// - Parameters:
    ///   - old: the value before; `nil` when it is not known.
    ///   - new: the value afterwards; `nil` when the attribute is gone.
    static func change(of name: String, from old: Former, to new: String?) -> String {
        switch (old, new) {
        case (.unset, let new?): shows(name, [new]) ? "\(name): unset → \(new)" : "\(name) added"
        case (.unknown, nil): "\(name) removed"
        case (.known(let old), nil): shows(name, [old]) ? "\(name): \(old) → unset" : "\(name) removed"
        case (.known(let old), let new?):
            shows(name, [old, new]) ? "\(name): \(old) → \(new)" : "\(name) changed"
        case (.unknown, .some), (.unset, nil): "\(name) changed"
        }
    }

    /// What an attribute was before.
    enum Former {
        /// It had no value.
        case unset
        /// It had another value, which nobody knows any more.
        case unknown
        /// It had this value.
        case known(String)
    }

    private static func shows(_ name: String, _ values: [String]) -> Bool {
        let root = name.prefix { $0 != "." }
        if root == "environment" { return !soundsSecret(name) && values.allSatisfy(isCommonWord) }
        return shownAttributes.contains(String(root)) && values.allSatisfy { $0.count <= 200 }
    }

    private static let shownAttributes: Set<String> = [
        "image", "ports", "expose", "volumes", "restart", "user", "working_dir", "network_mode", "tty", "stdin_open",
        "init", "stop_signal", "stop_grace_period", "privileged", "read_only", "cap_add", "cap_drop", "cpus",
        "cpu_shares",
        "cpuset", "mem_limit", "mem_reservation", "memswap_limit", "pids_limit", "shm_size", "pid", "ipc", "runtime",
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

    private static func soundsSecret(_ name: String) -> Bool {
        let upper = name.dropFirst("environment.".count).uppercased()
        return ["PASS", "PWD", "SECRET", "TOKEN", "CREDENTIAL", "KEY", "PRIVATE", "AUTH", "SALT", "PIN"]
            .contains { upper.contains($0) }
    }
}
