import ComposeModel
import EngineAPI
import EngineClient
import Reconciliation
import SessionEvents
import SystemPackage
import TarArchives

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Builds a service's image: the engine's builder gets its context without what the ignore file excludes, from BuildKit on
/// only what has changed of it; a remote context it gets by itself.
struct ImageBuilder: Sendable {
    let client: EngineClient
    let events: StepEvents
    let clock: any Clock<Duration>
    /// What programs get to see that a build needs.
    let environment: [String: String]

    /// Builds, and gives the image its names.
    ///
    /// - Throws: ``ConvergenceError/build(service:_:)``, `EngineError`, `CancellationError`.
    func build(_ build: Operation.BuildImage) async throws {
        let stopwatch = Stopwatch(clock)
        events.emit(.buildBegan)
        var request = build.request
        let mask = BuildArgumentMask(
            request.buildArgs,
            credentials: request.remote.flatMap { RemoteContext($0)?.credentials }
        )
        do {
            if request.builder == .buildKit { request.builder = try await client.capabilities.builder }
            switch request.builder {
            case .buildKit: try await buildInSession(build, request) { report($0, build, mask) }
            case .classic: try await buildFromArchive(build, request) { report($0, build, mask) }
            }
            events.emit(.buildDone(elapsed: Seconds(stopwatch.elapsed)))
        } catch let error as ConvergenceError {
            events.emit(.buildFailed(reason: "\(error)"))
            throw error
        } catch let error as EngineError {
            let error = mask.apply(to: placed(error, in: build))
            let failure = frontendFailure(of: build, error).map {
                ConvergenceError.build(service: build.service, $0)
            }
            events.emit(.buildFailed(reason: failure.map { "\($0)" } ?? "\(error)"))
            if let failure { throw failure }
            throw error
        }
    }

    private func buildFromArchive(
        _ build: Operation.BuildImage,
        _ request: BuildOptions,
        onEvent: (BuildEvent) -> Void
    ) async throws {
        var request = request
        let authorizations = try await client.registries?.all { failure in events.warn("\(failure)") }
        guard request.remote == nil else {
            // The engine gets the context by itself.
            _ = try await client.build(request, authorizations: authorizations ?? [:], onEvent: onEvent)
            return
        }
        let context = try context(of: build, &request)
        do {
            _ = try await client.build(
                request,
                context: context,
                authorizations: authorizations ?? [:],
                onEvent: onEvent
            )
        } catch let error as TarArchivesError {
            throw Self.flaw(error, of: build.service, context: build.context)
        }
    }

    /// The error with the instruction that it is about, where that can be found.
    private func placed(_ error: EngineError, in build: Operation.BuildImage) -> EngineError {
        // A Dockerfile that the engine got by itself is not here.
        guard case .buildFailed(var failure) = error, build.request.remote == nil else { return error }
        let place: FailedInstruction? =
            switch build.dockerfile {
            case .inline(let text): FailedInstruction(of: failure, in: text, named: "dockerfile_inline")
            case .file(let path): failedInstruction(failure, inFile: build.dockerfile(at: path).string)
            }
        failure.excerpt = place?.excerpt
        return .buildFailed(failure)
    }

    private func failedInstruction(_ failure: BuildFailure, inFile path: String) -> FailedInstruction? {
        FileManager.default.contents(atPath: path).flatMap {
            FailedInstruction(of: failure, in: String(decoding: $0, as: UTF8.self), named: path)
        }
    }

    /// What the first lines of the Dockerfile have to do with the failure; `nil` for nothing.
    private func frontendFailure(
        of build: Operation.BuildImage,
        _ error: EngineError
    ) -> ConvergenceError.BuildFlaw? {
        guard case .buildFailed(let failure) = error, failure.lacksFrontend, build.request.remote == nil else {
            return nil
        }
        let found: FrontendDirective? =
            switch build.dockerfile {
            case .inline(let text): FrontendDirective(in: text, named: "dockerfile_inline")
            case .file(let path): directive(inFile: build.dockerfile(at: path).string)
            }
        return found.map { .frontendMissing($0.failure(reason: failure.message)) }
    }

    private func directive(inFile path: String) -> FrontendDirective? {
        FileManager.default.contents(atPath: path).flatMap {
            FrontendDirective(in: String(decoding: $0, as: UTF8.self), named: path)
        }
    }

    private func report(_ event: BuildEvent, _ build: Operation.BuildImage, _ mask: BuildArgumentMask) {
        switch event {
        case .started(let step) where !step.isInternal:
            events.emit(.buildStepBegan(name: mask.apply(to: step.name)))
        case .completed(let step, let isCached, _) where !step.isInternal:
            if step.exportsImage {
                for name in build.request.tags.map(\.completed) {
                    events.emit(.buildOutput(step: step.name, line: "naming to \(name.rawValue) done"))
                }
            }
            events.emit(.buildStepDone(name: mask.apply(to: step.name), isCached: isCached))
        case .output(let step, _, let text):
            for line in text.split(whereSeparator: \.isNewline) {
                // What a command writes is its own affair, as in a container's log.
                events.emit(.buildOutput(step: mask.apply(to: step.name), line: String(line)))
            }
        case .warning(let text): events.warn("build of '\(build.service)': \(mask.apply(to: text))")
        case .remark(let text): events.emit(.buildOutput(step: "", line: mask.apply(to: text)))
        case .started, .completed, .progress, .failed, .cacheKept, .image: break
        }
    }
}
