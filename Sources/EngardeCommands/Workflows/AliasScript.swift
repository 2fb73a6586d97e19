/// Short names of commands for a shell.
enum AliasScript: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The short names and what they stand for; `dc` is the program with its options.
    private static let names = [
        ("dcup", "dc up --watch"), ("dcdown", "dc down"), ("dcbuild", "dc build"), ("dclogs", "dc logs -f"),
    ]

    /// The shell that a user works with; bash where that is none of those.
    ///
    /// - Parameter path: what `SHELL` says.
    init(ofShell path: String?) {
        let name = path?.split(separator: "/").last.map(String.init) ?? ""
        self = AliasScript(rawValue: name) ?? .bash
    }

    /// The lines for the shell.
    ///
    /// - Parameter program: how the program is called, with the options that say which project is meant.
    func text(calling program: String) -> String {
        ([("dc", program)] + Self.names).map { name, command in
            switch self {
            case .bash, .zsh: "alias \(name)='\(command.replacing("'", with: #"'\''"#))'\n"
            case .fish:
                "alias \(name) '\(command.replacing(#"\"#, with: #"\\"#).replacing("'", with: #"\'"#))'\n"
            }
        }
        .joined()
    }
}
