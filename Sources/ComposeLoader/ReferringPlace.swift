internal import ComposeYAML
internal import Diagnostics

/// The place at which one file names another one that is read for it.
struct ReferringPlace {
    /// What makes a file name another one.
    enum Attribute {
        case include
        case extends
    }

    var attribute: Attribute
    var location: SourceLocation

    /// Why the file is read.
    func diagnostic(of file: String) -> Diagnostic {
        let message =
            switch attribute {
            case .include: "'\(file)' is included"
            case .extends: "a service of '\(file)' is extended"
            }
        return Diagnostic(message: message, position: location.position)
    }
}
