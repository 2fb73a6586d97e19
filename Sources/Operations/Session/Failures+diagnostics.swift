package import Diagnostics

extension ContainerChoice.Failure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: .containerNotRunning, message: description, hint: hint, command: command)]
    }
}

extension Logs.Failure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: .containerNotRunning, message: description)]
    }
}

extension WatchLock.Failure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        let code: DiagnosticCode =
            switch self {
            case .held: .watchHeld
            case .unusable: .watchFolderUnusable
            }
        return [Diagnostic(code: code, message: description, hint: hint, command: command)]
    }
}

extension FindPort.Failure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: .arguments, message: description, hint: hint)]
    }
}
