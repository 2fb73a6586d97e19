import Diagnostics

/// A tool cannot be put into its cache.
struct ToolInstallationError: DiagnosticConvertible {
    /// The tool.
    var tool: ToolCache.Tool
    /// What was said about it.
    var lines: [String]

    /// The error as one diagnostic.
    var diagnostics: [Diagnostic] {
        [
            Diagnostic(
                code: .toolNotInstalled,
                message: "\(tool.rawValue) cannot be installed for the service",
                notes: lines.isEmpty ? [] : [.init(title: "what the installation said", lines: lines.suffix(10))],
                hint: hint
            )
        ]
    }

    private var hint: String {
        switch tool {
        case .pySpy:
            "its image needs Python with pip, and the network the first time; name another image as 'x-engarde.profile.image'"
        case .debugpy:
            "its image needs Python with pip, and the network the first time; or install debugpy in the image"
        case .nodeInspector: "its image needs Node.js as 'node'"
        }
    }
}
