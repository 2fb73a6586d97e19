import Diagnostics

/// A text that is no JSON, even with comments, or not what it is taken for.
struct JSONCError: DiagnosticConvertible {
    /// The path of the file, as the user would type it.
    var file: String
    /// Where it is, in bytes of the text.
    var offset: Int
    /// What is wrong, to stand behind a colon.
    var reason: String
    /// The text.
    var text: [UInt8]

    /// The line, from 1.
    var line: Int { text[..<offset].count { $0 == UInt8(ascii: "\n") } + 1 }

    /// The column, from 1, in Unicode scalars.
    var column: Int { String(decoding: text[lineStart..<offset], as: UTF8.self).unicodeScalars.count + 1 }

    private var lineStart: Int { (text[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1 }

    private var lineText: String {
        let end = text[offset...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? text.count
        return String(decoding: text[lineStart..<max(end, lineStart)], as: UTF8.self)
    }

    /// The error as one diagnostic with its place.
    var diagnostics: [Diagnostic] {
        let position = SourcePosition(file: file, line: line, column: column)
        return [
            Diagnostic(
                code: .malformedLaunchFile,
                message: "'\(file)' cannot be edited: \(reason)",
                excerpt: SourceExcerpt(position: position, lineText: lineText, length: 1),
                hint: "correct it; nothing was changed"
            )
        ]
    }
}
