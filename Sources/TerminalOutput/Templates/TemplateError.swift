package import Diagnostics

/// Why a template cannot be used.
package struct TemplateError: Error, Hashable {
    /// What is wrong.
    package var message: String
    /// What to do about it.
    package var hint: String?
    /// Where in the template it is; `nil` where that is not known.
    package var excerpt: SourceExcerpt?
    /// Where it is, before the source is known.
    var place: TemplatePlace?

    /// Creates an error.
    package init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    /// Creates an error at a place.
    init(_ message: String, hint: String? = nil, at place: TemplatePlace?) {
        self.init(message, hint: hint)
        self.place = place
    }

    /// The same error at a place, unless it has one.
    func located(at place: TemplatePlace) -> TemplateError {
        var error = self
        error.place = self.place ?? place
        return error
    }

    /// The same error with the line that it is in.
    func shown(in source: [Unicode.Scalar]) -> TemplateError {
        guard let place, excerpt == nil else { return self }
        var error = self
        error.excerpt = place.excerpt(of: source)
        error.place = nil
        return error
    }
}

extension TemplateError: DiagnosticConvertible {
    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: .malformedTemplate, message: message, excerpt: excerpt, hint: hint)]
    }
}

/// A part of a template's text.
///
/// - Unit: Unicode scalars from the beginning.
struct TemplatePlace: Sendable, Hashable {
    /// Where it begins.
    var start: Int
    /// Where it ends.
    var end: Int

    /// From the beginning of this one to the end of another.
    func through(_ other: TemplatePlace) -> TemplatePlace { TemplatePlace(start: start, end: other.end) }

    /// The line of the text with the part underlined; the file is the option that the text stands behind.
    func excerpt(of source: [Unicode.Scalar]) -> SourceExcerpt {
        let start = min(start, source.count)
        let lineStart = source[..<start].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let lineEnd = source[start...].firstIndex(of: "\n") ?? source.count
        let position = SourcePosition(
            file: "--format",
            line: source[..<start].count { $0 == "\n" } + 1,
            column: start - lineStart + 1
        )
        let line = String(String.UnicodeScalarView(source[lineStart..<lineEnd]))
        return SourceExcerpt(position: position, lineText: line, length: min(end, lineEnd) - start)
    }
}
