#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import EngineAPI

extension EngineClient {
    /// Builds an image from an archive.
    ///
    /// - Parameters:
    ///   - options: what to build.
    ///   - context: a tar archive in pieces of any length, gzip allowed, from which the files that `.dockerignore`
    ///     names are missing already. The next piece is asked for when the last one is sent.
    ///   - authorizations: what registries want to see, by registry.
    ///   - onEvent: is called for every event, in order; while it runs, nothing is read.
    /// - Throws: ``EngineError/buildFailed(_:)`` with the step, its last output and the engine's words, what `context`
    ///   throws and what `onEvent` throws.
    /// - Cancellation: the engine stops building; steps that have ended stay in its cache.
    /// - Source: `POST /build`.
    nonisolated(nonsending) package func build<Context: AsyncSequence & Sendable>(
        _ options: BuildOptions,
        context: Context,
        authorizations: [String: RegistryAuthorization] = [:],
        onEvent: (BuildEvent) async throws -> Void = { _ in }
    ) async throws -> ImageID where Context.Element == [UInt8] {
        var request = try Self.buildRequest(options, authorizations: authorizations)
        request.body = .stream(contentType: "application/x-tar")
        do {
            return try await withUpload(of: context, request: request, delivery: .stream) { [request] answer in
                try await Self.follow(try streamed(try await answer.value(), request), request, onEvent)
            }
        } catch EngineError.rejected(_, _, let message) {
            throw EngineError.buildFailed(BuildFailure(message: message))
        }
    }

    /// Builds an image from what the engine gets by itself: from a session, or from where ``BuildOptions/remote`` says.
    ///
    /// - Parameters:
    ///   - authorizations: what registries want to see, by registry; a session gives that, too.
    ///   - onEvent: is called for every event, in order; while it runs, nothing is read.
    /// - Throws: ``EngineError/buildFailed(_:)`` with the step, its last output and the engine's words, and what `onEvent`
    ///   throws.
    /// - Cancellation: the engine stops building; steps that have ended stay in its cache.
    /// - Source: `POST /build`, with `remote`; for what that has no place for, `POST /grpc`, see
    ///   ``BuildOptions/needsControl``.
    nonisolated(nonsending) package func build(
        _ options: BuildOptions,
        authorizations: [String: RegistryAuthorization] = [:],
        onEvent: (BuildEvent) async throws -> Void = { _ in }
    ) async throws -> ImageID {
        if options.needsControl { return try await buildByControl(options, onEvent: onEvent) }
        let request = try Self.buildRequest(options, authorizations: authorizations)
        do {
            return try await Self.follow(try await stream(request), request, onEvent)
        } catch EngineError.rejected(_, _, let message) {
            throw EngineError.buildFailed(BuildFailure(message: message))
        }
    }

    /// Reads what the engine tells of a build, to the image.
    nonisolated(nonsending) private static func follow(
        _ bytes: ByteStream,
        _ request: EngineRequest,
        _ onEvent: (BuildEvent) async throws -> Void
    ) async throws -> ImageID {
        var tracker = BuildProgressTracker()
        for try await message in JSONMessages<JSONProgress>(bytes: bytes, summary: request.summary) {
            for event in try events(of: message, &tracker, request) { try await onEvent(event) }
        }
        if let failure = tracker.failure { throw EngineError.buildFailed(failure) }
        guard let image = tracker.image else { throw EngineError.connectionClosed(request: request.summary) }
        return image
    }

    private static func events(
        of message: JSONProgress,
        _ tracker: inout BuildProgressTracker,
        _ request: EngineRequest
    ) throws -> [BuildEvent] {
        do {
            return try tracker.consume(message)
        } catch {
            throw EngineError.protocolViolation(request: request.summary, reason: "a malformed report of BuildKit")
        }
    }

    static func buildRequest(
        _ options: BuildOptions,
        authorizations: [String: RegistryAuthorization] = [:]
    ) throws -> EngineRequest {
        var request = EngineRequest(.post, "/build", about: .engine)
        if options.builder == .buildKit { request.add("version", "2") }
        request.add("dockerfile", options.dockerfile)
        for tag in options.tags { request.add("t", tag.rawValue) }
        request.add("target", options.target)
        if !options.buildArgs.isEmpty { request.add("buildargs", try jsonText(options.buildArgs)) }
        if !options.labels.isEmpty { request.add("labels", try jsonText(options.labels)) }
        if !options.cacheFrom.isEmpty { request.add("cachefrom", try jsonText(options.cacheFrom)) }
        for host in options.extraHosts { request.add("extrahosts", host) }
        request.add("nocache", if: options.noCache)
        request.add("pull", if: options.pull)
        request.add("networkmode", options.networkMode)
        request.add("shmsize", options.shmSize.map(String.init))
        request.add("platform", options.platform)
        request.add("remote", options.remote)
        request.add("session", options.session)
        request.add("forcerm", "1")
        if !authorizations.isEmpty {
            request.headers.append(("X-Registry-Config", try RegistryAuthorization.header(authorizations)))
        }
        request.timeLimit = .none
        return request
    }

    private static func jsonText(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
