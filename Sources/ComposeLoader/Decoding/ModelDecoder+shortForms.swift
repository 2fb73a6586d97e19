internal import ComposeModel
internal import ComposeYAML

/// Texts of lists that stand for more than one thing.
extension ModelDecoder {
    /// Reads `service` or `service:alias`.
    func link(_ text: String) -> ServiceLink {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        return ServiceLink(to: ServiceName(parts.first ?? ""), alias: parts.count > 1 ? parts[1] : nil)
    }

    /// Reads `service`, `service:mode`, `container:name` or `container:name:mode`.
    func volumesSource(_ text: String) -> VolumesSource {
        var parts = text.split(separator: ":").map(String.init)[...]
        let isContainer = parts.first == "container"
        if isContainer { parts.removeFirst() }
        let name = parts.popFirst() ?? ""
        return VolumesSource(
            isContainer ? .container(name) : .service(ServiceName(name)),
            mode: parts.isEmpty ? nil : parts.joined(separator: ":")
        )
    }

    /// Reads `path` or `path:options`; `nil` where there is no path.
    func temporaryFileSystem(_ text: String) -> TemporaryFileSystem? {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        return parts.first.map { TemporaryFileSystem(at: $0, options: parts.count > 1 ? parts[1] : "") }
    }

    /// Reads `port`, `port/protocol` or `first-last/protocol`; `nil` for anything else.
    func exposedPorts(_ node: Node) -> ExposedPorts? {
        guard let text = node.scalarText else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let transport = parts.count > 1 ? parts[1].lowercased() : "tcp"
        guard parts.count <= 2, ["tcp", "udp", "sctp"].contains(transport),
            let range = try? PortSyntax.range(parts[0])
        else { return nil }
        let ports = PortMapping.PortRange(UInt16(range.lowerBound), through: UInt16(range.upperBound))
        return ExposedPorts(ports, transport: transport)
    }
}
