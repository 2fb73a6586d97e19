import ComposeModel
import EngineAPI
import EngineClient
import IgnoreRules
import OrderedCollections
import Reconciliation
import SessionEvents
import SystemPackage
import TarArchives

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Builds a service's image: sends its context, without what the ignore file excludes, to the engine's builder.
struct ImageBuilder: Sendable {
    let client: EngineClient
    let events: any SessionEventSink
    let project: ProjectName
    let options: PlanExecutor.Options

    /// Builds, and gives the image its names.
    ///
    /// - Parameter environment: where arguments without a value get theirs from.
    /// - Throws: ``ConvergenceError/build(service:_:)``, `EngineError`, `CancellationError`.
    func build(_ definition: BuildDefinition, of service: Service, environment: [String: String]) async throws {
        try refuseWhatIsNotSupported(definition, service.name)
        let clock = ContinuousClock()
        let began = clock.now
        emit(service, .started(image: service.image))
        var request = buildOptions(definition, of: service, environment: environment)
        let mask = BuildArgumentMask(request.buildArgs)
        do {
            request.builder = try await client.ping().builder
            let context = try context(of: definition, service.name, &request)
            let authorizations = try await client.registries?.all { failure in events.emit(.warning("\(failure)")) }
            do {
                _ = try await client.build(request, context: context, authorizations: authorizations ?? [:]) { event in
                    report(event, service, mask)
                }
            } catch let error as TarArchivesError {
                throw Self.flaw(error, of: service.name, context: definition.context)
            }
            emit(service, .finished(image: service.image, clock.now - began))
        } catch let error as ConvergenceError {
            emit(service, .failed("\(error)"))
            throw error
        } catch let error as EngineError {
            let error = mask.apply(to: error)
            let failure = frontendFailure(of: definition, error).map {
                ConvergenceError.build(service: service.name, $0)
            }
            emit(service, .failed(failure.map { "\($0)" } ?? "\(error)"))
            if let failure { throw failure }
            throw error
        }
    }

    /// What the first lines of the Dockerfile have to do with the failure; `nil` for nothing.
    private func frontendFailure(
        of definition: BuildDefinition,
        _ error: EngineError
    ) -> ConvergenceError.BuildFlaw? {
        guard case .buildFailed(let failure) = error, failure.lacksFrontend else { return nil }
        let file = FilePath(definition.context).pushing(FilePath(definition.dockerfile)).lexicallyNormalized()
        let text =
            definition.dockerfileInline
            ?? FileManager.default.contents(atPath: file.string).map { String(decoding: $0, as: UTF8.self) }
        let name = definition.dockerfileInline == nil ? file.string : "dockerfile_inline"
        guard let directive = text.flatMap({ FrontendDirective(in: $0, named: name) }) else { return nil }
        return .frontendMissing(directive.failure(reason: failure.message))
    }

    private func refuseWhatIsNotSupported(_ definition: BuildDefinition, _ service: ServiceName) throws {
        let findings: [(attribute: String, isUsed: Bool)] = [
            ("secrets", !definition.secrets.isEmpty),
            ("ssh", !definition.ssh.isEmpty),
            ("additional_contexts", !definition.additionalContexts.isEmpty),
            ("cache_to", !definition.cacheTo.isEmpty),
            ("entitlements", !definition.entitlements.isEmpty),
            ("no_cache_filter", !definition.noCacheFilter.isEmpty),
            ("privileged", definition.privileged),
            ("ulimits", !definition.ulimits.isEmpty),
            ("isolation", definition.isolation != nil),
            ("platforms", definition.platforms.count > 1),
            ("context", definition.context.contains("://") || definition.context.hasPrefix("git@")),
        ]
        for finding in findings where finding.isUsed {
            throw ConvergenceError.build(service: service, .unsupported(finding.attribute))
        }
    }

    private func buildOptions(
        _ definition: BuildDefinition,
        of service: Service,
        environment: [String: String]
    ) -> BuildOptions {
        var request = BuildOptions(tags: ([service.image] + definition.tags).map { ImageReference($0) })
        request.target = definition.target
        for (name, value) in definition.arguments {
            if let value = value ?? environment[name] { request.buildArgs[name] = value }
        }
        request.buildArgs.merge(options.buildArguments.mapValues { $0 }) { $1 }
        request.labels = Dictionary(uniqueKeysWithValues: definition.labels.map { ($0, $1) })
        request.labels[ComposeLabel.project] = project.rawValue
        request.labels[ComposeLabel.service] = service.name.rawValue
        request.labels[ComposeLabel.version] = options.toolVersion
        request.extraHosts = definition.extraHosts.flatMap { name, addresses in addresses.map { "\(name):\($0)" } }
        request.cacheFrom = definition.cacheFrom.map { ImageReference($0) }
        request.noCache = definition.noCache || options.buildsWithoutCache
        request.pull = definition.pull || options.pullsBaseImages
        request.networkMode = definition.network
        request.shmSize = definition.sharedMemorySize?.bytes
        request.platform = definition.platforms.first ?? service.platform
        return request
    }

