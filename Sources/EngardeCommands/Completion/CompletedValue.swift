/// What may stand in a place of a command line, as completion knows it.
///
/// Verbs need not say more for it than help shows: the name of an option's value (`--attach <service>`), the name of an
/// operand (`[service...]`), and the values where there are only a few.
enum CompletedValue: Hashable, Sendable {
    /// A service of the project, followed by a text that something else belongs behind.
    case service(followedBy: String)
    /// A profile of the project.
    case profile
    /// An environment of the project.
    case environment
    /// A network of the project.
    case network
    /// A volume of the project.
    case volume
    /// A path.
    case file
    /// The path of a directory.
    case directory
    /// One of a few.
    case listed([String])
    /// Something that cannot be known.
    case unknown

    /// What an option takes.
    init(of option: CommandSyntax.Argument) {
        let listed = option.listedValues
        self = listed.isEmpty ? CompletedValue(named: option.valueName ?? "") : .listed(listed)
    }

    /// What stands behind a verb.
    ///
    /// - Parameter index: how many operands stand before it.
    init(operand index: Int, of verb: any EngardeProgram.Verb.Type) {
        let names = Self.operands(of: verb)
        let name: String? = index < names.count ? names[index] : names.last { $0.hasSuffix("...") }
        guard let name else {
            self = .unknown
            return
        }
        guard verb.operandValues.isEmpty || index > 0 else {
            self = .listed(verb.operandValues)
            return
        }
        self.init(named: name.hasSuffix("...") ? String(name.dropLast(3)) : name)
    }

    private init(named name: String) {
        switch name {
        case "service", "services", "service or path": self = .service(followedBy: "")
        case "service=number": self = .service(followedBy: "=")
        case "service:path", "service:path or path": self = .service(followedBy: ":")
        case "profile": self = .profile
        case "environment": self = .environment
        case "network": self = .network
        case "volume": self = .volume
        case "file", "path": self = .file
        case "directory": self = .directory
        case let name where name.contains("|"): self = .listed(name.split(separator: "|").map(String.init))
        default: self = .unknown
        }
    }

    /// The names of a verb's operands, without the brackets of its usage.
    private static func operands(of verb: any EngardeProgram.Verb.Type) -> [String] {
        verb.operands.split(whereSeparator: { "[]<>".contains($0) })
            .map { $0.trimmingBlanks }
            .filter { !$0.isEmpty && $0 != "options" }
    }
}
