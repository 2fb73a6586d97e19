extension NetworkSettings: JSONReadable {
    private static let keys = JSONKeys<CodingKeys>()

    /// Reads settings.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self.init()
        var members = JSONMembers(of: Self.keys)
        while let key = try reader.nextKey(in: &members) {
            switch key {
            case .ports: ports = try PortMap(reading: &reader)
            case .networks: networks = try [String: EndpointSettings](reading: &reader)
            }
        }
    }
}

extension EndpointSettings: JSONReadable {
    private static let keys = JSONKeys<CodingKeys>()

    /// Reads settings.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self.init()
        var members = JSONMembers(of: Self.keys)
        while let key = try reader.nextKey(in: &members) {
            switch key {
            case .ipamConfig: ipamConfig = try IPAMConfig(reading: &reader)
            case .links: links = try [String](reading: &reader)
            case .aliases: aliases = try [String](reading: &reader)
            case .networkID: networkID = NetworkID(try reader.string())
            case .endpointID: endpointID = try reader.string()
            case .gateway: gateway = try reader.string()
            case .ipAddress: ipAddress = try reader.string()
            case .ipPrefixLength: ipPrefixLength = try reader.integer()
            case .ipv6Gateway: ipv6Gateway = try reader.string()
            case .globalIPv6Address: globalIPv6Address = try reader.string()
            case .globalIPv6PrefixLength: globalIPv6PrefixLength = try reader.integer()
            case .macAddress: macAddress = try reader.string()
            case .driverOpts: driverOpts = try reader.strings()
            case .dnsNames: dnsNames = try [String](reading: &reader)
            case .gatewayPriority: gatewayPriority = try reader.integer()
            }
        }
    }
}

extension EndpointSettings.IPAMConfig: JSONReadable {
    private static let keys = JSONKeys<CodingKeys>()

    /// Reads a choice of addresses.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self.init()
        var members = JSONMembers(of: Self.keys)
        while let key = try reader.nextKey(in: &members) {
            switch key {
            case .ipv4Address: ipv4Address = try reader.string()
            case .ipv6Address: ipv6Address = try reader.string()
            case .linkLocalIPs: linkLocalIPs = try [String](reading: &reader)
            }
        }
    }
}

extension PortMap: JSONReadable {
    /// Reads the object; a `null` is an empty list.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self.init()
        for (name, list) in try [String: [PortBinding]?](reading: &reader) {
            guard let port = ContainerPort(name), bindings.updateValue(list ?? [], forKey: port) == nil else {
                throw reader.malformed
            }
        }
    }
}

extension PortBinding: JSONReadable {
    private static let keys = JSONKeys<CodingKeys>()

    /// Reads a binding.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self.init()
        var members = JSONMembers(of: Self.keys)
        while let key = try reader.nextKey(in: &members) {
            switch key {
            case .hostIP: hostIP = try reader.string()
            case .hostPort: hostPort = try reader.string()
            }
        }
    }
}
