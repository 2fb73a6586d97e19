import ComposeModel
import EngineAPI
import EngineClient
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
    let project: Project
    let options: PlanExecutor.Options

    /// Builds, and gives the image its names.
    ///
    /// - Parameters:
    ///   - environment: where arguments without a value get theirs from.
    ///   - basesArePulled: whether what it is built from is taken as it is there, also where the newest was asked for.
    /// - Throws: ``ConvergenceError/build(service:_:)``, `EngineError`, `CancellationError`.
    func build(
        _ definition: BuildDefinition,
        of service: Service,
        environment: [String: String],
        basesArePulled: Bool = false
    ) async throws {
        try refuseWhatIsNotSupported(definition, service.name)
        let clock = ContinuousClock()
        let began = clock.now
        emit(service, .started(image: service.image))
        var request = buildOptions(definition, of: service, environment: environment)
        if basesArePulled { request.pull = false }
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
        var flaws = definition.secrets.map { reference in
            // Loading refuses references to what is not declared.
            let form = project.secrets[reference.source]?.source.form ?? "secrets"
            return ConvergenceError.BuildFlaw.unsupportedSecret(key: reference.source.rawValue, form: form)
        }
        let findings: [(attribute: String, isUsed: Bool)] = [
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
        flaws += findings.filter(\.isUsed).map { .unsupported($0.attribute) }
        let errors = flaws.map { ConvergenceError.build(service: service, $0) }
        if let first = errors.first { throw errors.count > 1 ? .several(errors) : first }
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
        request.labels[ComposeLabel.project] = project.name.rawValue
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
