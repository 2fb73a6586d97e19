import ComposeModel
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
        case .fileUnusable(_, _, _, .variableMissing): .variableMissing
        case .buildRefused(_, _, .severalPlatforms): .featureMissing
        case .fileUnusable, .buildRefused: .unsupportedAttribute
        case .missingInEngine: .featureMissing
        case .buildSecretUnset, .noAgent: .buildContext
        case .externalNetworkMissing: .externalNetworkMissing
        case .externalVolumeMissing: .externalVolumeMissing
        case .volumeInUse: .volumeInUse
        case .parentMissing: .parentMissing
        case .unknownService: .unknownService
        case .noContainer, .noContainers, .managedByProvider: .containerNotRunning
        case .imageMissing: .imageMissing
        case .imageNameInvalid: .imageNameInvalid
        case .portTaken: .portTaken
        case .nameTaken: .nameTaken
        case .dependencyCycle: .dependencyCycle
        case .buildCycle: .buildCycle
        case .portShared: .portShared
        case .nameShared: .nameShared
        case .several: .unexpected
        }
    }
}

extension ReconciliationError.FileFlaw {
    /// What is wrong with a config or secret of a service.
    func sentence(_ service: ServiceName, _ kind: String, _ key: String) -> String {
        switch self {
        case .variableMissing(let name): "environment variable \"\(name)\" required by \(kind) \"\(key)\" is not set"
        case .ownerNotNumeric(let attribute, let text):
            "'\(attribute)' of \(kind) '\(key)' of service '\(service)' is not a number: '\(text)'"
        case .rootReadOnly:
            "cannot create \(kind) \"\(key)\" in read-only service \(service): `file` is the sole supported option"
        }
    }

    /// What to do about it.
    var hint: String {
        switch self {
        case .variableMissing(let name): "set \(name) in the environment or in '.env'"
        case .ownerNotNumeric: "write the number that the container's image has for the user or group"
        case .rootReadOnly: "keep the value in a file and name it with 'file', or leave 'read_only' out"
        }
    }
}
