package import Diagnostics

extension EngineError: DiagnosticConvertible {
    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [
            Diagnostic(
                code: code,
                message: description,
                causes: causes,
                saysCauses: true,
                hint: hint
            )
        ]
    }

    /// What led to it; ``description`` says it.
    package var causes: [Diagnostic] { reason.map { [Diagnostic(message: $0)] } ?? [] }

    /// What led to it, in the words of whoever refused; ``description`` ends with it.
    private var reason: String? {
        switch self {
        case .unreachable(let endpoint, let reason): reason.reason(endpoint)
        case .notFound(_, let message), .conflict(_, let message), .portInUse(_, _, let message),
            .rejected(_, _, let message), .pullFailed(_, let message), .pushFailed(_, let message),
            .digestMissing(_, let message), .importFailed(_, let message):
            message
        case .buildFailed(let failure): failure.message
        case .protocolViolation(_, let reason): reason
        case .unsupportedEndpoint, .invalidEndpoint, .credentialMissing, .contextNotFound, .configurationMalformed,
            .apiTooOld, .apiTooNew, .versionUnusable, .connectionClosed, .timedOut:
            nil
        }
    }

    /// The code of its kind.
    package var code: DiagnosticCode {
        switch self {
        case .unreachable: .engineUnreachable
        case .unsupportedEndpoint, .invalidEndpoint: .endpointInvalid
        case .credentialMissing: .engineCredentialMissing
        case .contextNotFound, .configurationMalformed: .dockerConfiguration
        case .apiTooOld, .apiTooNew, .versionUnusable: .engineVersion
        case .notFound: .objectNotFound
        case .conflict: .objectConflict
        case .portInUse: .portInUse
        case .rejected: .requestRejected
        case .connectionClosed, .timedOut: .answerMissing
        case .protocolViolation: .answerMalformed
        case .buildFailed: .buildFailed
        case .pullFailed, .importFailed, .digestMissing: .imagePullFailed
        case .pushFailed: .imagePushFailed
        }
    }
}
