import Diagnostics
import TerminalOutput

extension GlobalOptions {
    /// The options, and in place of those that were not given what the environment says.
    ///
    /// - Shape: `COMPOSE_PROGRESS`, `COMPOSE_ANSI`, `COMPOSE_PARALLEL_LIMIT`; empty ones count as not set.
    /// - Throws: ``UsageError`` for values that mean nothing, and for an environment beside Compose files.
    func completed(by environment: [String: String]) throws -> GlobalOptions {
        var options = self
        if self.environment != nil, !file.isEmpty {
            throw UsageError(
                code: .environmentBesideFiles,
                message: "--environment and --file contradict each other",
                hint: "leave out '--environment' or '--file'"
            )
        }
        if progress == .auto, let mode = try Self.value(ProgressMode.self, of: "COMPOSE_PROGRESS", in: environment) {
            options.progress = mode
        }
        if noAnsi { options.ansi = .never }
        if options.ansi == .auto, let mode = try Self.value(AnsiMode.self, of: "COMPOSE_ANSI", in: environment) {
            options.ansi = mode
        }
        if options.progress == .tty, options.ansi == .never {
            throw UsageError(
                message: "can't use --progress tty while ANSI support is disabled",
                hint: "leave out '--progress tty' or '--ansi never', or unset COMPOSE_PROGRESS or COMPOSE_ANSI"
            )
        }
        if parallel == -1, let text = environment["COMPOSE_PARALLEL_LIMIT"], !text.isEmpty {
            guard let limit = Int(text) else {
                throw UsageError(
                    message: "COMPOSE_PARALLEL_LIMIT is no whole number: '\(text)'",
                    hint: "set it to a number such as 4, or unset it"
                )
            }
            options.parallel = limit
        }
        return options
    }

    private static func value<Mode: RawRepresentable & CaseIterable>(
        _ mode: Mode.Type,
        of name: String,
        in environment: [String: String]
    ) throws -> Mode? where Mode.RawValue == String {
        guard let text = environment[name], !text.isEmpty else { return nil }
        guard let mode = Mode(rawValue: text) else {
            throw UsageError(
                message: "'\(text)' is no value of \(name)",
                hint: NameSuggestion.correction(of: text, among: Mode.allCases.map(\.rawValue))
            )
        }
        return mode
    }
}
