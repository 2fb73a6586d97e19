package import Diagnostics

extension EngineError: DiagnosticConvertible {
    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: code, message: description, hint: hint)]
    }

    /// The code of its kind.
    package var code: DiagnosticCode {
        switch self {
        case .unreachable: .engineUnreachable
        case .unsupportedEndpoint, .invalidEndpoint: .endpointInvalid
        case .credentialMissing: .engineCredentialMissing
        case .contextNotFound, .configurationMalformed: .dockerConfiguration
        case .apiTooOld, .apiTooNew: .engineVersion
        case .notFound: .objectNotFound
        case .conflict: .objectConflict
        case .portInUse: .portInUse
        case .rejected: .requestRejected
        case .connectionClosed, .timedOut: .answerMissing
        case .protocolViolation: .answerMalformed
        case .buildFailed: .buildFailed
        case .pullFailed, .importFailed: .imagePullFailed
        }
    }
}
