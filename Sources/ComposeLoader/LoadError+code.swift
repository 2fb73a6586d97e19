package import Diagnostics

extension LoadError.Stage {
    /// The code of an error of the stage that has no code of its own.
    package var code: DiagnosticCode {
        switch self {
        case .discovery: .projectNotFound
        case .environment: .environmentFile
        case .parse: .malformedYAML
        case .interpolation: .interpolation
        case .include: .include
        case .schema: .schema
        case .extends: .extends
        case .merge: .merge
        case .validation: .inconsistent
        case .decoding: .malformedValue
        case .serviceFiles: .serviceFile
        }
    }
}
