import ArgumentParser
import ComposeModel
import Workflows

/// A command line that help shows, and what it does.
struct HelpExample: Sendable, Hashable {
    /// The command line.
    let line: String
    /// What it does, in a few words.
    let meaning: String

    /// Creates an example.
    init(_ line: String, _ meaning: String) {
        self.line = line
        self.meaning = meaning
    }

    /// The command line with another name of the program.
    func line(calling program: String) -> String { program + line.dropFirst("engarde".count) }
}

/// The help of a command: what it does, its options in their groups, the options before the command, examples.
struct HelpText {
    /// The column in which explanations begin.
    private static let indent = 30
    /// The width that text is wrapped to.
    private static let width = 96

    /// The text, ended by a line break.
    let text: String

    /// The help of one verb.
    ///
    /// - Parameter program: how the program is called.
    init(of verb: any EngardeProgram.Verb.Type, calling program: String) {
        let configuration = verb.configuration
        let name = verb.name
        var parts = [
            configuration.abstract, "Usage: \(program) [global options] \(name) \(verb.operands)".trimmingBlanks,
            Self.wrapped(configuration.discussion, indent: 0),
        ]
        parts += Self.sections(of: CommandSyntax(of: verb))
        parts.append(Self.section("Global options, before '\(name)'", CommandSyntax(of: EngardeCommand.self).options))
        parts.append(Self.section(examples: verb.examples, calling: program))
        text = Self.joined(parts)
    }

    /// The help of a verb that the project has of its own.
    ///
    /// - Parameter program: how the program is called.
    init(of verb: OwnVerb, calling program: String) {
        let inputs = verb.inputs.map { Self.line("      \($0.label)", $0.explanation) }
        let preview = Self.line("      --dry-run", "Show the command; run nothing.")
        let place =
            switch verb.place {
            case .host: "Its command runs on this host."
            case .container(let service): "Its command runs in the running container of service '\(service)'."
            case .ownContainer(let service): "Its command runs in a new container of service '\(service)'."
            }
        text = Self.joined([
            verb.description.isEmpty ? "A command of this project." : verb.description,
            "Usage: \(program) [global options] \(verb.name) \(verb.operands)",
            Self.wrapped(place, indent: 0),
            inputs.isEmpty ? "" : (["Inputs:"] + inputs).joined(separator: "\n"),
            "Options:\n\(preview)",
            Self.section(
                "Global options, before '\(verb.name)'",
                CommandSyntax(of: EngardeCommand.self).options
            ),
        ])
    }

    /// The help of the whole program.
    ///
    /// - Parameters:
    ///   - ownVerbs: those that the project here has.
    ///   - program: how the program is called.
    init(
        ofProgramWith groups: [EngardeProgram.VerbGroup],
        and ownVerbs: [OwnVerb] = [],
        calling program: String
    ) {
        let configuration = EngardeCommand.configuration
        let names = groups.flatMap(\.verbs).map { $0.name } + ownVerbs.map(\.name)
        let width = names.map(\.count).max() ?? 0
        let lists = groups.map { group in
            let lines = group.verbs.map { verb in
                let padding = String(repeating: " ", count: width - verb.name.count)
                return "  \(verb.name)\(padding)   \(verb.configuration.abstract)"
            }
            return (["\(group.title):"] + lines).joined(separator: "\n")
        }
        let own = ownVerbs.map { verb in
            let padding = String(repeating: " ", count: width - verb.name.count)
            return verb.description.isEmpty ? "  \(verb.name)" : "  \(verb.name)\(padding)   \(verb.description)"
        }
        let ownList = own.isEmpty ? "" : (["This project:"] + own).joined(separator: "\n")
        text = Self.joined(
            [
                configuration.abstract, "Usage: \(program) [global options] <command> [options] [argument...]",
                Self.wrapped(configuration.discussion, indent: 0),
            ] + lists + [
                ownList,
                Self.section("Global options, before the command", CommandSyntax(of: EngardeCommand.self).options),
                Self.section(examples: EngardeCommand.examples, calling: program),
                "'\(program) help <command>' shows the options of a command, and examples.",
            ]
        )
    }

    private static func joined(_ parts: [String]) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private static func sections(of syntax: CommandSyntax) -> [String] {
        syntax.sectionTitles.map { title in
            section(title ?? "Options", syntax.options.filter { $0.sectionTitle == title })
        }
    }

    private static func section(_ title: String, _ options: [CommandSyntax.Argument]) -> String {
        let lines = options.filter(\.shouldDisplay).map { line(of: $0) }
        return lines.isEmpty ? "" : (["\(title):"] + lines).joined(separator: "\n")
    }

    private static func section(examples: [HelpExample], calling program: String) -> String {
        guard !examples.isEmpty else { return "" }
        let lines = examples.flatMap { ["  \($0.line(calling: program))", "      \($0.meaning)"] }
        return (["Examples:"] + lines).joined(separator: "\n")
    }

    private static func line(of option: CommandSyntax.Argument) -> String {
        let names = option.names
        let short = names.first(where: \.isShort).map { "\($0.text)" }
        let long = names.first { !$0.isShort }.map(\.text)
        var label = "  "
        switch (short, long) {
        case (let short?, let long?): label += "\(short), \(long)"
        case (let short?, nil): label += short
        default: label += "    \(long ?? "")"
        }
        if option.takesValue { label += " <\(option.valueName ?? "value")>" }
        return line(label, option.explanation)
    }

    /// A label in the first column, and what it means in the second.
    private static func line(_ label: String, _ explanation: String) -> String {
        let text = wrapped(explanation, indent: indent).replacing("\u{A0}", with: " ")
        guard label.count < indent - 1 else { return "\(label)\n\(text)" }
        return label + String(repeating: " ", count: indent - label.count) + text.drop { $0 == " " }
    }

    private static func wrapped(_ text: String, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
            var lines: [String] = []
            var current = ""
            for word in paragraph.split(separator: " " as Character) {
                if !current.isEmpty, indent + current.count + 1 + word.count > width {
                    lines.append(margin + current)
                    current = ""
                }
                current += (current.isEmpty ? "" : " ") + word
            }
            lines.append(current.isEmpty ? "" : margin + current)
            return lines.joined(separator: "\n")
        }
        .joined(separator: "\n")
    }
}
