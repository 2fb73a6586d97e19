package import ComposeModel
package import OrderedCollections

/// A verb that a project has of its own, under `x-engarde.verbs`.
package struct OwnVerb: Sendable, Hashable {
    /// The word that stands for it on a command line.
    package var name: String
    /// What it does, in a sentence; empty where nothing is said.
    package var description: String
    /// Where its command runs.
    package var place: Place
    /// The command and its arguments.
    package var command: Command
    /// Further variables of the command.
    package var environment: OrderedDictionary<String, String>
    /// The directory that the command runs in, as it is written; `nil` is that of the project, or the container's own.
    package var directory: String?
    /// What it takes, in the order of the file.
    package var inputs: [OwnVerbInput]

    /// Where a command runs.
    package enum Place: Sendable, Hashable {
        /// On this host.
        case host
        /// In the running container of a service.
        case container(of: ServiceName)
        /// In a new container of a service, which is removed afterwards.
        case ownContainer(of: ServiceName)
    }

    /// A command.
    package enum Command: Sendable, Hashable {
        /// Its words, as they are.
        case words([String])
        /// A text for the shell.
        case line(String)

        /// Whether a text for the shell says itself where arguments go.
        private static func placesArguments(_ line: String) -> Bool { line.contains("$@") || line.contains("$*") }

        /// The words that are run.
        ///
        /// Arguments come behind the words; in a text they stand where `$@` is, or at its end. None of them becomes a part of a
        /// text that a shell reads.
        ///
        /// - Parameters:
        ///   - name: what a shell calls itself in its messages.
        ///   - arguments: what stands behind `--`.
        package func words(calledAs name: String, arguments: [String]) -> [String] {
            switch self {
            case .words(let words): return words + arguments
            case .line(let line):
                guard !arguments.isEmpty else { return ["/bin/sh", "-c", line, name] }
                var text = line
                while let last = text.last, last.isWhitespace { text.removeLast() }
                if !Self.placesArguments(text) { text += #" "$@""# }
                return ["/bin/sh", "-c", text, name] + arguments
            }
        }
    }

    /// What stands behind the verb, as its help shows it.
    package var operands: String {
        (inputs.map(\.usage) + ["[-- argument...]"]).joined(separator: " ")
    }
}
