package import Diagnostics

/// The pages of all codes.
package enum DiagnosticCatalogue {
    /// The pages, in the order of their codes.
    package static let pages: [DiagnosticPage] =
        [
            general, files, yaml, attributes, values, references, planning, engine, execution, watching, commandLine,
            environments, productionCheck, database, live, stacks, debugging, developing, upkeep,
        ]
        .flatMap { $0 }
        .sorted { $0.code.rawValue < $1.code.rawValue }

    /// The page of a code; `nil` where there is none.
    package static func page(of code: DiagnosticCode) -> DiagnosticPage? {
        pages.first { $0.code == code }
    }

    static let general: [DiagnosticPage] = [
        DiagnosticPage(
            .unexpected,
            "an error that has no code of its own",
            why: "Something failed in a way that was not foreseen; the message quotes what the failing part said.",
            example: "error: the state folder cannot be written",
            remedy: "Look at the message. If it does not help, report it with the command that led to it."
        )
    ]
}
