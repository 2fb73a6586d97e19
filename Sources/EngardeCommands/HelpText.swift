import ArgumentParser

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
    init(of verb: any EngardeProgram.Verb.Type) {
        let configuration = verb.configuration
        let name = configuration.commandName ?? ""
        var parts = [
            configuration.abstract, "Usage: engarde [global options] \(name) \(verb.operands)".trimmingBlanks,
            Self.wrapped(configuration.discussion, indent: 0),
        ]
        parts += Self.sections(of: CommandSyntax(of: verb))
        parts.append(Self.section("Global options, before '\(name)'", CommandSyntax(of: EngardeCommand.self).options))
        parts.append(Self.section(examples: verb.examples))
        text = Self.joined(parts)
    }

    /// The help of the whole program.
    init(ofProgramWith verbs: [any EngardeProgram.Verb.Type]) {
        let configuration = EngardeCommand.configuration
        let width = verbs.map { ($0.configuration.commandName ?? "").count }.max() ?? 0
        let list = verbs.map { verb in
            let name = verb.configuration.commandName ?? ""
            let padding = String(repeating: " ", count: width - name.count)
            return "  \(name)\(padding)   \(verb.configuration.abstract)"
        }
        text = Self.joined([
            configuration.abstract, "Usage: engarde [global options] <command> [options] [argument...]",
            Self.wrapped(configuration.discussion, indent: 0),
            (["Commands:"] + list).joined(separator: "\n"),
            Self.section("Global options, before the command", CommandSyntax(of: EngardeCommand.self).options),
            "'engarde help <command>' shows the options of a command, and examples.",
        ])
    }

    private static func joined(_ parts: [String]) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private static func sections(of syntax: CommandSyntax) -> [String] {
        let titles = syntax.options.map { $0.sectionTitle ?? "Options" }
        let ordered = titles.enumerated().filter { titles.firstIndex(of: $0.element) == $0.offset }.map(\.element)
        return ordered.map { title in
            section(title, syntax.options.filter { ($0.sectionTitle ?? "Options") == title })
        }
    }

    private static func section(_ title: String, _ options: [CommandSyntax.Argument]) -> String {
        let lines = options.filter(\.shouldDisplay).map(line)
        return lines.isEmpty ? "" : (["\(title):"] + lines).joined(separator: "\n")
    }

    private static func section(examples: [HelpExample]) -> String {
        guard !examples.isEmpty else { return "" }
        let lines = examples.flatMap { ["  \($0.line)", "      \($0.meaning)"] }
        return (["Examples:"] + lines).joined(separator: "\n")
    }

    private static func line(of option: CommandSyntax.Argument) -> String {
        let names = option.names ?? []
        let short = names.first(where: \.isShort).map { "\($0.text)" }
        let long = names.first { !$0.isShort }.map(\.text)
        var label = "  "
        switch (short, long) {
        case (let short?, let long?): label += "\(short), \(long)"
        case (let short?, nil): label += short
        default: label += "    \(long ?? "")"
        }
        if option.kind == .option, !option.isSwitch { label += " <\(option.valueName ?? "value")>" }
        var explanation = option.abstract ?? ""
        if option.kind == .option, !option.isSwitch, let value = option.defaultValue, !value.isEmpty {
            // Not to be torn apart at the end of a line.
            explanation += " (default:\u{A0}\(value))"
        }
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

extension String {
    fileprivate var trimmingBlanks: String { String(reversed().drop { $0 == " " }.reversed()) }
}
