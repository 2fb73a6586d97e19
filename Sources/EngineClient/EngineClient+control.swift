internal import EngineAPI
internal import NIOCore

extension EngineClient {
    /// Builds an image by BuildKit's own interface, in a session.
    ///
    /// - Throws: ``EngineError/notFound(_:message:)`` where the engine does not have that interface,
    ///   ``EngineError/buildFailed(_:)``, and what `onEvent` throws.
    /// - Source: `POST /grpc`.
    nonisolated(nonsending) func buildByControl(
        _ options: BuildOptions,
        onEvent: (BuildEvent) async throws -> Void
    ) async throws -> ImageID {
        let solve = SolveRequest(try await withHostGateway(options), reference: Self.uniqueReference)
        let request = EngineRequest(.post, "/grpc", about: .engine)
        let (connection, bytes) = try await upgrade(request, to: "h2c")
        defer { connection.close() }
        let control = BuildControl(request: solve, summary: request.summary)
        return try await control.run(
            ByteChunks(bytes: bytes),
            send: { try await connection.send(ByteBuffer(bytes: $0), summary: request.summary) },
            onEvent: onEvent
        )
    }

    /// The options with an address in place of the word `host-gateway`, which BuildKit does not know.
    ///
    /// - Source: `builder/builder-next/builder.go` of moby, which puts the gateway of the engine's own bridge there.
    private func withHostGateway(_ options: BuildOptions) async throws -> BuildOptions {
        let ending = ":\(ContainerCreateRequest.hostGateway)"
        guard options.extraHosts.contains(where: { $0.hasSuffix(ending) }) else { return options }
        guard let gateway = try await inspectNetwork(NetworkID("bridge")).ipam.hostAddress else {
            // Docker's words.
            let message = "unable to derive the IP value for host-gateway"
            throw EngineError.buildFailed(BuildFailure(message: message))
        }
        var options = options
        options.extraHosts = options.extraHosts.map { host in
            host.hasSuffix(ending) ? "\(host.dropLast(ending.count)):\(gateway)" : host
        }
        return options
    }

    /// What no other build of the engine is known by.
    private static var uniqueReference: String {
        (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
    }
}
