import ComposeModel

/// The entry of an editor's list of debuggers that attaches to a service.
///
/// - Source: `launch.json` of Visual Studio Code; `debugpy` and `node` are the types of its debuggers.
struct LaunchEntry: Sendable, Hashable {
    /// The service.
    var service: ServiceName
    /// Its language.
    var language: ServiceLanguage
    /// The port of 127.0.0.1.
    var port: UInt16
    /// Which sources are where.
    var mappings: [PathMapping]
    /// The project's directory, which the editor has open.
    var project: String

    /// The entry's name.
    static func name(of service: ServiceName) -> String { "EnGarde: \(service)" }

    /// The entry's members.
    var members: [JSONCValue.Member] {
        let name = JSONCValue.Member("name", .text(Self.name(of: service)))
        let request = JSONCValue.Member("request", .text("attach"))
        switch language {
        case .python:
            let pairs = mappings.map { mapping in
                JSONCValue.object([
                    .init("localRoot", .text(mapping.localText(in: project))),
                    .init("remoteRoot", .text(mapping.remote)),
                ])
            }
            return [
                name, .init("type", .text("debugpy")), request,
                .init("connect", .object([.init("host", .text("127.0.0.1")), .init("port", .number(Int(port)))])),
                .init("pathMappings", .list(pairs)),
            ]
        case .node:
            var members = [
                name, .init("type", .text("node")), request, .init("address", .text("127.0.0.1")),
                .init("port", .number(Int(port))), .init("restart", .flag(true)),
            ]
            if let root = PathMapping.root(of: mappings) {
                members.append(.init("localRoot", .text(root.localText(in: project))))
                members.append(.init("remoteRoot", .text(root.remote)))
            }
            return members
        }
    }
}
