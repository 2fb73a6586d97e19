import ComposeModel
package import Diagnostics

/// That a service is to be rebuilt whose image is not built.
package struct NothingToRebuild: DiagnosticConvertible {
    /// The service.
    let service: ServiceName

    /// The error as one diagnostic; a session adds its place.
    package var diagnostics: [Diagnostic] {
        [
            Diagnostic(
                code: .nothingToRebuild,
                message: "service '\(service)' has no 'build' section: there is nothing to rebuild",
                path: ProjectPath(keys: ["services", service.rawValue]),
                hint: "pull a newer image with",
                command: ["update", service.rawValue]
            )
        ]
    }
}
