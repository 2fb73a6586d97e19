import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import TerminalOutput

/// `engarde port`.
struct PortCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "port",
        abstract: "Show where a port of a service is published."
    )
    static let operands = "[options] <service> <port>"
    static let examples = [
        HelpExample("engarde port web 80", "Prints the address and the port of the host."),
        HelpExample("engarde port --protocol udp dns 53/udp", "Asks for a port of another protocol."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Option(name: .long, help: ArgumentHelp("The protocol: tcp, udp or sctp.", valueName: "protocol"))
    var `protocol`: ContainerPort.Transport?

    @OptionGroup var container: ContainerIndex

    @Argument(help: ArgumentHelp("The service, and the port in its container.", valueName: "service port"))
    var words: [String] = []

    private static let needsOperands = wrongOperands("a service and a port are needed")

    func validate() throws {
        guard words.count == 2 else { throw Self.needsOperands }
        guard let port = ContainerPort(words[1]) else {
            throw UsageError(message: "'\(words[1])' is no port", hint: "write '80' or '53/udp'")
        }
        if let `protocol`, words[1].contains("/"), port.transport != `protocol` {
            throw UsageError(
                message: "--protocol \(`protocol`.rawValue) and '\(words[1])' contradict each other",
                hint: "leave out '--protocol \(`protocol`.rawValue)', or write '\(port.number)/\(`protocol`.rawValue)'"
            )
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        guard let service = words.first, var port = words.last.flatMap({ ContainerPort($0) }) else {
            throw Self.needsOperands
        }
        port.transport = `protocol` ?? port.transport
        let wanted = port
        return try await Invocation(global, in: surroundings).withNamedSession("port", naming: [service]) { session in
            let choice = ContainerChoice(of: ServiceName(service), index: container.number)
            let binding = try await FindPort(session, wanted, of: choice).run()
            surroundings.output.write("\(PublishedPorts.host(binding.address)):\(binding.port)\n", to: .data)
            return .done
        }
    }
}

extension ContainerPort.Transport: ExpressibleByArgument {}
