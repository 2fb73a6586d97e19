import EngineAPI
import EngineClient

/// What holds a port of the host, so that no other container can publish it.
package enum PortOccupant: Sendable, Hashable {
    /// A container, by its name.
    case container(String)
    /// A process of this host.
    case process(ListeningProcess)

    /// Finds out who it is.
    ///
    /// - Parameters:
    ///   - container: the one that could not publish the port.
    ///   - client: the engine; processes are only looked at where it is this host's own.
    /// - Returns: `nil` where that cannot be known, such as for a process of somebody else.
    static func find(of port: HostPort, besides container: ContainerID, at client: EngineClient) async -> PortOccupant?
    {
        let containers = (try? await client.containers(all: false)) ?? []
        let holder = containers.first { other in
            other.name != container.rawValue && other.id != container
                && other.ports.contains { $0.publicPort == port.number && HostAddress.overlap($0.hostIP, port.address) }
        }
        if let holder { return .container(holder.name) }
        guard client.endpoint.socketPath != nil else { return nil }
        return ListeningProcess.find(port: port.number).map { .process($0) }
    }
}

extension PortOccupant: CustomStringConvertible {
    /// As a sentence names it: `container 'shop-web-1'`, `process 4711 ('nginx')`.
    package var description: String {
        switch self {
        case .container(let name): "container '\(name)'"
        case .process(let process): "process \(process.id) ('\(process.name)')"
        }
    }
}
