import Diagnostics

/// That no program opens addresses.
struct BrowserMissing: DiagnosticConvertible {
    /// The address that was to be opened.
    var address: String

    /// The error as one diagnostic.
    var diagnostics: [Diagnostic] {
        [
            Diagnostic(
                code: .browserMissing,
                message: "there is no program to open \(address) with",
                hint: "open it by hand, or set BROWSER to a program"
            )
        ]
    }
}
