import ComposeModel
import EngineAPI
import HTTPProxy

/// Where the names of stacks lead, as the running containers of an engine say: pure.
struct StackRoutes: Sendable {
    /// A TCP port that a container publishes.
    private struct Port {
        var stack: String
        var service: String
        var number: Int
        var target: UInt16
        var address: String
        var published: UInt16
    }

    private let ports: [Port]

    /// Reads what containers publish.
    init(_ containers: [ContainerSummary]) {
        ports = containers.flatMap { container -> [Port] in
            let labels = ComposeLabels(container.labels)
            guard let project = labels.project, let service = labels.service, !labels.isOneOff else { return [] }
            return container.ports.compactMap { port in
                guard let published = port.publicPort, port.transport == .tcp else { return nil }
                return Port(
                    stack: project.rawValue,
                    service: service.rawValue,
                    number: labels.containerNumber ?? .max,
                    target: port.privatePort,
                    address: port.publishedAddress,
                    published: published
                )
            }
        }
        .sorted {
            ($0.stack, $0.service, $0.number, $0.target, $0.address)
                < ($1.stack, $1.service, $1.number, $1.target, $1.address)
        }
    }

    /// Where a request goes.
    ///
    /// A service that publishes several ports is reached at the one that is the lowest in the container.
    ///
    /// - Parameters:
    ///   - host: as the request names it, in lower case.
    ///   - proxyPort: the port at which the request came, for the links of pages.
    func route(to host: String, proxyPort: Int) -> ProxyRoute {
        guard let name = StackHost(host) else {
            let isIndex = ["localhost", "127.0.0.1"].contains(host)
            return .page(
                ProxyPage(
                    status: isIndex ? 200 : 404,
                    title: isIndex ? "what is published" : "'\(host)' is no name of a service",
                    links: links(to: ports, proxyPort)
                )
            )
        }
        let stack = ports.filter { $0.stack.lowercased() == name.stack }
        guard !stack.isEmpty else {
            return .page(
                ProxyPage(
                    status: 404,
                    title: "nothing of stack '\(name.stack)' is published",
                    links: links(to: ports, proxyPort)
                )
            )
        }
        guard !name.service.isEmpty else {
            return .page(
                ProxyPage(status: 200, title: "stack '\(name.stack)'", links: links(to: stack, proxyPort))
            )
        }
        let service = stack.filter { $0.service.lowercased() == name.service }
        let chosen = service.filter { name.port == nil || $0.target == name.port }
        guard let port = chosen.min(by: { $0.target < $1.target }) else {
            let what = name.port.map { "port \($0) of service '\(name.service)'" } ?? "service '\(name.service)'"
            return .page(
                ProxyPage(
                    status: 404,
                    title: "\(what) of stack '\(name.stack)' is not published",
                    links: links(to: stack, proxyPort)
                )
            )
        }
        return .backend(host: Self.loopback(port.address), port: Int(port.published))
    }

    /// Where this host reaches a port that is published at an address.
    private static func loopback(_ address: String) -> String {
        ["", "0.0.0.0", "::"].contains(address) ? "127.0.0.1" : address
    }

    private func links(to ports: [Port], _ proxyPort: Int) -> [String] {
        var links: [String] = []
        for port in ports {
            let link = "http://\(StackHost.name(of: port.service, in: port.stack)):\(proxyPort)/"
            if !links.contains(link) { links.append(link) }
        }
        return links
    }
}
