import Diagnostics

/// The line of a Dockerfile that names the program that is to read it.
///
/// - Shape: `# syntax=docker/dockerfile:1`, among the comments before the first instruction.
/// - Source: docker's reference of Dockerfiles, "Parser directives".
struct FrontendDirective: Hashable {
    /// The image of the program.
    let image: String
    /// Where it stands.
    let excerpt: SourceExcerpt

    /// Finds the line in a Dockerfile's text; `nil` when there is none.
    ///
    /// - Parameter file: the Dockerfile's path as the user would type it.
    init?(in dockerfile: String, named file: String) {
        let lines = dockerfile.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let comment = line.drop { $0 == " " || $0 == "\t" }
            guard comment.first == "#" else { return nil }
            let parts = comment.dropFirst().split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = parts.first?.filter({ !$0.isWhitespace }) else { return nil }
            guard name.lowercased() == "syntax" else { continue }
            let value = parts[1].drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
            guard !value.isEmpty else { return nil }
            image = String(value)
            let column = line.unicodeScalars.distance(from: line.startIndex, to: value.startIndex) + 1
            excerpt = SourceExcerpt(
                position: SourcePosition(file: file, line: index + 1, column: column),
                lineText: String(line),
                length: value.unicodeScalars.count
            )
            return
        }
        return nil
    }

    /// What is wrong when the engine cannot get the program.
    ///
    /// - Parameter reason: the engine's words.
    func failure(reason: String) -> Diagnostic {
        Diagnostic(
            message: "the Dockerfile frontend '\(image)' cannot be had: \(reason)",
            excerpt: excerpt,
            hint: "remove this line, unless the Dockerfile needs what the engine's own frontend does not know"
        )
    }
}
