import ArgumentParser
import ComposeModel
import EngineAPI
import EngineClient
import Operations
import TerminalOutput
import Workflows

/// `engarde open`.
struct OpenCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a service's published port in the browser.",
        discussion: """
            Of several ports it is the one that looks most like a web server's; --port names another, as it is in the \
            container or on the host.
            """
    )
    static let operands = "[options] <service>"
    static let examples = [
        HelpExample("engarde open frontend", "Opens http://localhost:3000, where the service publishes that port."),
        HelpExample("engarde open --print --port 8000 backend", "Prints where that port is reached from here."),
    ]

    @Option(name: .long, help: ArgumentHelp("The port, in the container or on the host.", valueName: "number"))
    var port: UInt16?

    @Flag(name: .customLong("print"), help: "Print the address; open nothing.")
    var printsAddress = false

    @OptionGroup var container: ContainerIndex

    @Flag(name: .long, help: "Print the address; open nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The service.", valueName: "service"))
    var words: [String] = []

    func validate() throws {
        guard words.count == 1 else { throw Self.wrongOperands("one service is needed") }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        guard let name = words.first else { throw Self.wrongOperands("one service is needed") }
        let service = ServiceName(name)
        let isPrinted = printsAddress || global.dryRun
        let (port, number) = (port, container.number)
        return try await Invocation(global, in: surroundings).withNamedSession("open", naming: [name]) { session in
            let found = try await ContainerChoice(of: service, index: number).container(in: session)
            let choice = AddressChoice(found.ports, engineHost: session.client.endpoint.remoteHost)
            let address: String
            do throws(AddressChoice.Failure) {
                address = try choice.address(ofPort: port)
            } catch {
                throw AddressMissing(of: service, because: error)
            }
            guard !isPrinted else {
                surroundings.output.write(address + "\n", to: .data)
                return .done
            }
            guard Browser(environment: surroundings.environment).open(address) else {
                throw BrowserMissing(address: address)
            }
            surroundings.output.write("opening \(address)\n", to: .report)
            return .done
        }
    }
}

extension EngineEndpoint {
    /// The host that the engine is on; `nil` where that is this one.
    fileprivate var remoteHost: String? {
        switch address {
        case .unix, .inProcess: nil
        case .tcp(let host, _, _): ["localhost", "127.0.0.1", "::1"].contains(host) ? nil : host
        case .ssh(let host): host.host
        }
    }
}
