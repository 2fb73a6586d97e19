import ComposeLoader
import ComposeModel
import Operations
import OrderedCollections

/// Which service runs the tests of a project, and how.
struct TestChoice: Sendable {
    /// The service.
    let service: Service
    /// What counts for it.
    let settings: TestSettings
    /// The command line; `nil` is the image's own.
    let line: TestLine?

    /// Chooses.
    ///
    /// - Parameters:
    ///   - named: the service that the user named.
    ///   - files: where the sources of services are looked at.
    /// - Throws: `TestFailure`, `UnknownService`, `SettingsError`.
    init(
        _ named: String?,
        of loaded: LoadedProject,
        _ files: any ProjectFiles = DiskProjectFiles()
    ) throws {
        let general = try TestSettings(of: loaded)
        let detection = TestDetection(files)
        let name = try named.map { ServiceName($0) } ?? general.service ?? Self.only(in: loaded.project, detection)
        guard let service = loaded.project.definition(of: name) else {
            throw UnknownService(name: name.rawValue, known: loaded.project.allServices.map(\.name.rawValue))
        }
        self.service = service
        settings = try general.settings(for: name, of: loaded)
        if let command = settings.command {
            line = TestLine(command)
        } else if let own = Self.ownLine(of: service) {
            line = own
        } else if Self.isBuiltForTests(service) {
            line = service.command.map { TestLine($0) }
        } else if let found = detection.line(for: service) {
            line = found
        } else if Self.isNamedForTests(service) {
            line = service.command.map { TestLine($0) }
        } else {
            throw TestFailure.noCommand(name)
        }
    }

    /// The only service that runs tests: those whose command or build target says so come before those whose name does, and
    /// those before the ones whose files do.
    private static func only(in project: Project, _ detection: TestDetection) throws -> ServiceName {
        let services = Array(project.services.values)
        let signs: [(Service) -> Bool] = [
            { ownLine(of: $0) != nil || isBuiltForTests($0) }, { isNamedForTests($0) },
            { detection.line(for: $0) != nil },
        ]
        for sign in signs {
            let found = services.filter(sign).map(\.name)
            guard let first = found.first else { continue }
            guard found.count == 1 else { throw TestFailure.severalServices(found) }
            return first
        }
        throw TestFailure.noService(known: services.map(\.name))
    }

    /// The service's own command, if it is known to run tests.
    private static func ownLine(of service: Service) -> TestLine? {
        guard let command = service.command else { return nil }
        return TestLine((service.entrypoint ?? []) + command).runsTests ? TestLine(command) : nil
    }

    private static func isBuiltForTests(_ service: Service) -> Bool {
        guard let target = service.build?.target?.lowercased() else { return false }
        return ["test", "tests", "testing"].contains(target)
    }

    private static func isNamedForTests(_ service: Service) -> Bool {
        service.name.rawValue.lowercased().split { !$0.isLetter }
            .contains { ["test", "tests", "testing", "e2e"].contains($0) }
    }
}