    /// The archive that is sent; a Dockerfile that lies outside the context, or has no file at all, travels along under
    /// a name of its own.
    private func context(
        of definition: BuildDefinition,
        _ service: ServiceName,
        _ request: inout BuildOptions
    ) throws -> TarArchive {
        let root = FilePath(definition.context)
        var isDirectory = false
        #if canImport(FoundationEssentials)
        let exists = FileManager.default.fileExists(atPath: root.string, isDirectory: &isDirectory)
        #else
        var flag: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: root.string, isDirectory: &flag)
        isDirectory = flag.boolValue
        #endif
        guard exists, isDirectory else {
            throw ConvergenceError.build(service: service, .contextMissing(definition.context))
        }
        let ownName = ".engarde.Dockerfile"
        var always: [FilePath] = [".dockerignore"]
        // The builder looks at the first 1,024 bytes to see whether this is an archive at all, and extended headers of a
        // first file would fill them: so the first entry is one without any.
        var extra = [TarItem(TarEntry(path: ".", kind: .directory, mode: 0o755))]
        if let inline = definition.dockerfileInline {
            request.dockerfile = ownName
            extra += [TarItem(path: FilePath(ownName), bytes: Array(inline.utf8))]
        } else {
            let file = root.pushing(FilePath(definition.dockerfile)).lexicallyNormalized()
            guard let bytes = FileManager.default.contents(atPath: file.string) else {
                if FileManager.default.fileExists(atPath: file.string) {
                    let reason = "the Dockerfile is no file that this user can read"
                    let flaw = ConvergenceError.BuildFlaw.fileUnreadable(
                        path: file.string,
                        inContext: nil,
                        reason: reason
                    )
                    throw ConvergenceError.build(service: service, flaw)
                }
                throw ConvergenceError.build(service: service, .dockerfileMissing(file.string))
            }
            var relative = file
            if relative.removePrefix(root.lexicallyNormalized()) {
                request.dockerfile = relative.string
                always.append(relative)
            } else {
                request.dockerfile = ownName
                extra += [TarItem(path: FilePath(ownName), bytes: Array(bytes))]
            }
        }
        do {
            let rules = try IgnoreRules.ofBuildContext(root, dockerfile: FilePath(definition.dockerfile))
            return TarArchive.directory(
                root,
                ignoring: IgnoreRuleSet(rules, relativeTo: root),
                always: always,
                extra: extra,
                report: { [events] incident in
                    // Sockets, pipes and devices have no place in an image.
                    guard let text = Self.warning(of: incident) else { return }
                    events.emit(.warning("build of '\(service)': \(text)"))
                }
            )
        } catch {
            throw ConvergenceError.build(service: service, .unreadable("\(error)"))
        }
    }

    /// What is said of a file that is in the image otherwise than on the host.
    private static func warning(of incident: TarIncident) -> String? {
        switch incident {
        case .vanished(let path): "'\(path)' vanished while the context was sent, the image is built without it"
        case .grew(let path): "'\(path)' grew while the context was sent, what was added is left out"
        case .shrank, .notArchivable: nil
        }
    }

    /// What an archive's failure means for the build.
    private static func flaw(
        _ error: TarArchivesError,
        of service: ServiceName,
        context: String
    ) -> ConvergenceError {
        func nameInContext(_ path: FilePath) -> String? {
            var name = path
            return name.removePrefix(FilePath(context)) && !name.isEmpty ? name.string : nil
        }
        return switch error.code {
        case .unreadable(let path, let errno):
            .build(
                service: service,
                .fileUnreadable(
                    path: path.string,
                    inContext: nameInContext(path),
                    reason: "\(errno)".lowercased()
                )
            )
        case .shrank(let path):
            .build(service: service, .fileShrank(path: path.string, inContext: nameInContext(path)))
        case .malformedHeader, .truncated: .build(service: service, .unreadable("\(error)"))
        }
    }

    private func report(_ event: BuildEvent, _ service: Service, _ mask: BuildArgumentMask) {
        switch event {
        case .started(let step) where !step.isInternal: emit(service, .stepStarted(mask.apply(to: step.name)))
        case .completed(let step, let isCached, _) where !step.isInternal:
            emit(service, .stepFinished(mask.apply(to: step.name), cached: isCached))
        case .output(let step, _, let text):
            for line in text.split(whereSeparator: \.isNewline) {
                // What a command writes is its own affair, as in a container's log.
                emit(service, .output(step: mask.apply(to: step.name), line: String(line)))
            }
        case .warning(let text): events.emit(.warning("build of '\(service.name)': \(mask.apply(to: text))"))
        case .remark(let text): emit(service, .output(step: "", line: mask.apply(to: text)))
        case .started, .completed, .progress, .failed, .image: break
        }
    }

    private func emit(_ service: Service, _ phase: ImageBuildEvent.Phase) {
        events.emit(.build(ImageBuildEvent(service: service.name.rawValue, phase: phase)))
    }
}
