extension ContainerSummary: JSONReadable {
    private static let keys = JSONKeys<CodingKeys>()

    /// Reads a line.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self.init(id: "", name: "", image: "", imageID: "", state: .created)
        slashedNames = []
        var id: ContainerID?
        var state: ContainerStatus?
        var members = JSONMembers(of: Self.keys)
        while let key = try reader.nextKey(in: &members) {
            switch key {
            case .id: id = ContainerID(try reader.string())
            case .slashedNames: slashedNames = try [String](reading: &reader)
            case .image: image = try reader.string()
            case .imageID: imageID = ImageID(try reader.string())
            case .command: command = try reader.string()
            case .created: created = try reader.integer()
            case .state: state = ContainerStatus(try reader.string())
            case .status: status = try reader.string()
            case .ports: ports = try [Port](reading: &reader)
            case .labels: labels = try reader.strings()
            case .mounts: mounts = try [MountPoint](reading: &reader)
            case .networkSettings: networkSettings = try NetworkSettings(reading: &reader)
            }
        }
        guard let id, let state else { throw reader.malformed }
        self.id = id
        self.state = state
    }
}

extension ContainerSummary.Port: JSONReadable {
    private static let keys = JSONKeys<CodingKeys>()

    /// Reads a port.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        var hostIP = ""
        var privatePort: UInt16?
        var publicPort: UInt16?
        var transport: ContainerPort.Transport?
        var members = JSONMembers(of: Self.keys)
        while let key = try reader.nextKey(in: &members) {
            switch key {
            case .hostIP: hostIP = try reader.string()
            case .privatePort: privatePort = try reader.integer(UInt16.self)
            case .publicPort: publicPort = try reader.integer(UInt16.self)
            case .transport: transport = ContainerPort.Transport(rawValue: try reader.string())
            }
        }
        guard let privatePort, let transport else { throw reader.malformed }
        self.init(hostIP: hostIP, privatePort: privatePort, publicPort: publicPort, transport: transport)
    }
}

extension MountPoint: JSONReadable {
    private static let keys = JSONKeys<CodingKeys>()

    /// Reads a mount point.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self.init(type: MountType(rawValue: ""), source: "", destination: "", isWritable: false)
        var type: MountType?
        var destination: String?
        var members = JSONMembers(of: Self.keys)
        while let key = try reader.nextKey(in: &members) {
            switch key {
            case .type: type = MountType(rawValue: try reader.string())
            case .name: name = try reader.string()
            case .source: source = try reader.string()
            case .destination: destination = try reader.string()
            case .driver: driver = try reader.string()
            case .mode: mode = try reader.string()
            case .isWritable: isWritable = try reader.bool()
            case .propagation: propagation = try reader.string()
            }
        }
        guard let type, let destination else { throw reader.malformed }
        self.type = type
        self.destination = destination
    }
}
