public import Diagnostics

/// Why a file cannot be edited.
public struct SourceEditError: DiagnosticConvertible, Sendable, Hashable {
    /// What is in the way.
    public let reason: Reason
    /// The file, as the edit names it.
    public let file: String

    /// What is in the way of an edit.
    public enum Reason: Sendable, Hashable {
        /// The file is no longer what it was when the edit was made.
        case changed
        /// Two edits are about the same bytes.
        case overlapping
        /// The file is no YAML.
        case malformed
        /// Nothing is written at the path, or only elsewhere: behind an alias, a merge key or in another file.
        case notWritten(ProjectPath)
        /// The mapping has the key already.
        case present(String)
        /// There is no mapping to put a key into.
        case noMapping(ProjectPath)
        /// The value is written in a way that cannot be edited, such as behind `?`.
        case unusualLayout(ProjectPath)
        /// The text is not the YAML of one value that fits there.
        case unusableText(String)
    }

    init(_ reason: Reason, file: String) {
        self.reason = reason
        self.file = file
    }

    /// What is wrong, in one diagnostic.
    public var diagnostics: [Diagnostic] {
        let (message, hint): (String, String?) =
            switch reason {
            case .changed: ("'\(file)' has changed since the edit was made", "try again")
            case .overlapping: ("two edits of '\(file)' are about the same text", "make one, then the other")
            case .malformed: ("'\(file)' is no YAML, so it cannot be edited", nil)
            case .notWritten(let path): ("'\(path)' is not written in '\(file)'", nil)
            case .present(let key): ("'\(key)' is already written there in '\(file)'", "replace its value")
            case .noMapping(let path): ("'\(path)' is no mapping in '\(file)'", nil)
            case .unusualLayout(let path):
                ("'\(path)' is written in a way that cannot be edited in '\(file)'", "edit the file by hand")
            case .unusableText(let text): ("'\(text)' is not the YAML of one value that fits into '\(file)'", nil)
            }
        return [Diagnostic(code: code, message: message, hint: hint)]
    }

    private var code: DiagnosticCode {
        switch reason {
        case .changed: .editOutdated
        case .malformed: .malformedYAML
        case .overlapping, .notWritten, .present, .noMapping, .unusualLayout, .unusableText: .editRefused
        }
    }
}
