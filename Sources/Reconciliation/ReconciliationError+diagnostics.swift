package import Diagnostics

extension ReconciliationError: DiagnosticConvertible {
    /// One diagnostic for each thing that is wrong.
    package var diagnostics: [Diagnostic] {
        each.map { error in
            Diagnostic(
                code: error.code,
                message: error.description,
                path: ProjectPath(keys: error.path),
                hint: error.hint,
                command: error.command
            )
        }
    }

    private var code: DiagnosticCode {
        switch self {
        case .unsupported, .unsupportedFile, .unsupportedBuildSecret: .unsupportedAttribute
        case .externalNetworkMissing: .externalNetworkMissing
        case .externalVolumeMissing: .externalVolumeMissing
        case .volumeInUse: .volumeInUse
        case .parentMissing: .parentMissing
        case .unknownService: .unknownService
        case .noContainer: .containerNotRunning
        case .imageMissing: .imageMissing
        case .imageNameInvalid: .imageNameInvalid
        case .portTaken: .portTaken
        case .dependencyCycle: .dependencyCycle
        case .buildCycle: .buildCycle
        case .portShared: .portShared
        case .nameShared: .nameShared
        case .several: .unexpected
        }
    }
}
