import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import Operations
import Reconciliation

/// The container that runs tests, before it is made.
struct TestContainer: Sendable {
    /// The service whose container it is.
    let service: Service
    /// The settings that count.
    let settings: TestSettings
    /// The command line; `nil` is the image's own.
    let line: TestLine?
    /// What the user adds to it.
    let arguments: [String]

    /// What it is made from, and what it leaves behind.
    ///
    /// - Throws: `TestFailure`, `EngineError`, `CancellationError`.
    func oneOff(in session: ProjectSession, named slug: String) async throws -> (oneOff: OneOff, reports: TestReports) {
        var line = line
        if line == nil { line = try await imageLine(in: session) }
        let reports: TestReports
        if var known = line {
            // Reports are asked for at the end of the line, which is the user's.
            reports = TestReports(settings, addingTo: &known)
            known.append(arguments)
            line = known
        } else {
            guard arguments.isEmpty else { throw TestFailure.nothingToAppendTo(service.name) }
            reports = TestReports(settings)
        }
        return (Self.oneOff(of: service, running: line, keeping: reports, slug: slug), reports)
    }

    /// The command that the image has.
    private func imageLine(in session: ProjectSession) async throws -> TestLine? {
        let config: ContainerConfig
        do {
            config = try await session.client.inspectImage(ImageReference(service.image)).config
        } catch EngineError.notFound {
            // Without any command to be added to, the image is pulled when it is needed.
            return nil
        }
        if let words = config.cmd, !words.isEmpty { return TestLine(words) }
        // The entrypoint alone runs the tests, and gets what is added as its arguments.
        let entrypoint = service.entrypoint ?? config.entrypoint ?? []
        return entrypoint.isEmpty ? nil : TestLine([])
    }

    /// The container of one command, in which the files that are wanted can be found when it has ended.
    static func oneOff(
        of service: Service,
        running line: TestLine?,
        keeping reports: TestReports,
        slug: String
    ) -> OneOff {
        var service = service
        if let words = line?.words, !words.isEmpty { service.command = words }
        service.tty = false
        service.stdinOpen = false
        service.containerName = nil
        service.restart = nil
        service.deploy?.restartPolicy = nil
        service.scale = 1
        // What is in memory is gone when the command has ended.
        let paths = reports.files.map(\.path)
        let isWanted = { (target: String) in paths.contains { $0.hasPrefix(target == "/" ? "/" : "\(target)/") } }
        service.tmpfs.removeAll { isWanted($0.target) }
        service.mounts.removeAll { mount in
            if case .tmpfs = mount.kind { isWanted(mount.target) } else { false }
        }
        let stays = { (path: String) in service.mounts.contains { path.hasPrefix("\($0.target)/") } }
        if !paths.allSatisfy(stays) { service.readOnly = false }
        var oneOff = OneOff(of: service, slug: slug)
        oneOff.isInteractive = false
        return oneOff
    }

    /// Whether its service's source is mounted, so that its image need not be built to have it.
    var mountsSource: Bool {
        guard let context = service.build?.context else { return false }
        return service.mounts.contains { mount in
            guard case .bind(let source, _) = mount.kind else { return false }
            return source == context || source.hasPrefix("\(context)/") || context.hasPrefix("\(source)/")
        }
    }
}
