package import ComposeModel
package import Diagnostics

/// Why it is not known what is to be worked on.
package enum DevelopmentFailure: Error, Hashable {
    /// No service looks like what is meant.
    case nothingLikeIt(word: String, known: [ServiceName])
    /// Several services look like what is meant.
    case severalLikeIt(word: String, candidates: [ServiceName])
}

extension DevelopmentFailure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .nothingLikeIt(let word, let known):
            let names = known.map { "'\($0)'" }.joined(separator: ", ")
            return [
                Diagnostic(
                    code: .roleUnclear,
                    message: "no service looks like the \(word)",
                    hint: "name the service (\(names)), or write 'x-engarde: {dev: {\(word): SERVICE}}'"
                )
            ]
        case .severalLikeIt(let word, let candidates):
            let names = candidates.map { "'\($0)'" }.joined(separator: ", ")
            return [
                Diagnostic(
                    code: .roleUnclear,
                    message: "several services look like the \(word): \(names)",
                    hint:
                        "name one of them, or write 'x-engarde: {dev: {\(word): \(candidates.first?.rawValue ?? "SERVICE")}}'"
                )
            ]
        }
    }
}
