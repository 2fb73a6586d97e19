package import ComposeModel
package import Diagnostics

/// Why tests cannot be run.
package enum TestFailure: Error, Hashable {
    /// No service is known to run tests.
    case noService(known: [ServiceName])
    /// Several services run tests.
    case severalServices([ServiceName])
    /// It is not known how a service runs tests.
    case noCommand(ServiceName)
    /// It is not known what arguments are to be added to.
    case nothingToAppendTo(ServiceName)
    /// Something that no tests of this directory made has the name of the tests' project.
    case projectTaken(ProjectName, what: String)
    /// Tests run in the project.
    case running(ProjectName, container: String)
    /// A file that was to be left behind is not in the container.
    case fileMissing(path: String, container: String)
    /// The directory for files that are left behind cannot be made.
    case directoryUnusable(path: String, reason: String)
}

extension TestFailure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] { [diagnostic] }

    private var diagnostic: Diagnostic {
        switch self {
        case .noService(let known):
            Diagnostic(
                code: .testServiceUnclear,
                message: "no service is known to run tests",
                hint: "name one (\(Self.list(known))) and say how under 'x-engarde': {test: {service: …, command: …}}"
            )
        case .severalServices(let services):
            Diagnostic(
                code: .testServiceUnclear,
                message: "several services run tests: \(Self.list(services))",
                hint: "name one of them:",
                command: ["test", services.first?.rawValue ?? "SERVICE"]
            )
        case .noCommand(let service):
            Diagnostic(
                code: .testCommandUnknown,
                message: "it is not known how service '\(service)' runs tests",
                path: ProjectPath(keys: ["services", service.rawValue]),
                hint: "write 'x-engarde: {test: {service: \(service), command: …}}' in a Compose file"
            )
        case .nothingToAppendTo(let service):
            Diagnostic(
                code: .testCommandUnknown,
                message: "service '\(service)' and its image have no command that arguments can be added to",
                path: ProjectPath(keys: ["services", service.rawValue]),
                hint: "write 'x-engarde: {test: {service: \(service), command: …}}' in a Compose file"
            )
        case .projectTaken(let project, let what):
            Diagnostic(
                code: .testProjectTaken,
                message: "project '\(project)' is there already, and not made by tests of this directory: \(what)",
                hint: "choose another name with '-p', or remove that project if nobody needs it"
            )
        case .running(let project, let container):
            Diagnostic(
                code: .testsRunning,
                message: "tests are running in project '\(project)': container '\(container)'",
                hint: "wait until they have ended, or choose another name with '-p'"
            )
        case .fileMissing(let path, let container):
            Diagnostic(
                code: .testFileMissing,
                message: "there is no '\(path)' in container '\(container)'",
                hint: "correct the path under 'x-engarde.test', or let the tests' command write the file"
            )
        case .directoryUnusable(let path, let reason):
            Diagnostic(
                code: .testFileMissing,
                message: "directory '\(path)' cannot be made: \(reason)",
                hint: "name another one as 'out' under 'x-engarde.test', or with '--out'"
            )
        }
    }

    private static func list(_ services: [ServiceName]) -> String {
        services.map { "'\($0)'" }.joined(separator: ", ")
    }
}
