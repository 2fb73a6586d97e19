import ArgumentParser

/// The options that a command declares, as values: what its help shows, and how its short options combine.
///
/// Each call needs them before the parser gets anything: only the declarations say whether `-p x` is an option with its
/// value, or a flag before an operand. The parser describes them as JSON, which takes milliseconds to make and to read; so
/// what it says is ``recorded``, and a test compares the two.
struct CommandSyntax: Sendable, Hashable {
    /// One option or flag.
    struct Argument: Sendable, Hashable {
        /// What it takes.
        enum Kind: Sendable, Hashable {
            /// It has a value.
            case option
            /// It has none.
            case flag
        }

        /// One of its names.
        struct Name: Sendable, Hashable {
            /// The name with its dashes.
            let text: String

            /// Whether it is a single letter behind a single dash.
            var isShort: Bool { !text.hasPrefix("--") }
            /// The name without dashes.
            var name: String { String(text.drop { $0 == "-" }) }
        }

        /// What it takes.
        let kind: Kind
        /// Whether help shows it.
        let shouldDisplay: Bool
        /// The group that it belongs to; `nil` is the command's own.
        let sectionTitle: String?
        /// Its names, in the order of their declaration.
        let names: [Name]
        /// What its value is called; `nil` for flags.
        let valueName: String?
        /// The value that stands in for it.
        let defaultValue: String?
        /// All values that it knows; `nil` when they are not limited.
        let allValues: [String]?
        /// The values that it is completed by, where its declaration names them; else none.
        let listedValues: [String]
        /// Whether it may be given several times.
        let isRepeating: Bool
        /// One sentence; empty for what help does not show.
        let abstract: String

        /// Reads a line; `nil` for what is none.
        ///
        /// - Shape: `names|traits|value's name|default|values|group|abstract`, such as
        ///   `-f --format|option open|format|pretty|pretty,json||How to show it.` The traits are `option` or `flag`,
        ///   `repeating`, `hidden`, and `open` where other values than the listed ones may be given.
        init?(line: Substring) {
            let parts = line.split(separator: "|" as Character, maxSplits: 6, omittingEmptySubsequences: false)
            guard parts.count == 7 else { return nil }
            func text(_ index: Int) -> String? { parts[index].isEmpty ? nil : String(parts[index]) }
            let traits = parts[1].split(separator: " " as Character)
            names = parts[0].split(separator: " " as Character).map { Name(text: String($0)) }
            kind = traits.contains("option") ? .option : .flag
            isRepeating = traits.contains("repeating")
            shouldDisplay = !traits.contains("hidden")
            valueName = text(2)
            defaultValue = text(3)
            listedValues = parts[4].split(separator: "," as Character).map { String($0) }
            allValues = listedValues.isEmpty || traits.contains("open") ? nil : listedValues
            sectionTitle = text(5)
            abstract = String(parts[6])
        }

        /// The name that is unique in all commands: the long one if there is one.
        var canonicalName: String { (names.first { !$0.isShort } ?? names.first)?.text ?? "" }
        /// Whether a value follows it, behind `=` or as the next argument.
        var takesValue: Bool { kind == .option && !isSwitch }
        /// What help says of it: one sentence, and the value that stands in for it behind a blank that no line ends at.
        var explanation: String {
            guard takesValue, let defaultValue else { return abstract }
            return "\(abstract) (default:\u{A0}\(defaultValue))"
        }
        /// Whether it takes `true` or `false`, and stands for `true` without a value.
        var isSwitch: Bool { kind == .option && allValues == SwitchValue.allCases.map(\.rawValue) }
    }

    /// The options and flags in the order of their declaration.
    let options: [Argument]

    /// What the parser says of the options of the program, and of each verb: a line an option, as ``Argument/init(line:)``
    /// reads it. `CommandSyntaxTests` compares and records it, in one file for the workflows and one for all others.
    static let recorded = recordedCommands.merging(recordedWorkflows) { $1 }

    /// Finds what a command declares; of a command that is not recorded, nothing.
    init(of command: any ParsableCommand.Type) {
        let lines = Self.recorded[command.configuration.commandName ?? ""] ?? ""
        options = lines.split(separator: "\n" as Character).compactMap { Argument(line: $0) }
    }

    /// The groups of the options, in order; `nil` is the command's own.
    var sectionTitles: [String?] {
        options.reduce(into: []) { titles, option in
            if !titles.contains(option.sectionTitle) { titles.append(option.sectionTitle) }
        }
    }

    /// The option with a name, given with its dashes.
    func option(named name: some StringProtocol) -> Argument? {
        options.first { $0.names.contains { $0.text == name } }
    }
}

/// The value of an option that is on unless it says `=false`.
enum SwitchValue: String, CaseIterable, ExpressibleByArgument {
    /// On.
    case on = "true"
    /// Off.
    case off = "false"
}
