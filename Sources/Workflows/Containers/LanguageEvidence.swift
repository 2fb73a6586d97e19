import EngineAPI

/// What tells which language a service is written in.
struct LanguageEvidence: Sendable, Hashable {
    /// The command lines of its processes; empty while it does not run.
    var processes: [[String]] = []
    /// What it is started with: its entrypoint and its command.
    var command: [String] = []
    /// The names of its image's variables.
    var variables: Set<String> = []

    /// What the evidence comes to.
    enum Finding: Sendable, Hashable {
        /// One language.
        case known(ServiceLanguage)
        /// Several of them.
        case ambiguous([ServiceLanguage])
        /// None that is known.
        case unknown
    }

    /// What it comes to: what runs counts most, then what is started, then what the image was made for.
    var finding: Finding {
        let shell = command.count >= 3 && command.dropLast().last == "-c" ? command.last : nil
        let lines = shell.map { ShellLine($0).segments.map(\.words) } ?? [command]
        let images = [("PYTHON_VERSION", ServiceLanguage.python), ("NODE_VERSION", ServiceLanguage.node)]
        for languages in [
            processes.compactMap { ServiceLanguage.of($0) },
            lines.compactMap { ServiceLanguage.of($0) },
            images.filter { variables.contains($0.0) }.map { $0.1 },
        ] {
            let different = ServiceLanguage.allCases.filter { languages.contains($0) }
            if different.count > 1 { return .ambiguous(different) }
            if let language = different.first { return .known(language) }
        }
        return .unknown
    }
}

extension ContainerProcesses {
    /// The command lines, of which the words are not told apart otherwise than by blanks.
    var commandLines: [[String]] {
        guard let column = titles.firstIndex(where: { ["CMD", "COMMAND", "ARGS"].contains($0.uppercased()) }) else {
            return []
        }
        return processes.compactMap { row in
            row.indices.contains(column) ? row[column].split(separator: " ").map(String.init) : nil
        }
    }
}

extension ContainerConfig {
    /// The names of the variables.
    var variableNames: Set<String> { Set(env.map { String($0.prefix { $0 != "=" }) }) }

    /// The value of a variable; `nil` where it has none.
    func variable(_ name: String) -> String? {
        env.last { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
