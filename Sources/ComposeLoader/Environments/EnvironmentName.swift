/// The name of an environment, in its forms, and what its files are called.
struct EnvironmentName: Hashable {
    /// The environments that have a short and a long name, by the short one, in the order of a release.
    static let known = [["dev", "development"], ["test", "testing"], ["staging", "stage"], ["prod", "production"]]

    /// The short form, or the only one.
    let canonical: String
    /// The forms, the short one first.
    let spellings: [String]

    /// Reads a name in any of its forms; `nil` for what no environment can be called.
    ///
    /// - Shape: letters, digits, `_` and `-`, beginning with a letter or digit; `override` is that of a developer's own file.
    init?(_ text: String) {
        let isWord = { (character: Character) in
            character.isASCII && (character.isLetter || character.isNumber)
        }
        guard let first = text.first, isWord(first), text != "override",
            text.allSatisfy({ isWord($0) || $0 == "_" || $0 == "-" })
        else { return nil }
        spellings = Self.known.first { $0.contains(text) } ?? [text]
        canonical = spellings[0]
    }

    /// Whether it is that of development, to which a developer's override file belongs.
    var isDevelopment: Bool { canonical == "dev" }

    /// The names that a Compose file of the environment may have, in order of preference.
    var composeFileNames: [String] {
        spellings.flatMap { name in
            [
                "docker-compose.\(name).yml", "docker-compose.\(name).yaml", "compose.\(name).yaml",
                "compose.\(name).yml",
            ]
        }
    }

    /// The names that an env file of the environment may have, in order of preference.
    var environmentFileNames: [String] { spellings.map { ".env.\($0)" } }

    /// What is looked for, a line for each form of the name.
    var lookedFor: [String] {
        spellings.map { name in
            "docker-compose.\(name).{yml,yaml}, compose.\(name).{yaml,yml}, .env.\(name), docker/env/.env.\(name)"
        }
    }

    /// The environment that a Compose file is of, by its name; `nil` for the file of none.
    init?(ofComposeFile name: String) {
        let prefix = ["docker-compose.", "compose."].first { name.hasPrefix($0) } ?? ""
        let suffix = [".yml", ".yaml"].first { name.hasSuffix($0) } ?? ""
        guard !prefix.isEmpty, !suffix.isEmpty, name.count > prefix.count + suffix.count else { return nil }
        self.init(String(name.dropFirst(prefix.count).dropLast(suffix.count)))
    }

    /// The environment that an env file is of, by its name; `nil` for the file of none, and for one to be copied.
    init?(ofEnvironmentFile name: String) {
        let prefix = ".env."
        guard name.hasPrefix(prefix) else { return nil }
        let rest = String(name.dropFirst(prefix.count))
        guard !["dist", "example", "sample", "template"].contains(rest) else { return nil }
        self.init(rest)
    }
}
