/// A command line that runs tests: its words, or a line for a shell.
struct TestLine: Sendable, Hashable {
    /// The command and its arguments.
    private(set) var words: [String]

    /// Takes a command.
    init(_ words: [String]) { self.words = words }

    /// Whether it is known to run tests.
    var runsTests: Bool {
        let words = plainWords.map(Self.program)
        let runners: Set = [
            "pytest", "py.test", "jest", "vitest", "rspec", "mocha", "phpunit", "tox", "nox", "nose2", "ava",
            "unittest",
        ]
        if words.contains(where: runners.contains) { return true }
        let pairs: [(String, Set<String>)] = [
            (
                "test",
                ["go", "manage.py", "npm", "yarn", "pnpm", "bun", "deno", "cargo", "mix", "rails", "dotnet", "mvn"]
            ),
            ("run", ["npm", "yarn", "pnpm"]),
        ]
        return words.indices.dropFirst().contains { index in
            let (before, word) = (words[index - 1], words[index])
            if pairs[0].0 == word { return pairs[0].1.contains(before) }
            let isTestScript = words.indices.contains(index + 1) && words[index + 1].hasPrefix("test")
            return pairs[1].0 == word && pairs[1].1.contains(before) && isTestScript
        }
    }

    /// Whether its first words are pytest, alone on the line.
    var isPytest: Bool {
        if let line = shellLine, line.contains(where: { ";&|<>`\n$()".contains($0) }) { return false }
        let words = plainWords.map(Self.program)
        if ["pytest", "py.test"].contains(words.first) { return true }
        guard words.count > 2, words[1] == "-m", words[2] == "pytest" else { return false }
        return ["python", "python3"].contains(words[0])
    }

    /// Whether an argument, or one that begins with `NAME=`, is among its words.
    func has(_ name: String) -> Bool {
        plainWords.contains { $0 == name || $0.hasPrefix("\(name)=") }
    }

    /// With further arguments at its end, where the program that runs the tests gets them.
    mutating func append(_ arguments: [String]) {
        guard !arguments.isEmpty else { return }
        if let line = shellLine {
            words[2] = ([line] + arguments.map(ShellLine.quoted)).joined(separator: " ")
            return
        }
        // npm takes options for its own unless they stand behind two dashes.
        let isScript = words.first.map { Self.program($0) == "npm" } ?? false
        if isScript, !words.contains("--") { words.append("--") }
        words += arguments
    }

    /// The line that a shell runs; `nil` where there is no shell.
    private var shellLine: String? {
        guard words.count == 3, ["sh", "bash", "ash", "dash", "zsh"].contains(Self.program(words[0])),
            words[1].hasPrefix("-"), words[1].hasSuffix("c")
        else { return nil }
        return words[2]
    }

    /// The words, those of a line for a shell, too, as far as blanks part them.
    private var plainWords: [String] {
        guard let line = shellLine else { return words }
        return line.split { " \t\n;&|()".contains($0) }.map(String.init)
    }

    private static func program(_ word: String) -> String {
        word.split(separator: "/").last.map(String.init) ?? word
    }
}
