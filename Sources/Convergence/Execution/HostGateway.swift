import EngineAPI
import EngineClient

/// Finds the address under which containers reach the host, for engines that do not know the word `host-gateway`.
struct HostGateway: Sendable {
    let client: EngineClient

    /// The request with an address in place of the word, where the engine needs that.
    ///
    /// - Parameter warn: is told when no address is known; the name is left out then.
    /// - Throws: `EngineError`, `CancellationError`.
    func resolve(
        _ request: ContainerCreateRequest,
        warn: (String) -> Void
    ) async throws -> ContainerCreateRequest {
        let names = request.hostsOfGateway
        guard !names.isEmpty, try await !client.capabilities.has(.hostGateway) else { return request }
        let network = request.hostConfig.networkMode
        if let address = try await address(in: network) { return request.resolvingHostGateway(to: address) }
        var request = request
        request.hostConfig.extraHosts.removeAll { $0.hasSuffix(":\(ContainerCreateRequest.hostGateway)") }
        warn(
            "extra host \(names.joined(separator: ", ")) is left out: "
                + "the host's address in network '\(network)' is not known"
        )
        return request
    }

    /// The host's address as it is seen in a network; `nil` where that is not known.
    private func address(in network: String) async throws -> String? {
        if network == "host" { return "127.0.0.1" }
        // The networks of a rootless engine are in a network of their own, whose gateway is not the host.
        if try await client.information().isRootless { return nil }
        // Podman has a name of its own for the network that Docker calls 'bridge'.
        let name = ["", "bridge", "default"].contains(network) ? "podman" : network
        do {
            return try await client.inspectNetwork(NetworkID(name)).ipam.hostAddress
        } catch EngineError.notFound {
            return nil
        }
    }
}
