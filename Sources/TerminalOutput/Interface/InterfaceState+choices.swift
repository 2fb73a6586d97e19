import SessionEvents

extension InterfaceState {
    /// What can be chosen.
    struct Candidate: Sendable, Hashable {
        /// The number by which it is chosen, from 1.
        var number: Int
        var service: String
        /// The address that is opened; `nil` where none is.
        var target: String?
    }

    /// What can be chosen for something; services keep the numbers of their lines.
    func candidates(for choice: Choice) -> [Candidate] {
        let numbered = (services ?? []).enumerated().map { Candidate(number: $0.offset + 1, service: $0.element.name) }
        switch choice {
        case .restart: return numbered
        case .rebuild: return numbered.filter { candidate in services?[candidate.number - 1].isBuilt ?? false }
        case .open:
            let targets = numbered.flatMap { candidate in
                addresses(of: candidate.service).map { (candidate.service, $0) }
            }
            return targets.enumerated()
                .map { Candidate(number: $0.offset + 1, service: $0.element.0, target: $0.element.1) }
        }
    }

    /// Those whose number or name begins with what was typed.
    func matches(_ typed: String, for choice: Choice) -> [Candidate] {
        candidates(for: choice).filter {
            typed.isEmpty || "\($0.number)".hasPrefix(typed) || $0.service.hasPrefix(typed)
        }
    }

    /// Where a service's published ports are to be seen, in the order of its ports.
    private func addresses(of service: String) -> [String] {
        var addresses: [String] = []
        for container in containers(of: service) {
            for port in container.report.ports where port.transport == "tcp" {
                let isLocal = ["", "0.0.0.0", "::", "127.0.0.1", "::1"].contains(port.address)
                let host = isLocal ? "localhost" : port.address.contains(":") ? "[\(port.address)]" : port.address
                let address = "\([443, 8443].contains(port.target) ? "https" : "http")://\(host):\(port.port)"
                if !addresses.contains(address) { addresses.append(address) }
            }
        }
        return addresses
    }
}
