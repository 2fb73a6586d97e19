package import EngineAPI

/// Which of a container's published ports is opened in a browser, and by which address: pure.
package struct AddressChoice: Sendable, Hashable {
    /// Ports in containers at which something other than a web server usually listens: databases, caches, queues, mail, debuggers.
    private static let otherPorts: Set<UInt16> = [
        21, 22, 25, 53, 110, 143, 389, 465, 587, 636, 993, 995, 1025, 1433, 1521, 1883, 2181, 2379, 3306, 4222, 5432,
        5671,
        5672, 5678, 6379, 6432, 9042, 9092, 9229, 11211, 26257, 27017, 33060,
    ]
    /// Ports in containers at which a web server usually listens, the likelier ones first.
    private static let webPorts: [UInt16] = [
        80, 443, 3000, 5173, 8000, 8080, 4200, 5000, 8888, 8443, 9000, 7860, 4173, 3001, 8081,
    ]

    /// A port that is published.
    struct Candidate: Sendable, Hashable {
        /// The port in the container.
        let target: UInt16
        /// The port of the host.
        let published: UInt16
        /// The address of the host, as the engine names it.
        let host: String
    }

    private let candidates: [Candidate]
    private let engineHost: String?

    /// Collects what is published over TCP, by the port in the container.
    ///
    /// - Parameter engineHost: the host that the engine is on; `nil` where that is this one.
    package init(_ ports: [ContainerSummary.Port], engineHost: String?) {
        var found: [Candidate] = []
        for port in ports where port.transport == .tcp {
            guard let published = port.publicPort else { continue }
            let isKnown = found.contains { $0.target == port.privatePort && $0.published == published }
            // Of an address of IPv4 and one of IPv6 the first will do.
            guard !isKnown else { continue }
            found.append(Candidate(target: port.privatePort, published: published, host: port.publishedAddress))
        }
        candidates = found.sorted { ($0.target, $0.published) < ($1.target, $1.published) }
        self.engineHost = engineHost
    }

    /// Why there is no address.
    package enum Failure: Error, Hashable {
        /// Nothing is published over TCP.
        case nothingPublished
        /// The port that was asked for is not published; those that are, by their ports in the container.
        case notPublished(UInt16, others: [UInt16])
        /// All that is published looks like something else than a web server.
        case noWebServer([UInt16])
    }

    /// The address.
    ///
    /// - Parameter port: the port in the container, or else of the host; `nil` chooses the one that looks most like a web server's.
    /// - Throws: ``Failure``.
    package func address(ofPort port: UInt16? = nil) throws(Failure) -> String {
        guard !candidates.isEmpty else { throw .nothingPublished }
        guard let port else {
            guard let likeliest = likeliest else { throw .noWebServer(candidates.map(\.target)) }
            return address(of: likeliest)
        }
        let chosen = candidates.first { $0.target == port } ?? candidates.first { $0.published == port }
        guard let chosen else { throw .notPublished(port, others: candidates.map(\.target)) }
        return address(of: chosen)
    }

    private var likeliest: Candidate? {
        for port in Self.webPorts {
            if let found = candidates.first(where: { $0.target == port }) { return found }
        }
        return candidates.first { !Self.otherPorts.contains($0.target) }
    }

    private func address(of candidate: Candidate) -> String {
        let scheme = [443, 8443].contains(candidate.target) ? "https" : "http"
        let isDefault = candidate.published == (scheme == "https" ? 443 : 80)
        let host = host(of: candidate)
        return "\(scheme)://\(host)" + (isDefault ? "" : ":\(candidate.published)")
    }

    private func host(of candidate: Candidate) -> String {
        let everywhere = ["", "0.0.0.0", "::"].contains(candidate.host)
        let loopback = candidate.host.hasPrefix("127.") || candidate.host == "::1"
        let name: String
        switch (everywhere, loopback) {
        case (true, _): name = engineHost ?? "localhost"
        // What listens there can be reached through a tunnel at most, which ends here.
        case (_, true): name = "localhost"
        default: name = candidate.host
        }
        return name.contains(":") ? "[\(name)]" : name
    }
}
