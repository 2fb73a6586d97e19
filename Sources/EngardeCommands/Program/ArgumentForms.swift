import Diagnostics

/// Arguments as docker takes them, in the one form that the parser takes.
///
/// - Shape: `-it`, `-dw`, `-t0`, `-t=0`, `-fcompose.yml`, `-itd`, `--flag=false`; a value may begin with a dash.
/// - Source: the rules of pflag, which docker uses.
struct ArgumentForms: Hashable {
    /// The options, each with its value behind `=`.
    private(set) var options: [String] = []
    /// What is no option, in order.
    private(set) var operands: [String] = []
    /// Whether `-h` or `--help` is among the options.
    private(set) var asksForHelp = false

    /// The options and operands for the parser.
    var parsable: [String] { options + (operands.isEmpty ? [] : ["--"] + operands) }

    /// Reads arguments.
    ///
    /// - Parameters:
    ///   - endsAtOperand: whether everything behind the first operand belongs to it.
    ///   - keepsTerminator: whether the first `--` is an operand, too.
    ///   - syntax: the options that there are; only asked when there is something that looks like one.
    ///   - hint: what to do about an option that does not exist, given its name, when none has a similar name.
    /// - Throws: ``UsageError``.
    init(
        _ arguments: [String],
        endsAtOperand: Bool = false,
        keepsTerminator: Bool = false,
        syntax: @autoclosure () -> CommandSyntax,
        hint: @escaping (String) -> String = { "leave out '\($0)'" }
    ) throws {
        guard arguments.contains(where: { $0.hasPrefix("-") }) else {
            operands = arguments
            return
        }
        let reader = Reader(syntax: syntax(), hint: hint)
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                if keepsTerminator { operands.append(argument) }
                operands += rest
                return
            } else if argument == "--help" {
                asksForHelp = true
            } else if argument.hasPrefix("-"), argument.count > 1 {
                do {
                    if try reader.option(argument, &rest, &options) { asksForHelp = true }
                } catch {
                    // What stands behind a request for help need not make sense.
                    guard asksForHelp else { throw error }
                }
            } else {
                operands.append(argument)
                if endsAtOperand {
                    operands += rest
                    return
                }
            }
        }
    }
}

extension ArgumentForms {
    private struct Reader {
        let syntax: CommandSyntax
        let hint: (String) -> String

        /// Takes an option in whatever form.
        ///
        /// - Returns: whether help is asked for.
        func option(_ argument: String, _ rest: inout ArraySlice<String>, _ options: inout [String]) throws -> Bool {
            for part in OptionWord(argument, syntax: syntax).parts {
                guard let option = part.option else {
                    if part.name == "-h" { return true }
                    throw unknown(part.name, in: argument.hasPrefix("--") ? nil : argument)
                }
                try take(option, called: part.name, value: part.value, from: &rest, into: &options)
            }
            return false
        }

        private func take(
            _ option: CommandSyntax.Argument,
            called name: String,
            value: String?,
            from rest: inout ArraySlice<String>,
            into options: inout [String]
        ) throws {
            switch option.kind {
            case .flag:
                // Of a flag that is given more than once the last one counts.
                options.removeAll { $0 == option.canonicalName }
                if try value.map({ try truth(of: $0, for: name) }) ?? true { options.append(option.canonicalName) }
            case .option where option.isSwitch:
                let isOn = try value.map { try truth(of: $0, for: name) } ?? true
                options.append("\(option.canonicalName)=\(isOn)")
            case .option:
                guard let value = value ?? rest.popFirst() else {
                    throw UsageError(
                        message: "'\(name)' needs a value",
                        hint: "write '\(name) <\(option.valueName ?? "value")>'"
                    )
                }
                if let known = option.allValues, !known.contains(value) {
                    throw UsageError(
                        message: "'\(value)' is no value of '\(name)'",
                        hint: NameSuggestion.correction(of: value, among: known)
                    )
                }
                // The parser takes an empty value for none where it stands behind '='.
                options += value.isEmpty ? [option.canonicalName, ""] : ["\(option.canonicalName)=\(value)"]
            }
        }

        private func truth(of value: String, for name: String) throws -> Bool {
            switch value {
            case "1", "t", "T", "true", "TRUE", "True": return true
            case "0", "f", "F", "false", "FALSE", "False": return false
            default:
                throw UsageError(
                    message: "'\(name)' is true or false, not '\(value)'",
                    hint: "write '\(name)' or '\(name)=false'"
                )
            }
        }

        private func unknown(_ name: String, in cluster: String? = nil) -> UsageError {
            let isPart = cluster.map { $0.count > 2 } ?? false
            let names = syntax.options.filter(\.shouldDisplay).flatMap(\.names)
            let long = names.filter { !$0.isShort }.map(\.name)
            let near =
                name.hasPrefix("--") ? NameSuggestion.nearest(to: String(name.dropFirst(2)), among: long) : nil
            return UsageError(
                message: "unknown option '\(name)'" + (isPart ? " in '\(cluster ?? "")'" : ""),
                hint: near.map { NameSuggestion.question("--\($0)") } ?? hint(name)
            )
        }
    }
}
