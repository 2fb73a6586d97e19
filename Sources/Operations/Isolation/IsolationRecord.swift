package import ComposeModel

/// What is known of a stack that a checkout has for itself.
package struct IsolationRecord: Sendable, Hashable, Codable {
    /// The stack's name, which is that of its project at the engine.
    package var name: ProjectName
    /// The name that the project has without isolation.
    package var project: ProjectName
    /// The name of the project of the repository's first working tree.
    package var mainProject: ProjectName
    /// The top of the checkout, see ``GitCheckout/root``.
    package var worktree: String
    /// See ``GitCheckout/repository``.
    package var repository: String
    /// Whether the project is loaded as a stack of its own; `false` where somebody asked for the contrary.
    package var isIsolated = true
    /// The stack's ports.
    package var ports: PortAllotment
    /// The copies of volumes that were begun and of which it is not known that they came to their end.
    package var unfinishedCopies: [UnfinishedCopy] = []

    /// A copy of a volume that is under way, or was when the program was killed.
    package struct UnfinishedCopy: Sendable, Hashable, Codable {
        /// The volume that is written, by its name at the engine.
        package var volume: String
        /// The identifiers of the containers that stand still meanwhile.
        package var paused: [String]

        /// Notes a copy.
        package init(volume: String, paused: [String]) {
            self.volume = volume
            self.paused = paused
        }
    }

    /// Notes a stack.
    package init(
        name: ProjectName,
        project: ProjectName,
        mainProject: ProjectName,
        checkout: GitCheckout,
        ports: PortAllotment
    ) {
        self.name = name
        self.project = project
        self.mainProject = mainProject
        worktree = checkout.root
        repository = checkout.repository
        self.ports = ports
    }

    /// The variables that Compose files may ask for: `ENGARDE_STACK`, and `ENGARDE_PORT_8000` for what port 8000
    /// became.
    package var variables: [String: String] {
        var variables = ["ENGARDE_STACK": name.rawValue]
        for entry in ports.entries {
            for port in entry.original.first...entry.original.last {
                variables["ENGARDE_PORT_\(port)"] = ports.counterpart(of: port).map { String($0) }
            }
        }
        return variables
    }

    /// The name of a stack: that of the first working tree's project and of the worktree, told from others by a number.
    ///
    /// - Parameters:
    ///   - project: the name of the first working tree's project.
    ///   - worktree: the name of the worktree's directory, whatever it is.
    ///   - isTaken: whether another stack or project has a name.
    package static func name(of project: ProjectName, in worktree: String, isTaken: (String) -> Bool) -> ProjectName {
        let letters = worktree.lowercased().map { character in
            character.isASCII && (character.isLetter || character.isNumber || character == "_") ? character : "-"
        }
        let part = String(letters.drop { $0 == "-" || $0 == "_" })
        let prefix = "\(project)-"
        // `shop-feature` is its own name beside `shop`.
        let wanted = part.isEmpty ? "\(prefix)stack" : part.hasPrefix(prefix) ? part : prefix + part
        guard isTaken(wanted) else { return ProjectName(wanted) }
        var number = 2
        while isTaken("\(wanted)-\(number)") { number += 1 }
        return ProjectName("\(wanted)-\(number)")
    }
}
