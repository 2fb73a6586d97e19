internal import ChildProcesses
internal import NIOCore
internal import NIOPosix

/// Connects through the `ssh` program, which runs `docker system dial-stdio` at the far side: its standard input and output
/// are the connection.
///
/// - Source: docker's CLI (`cli/connhelper`).
struct SSHTransport: Transport {
    let endpoint: EngineEndpoint
    let host: SecureShellHost
    let environment: [String: String]
    private let processes = CarrierProcesses()

    init(endpoint: EngineEndpoint, host: SecureShellHost, environment: [String: String]) {
        self.endpoint = endpoint
        self.host = host
        self.environment = environment
    }

    func open(on group: any EventLoopGroup, timeLimit: Duration) async throws -> Connection {
        guard let path = Program.path(of: "ssh", environment: environment) else {
            throw EngineError.unreachable(endpoint, .noProgram)
        }
        let program = Program(path: path, arguments: host.arguments(timeLimit: timeLimit), environment: environment)
        guard let sockets = SocketPair(), let complaints = Pipe() else {
            throw EngineError.unreachable(endpoint, .system(reason: SocketPair.failure))
        }
        // A Ctrl-C is for this program, which may still have to stop containers.
        let start = program.start(
            [.descriptor(sockets.far), .descriptor(sockets.far), .descriptor(complaints.writing)],
            isApart: true
        )
        sockets.closeFar()
        complaints.closeWriting()
        guard case .success(let number) = start else {
            sockets.closeNear()
            complaints.closeReading()
            throw EngineError.unreachable(endpoint, .noProgram)
        }
        let loop = group.next()
        let process = CarrierProcess(number: number, loop: loop)
        process.listen(to: complaints.reading)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop)
                .channelInitializer(Connection.prepare)
                .withConnectedSocket(sockets.near)
                .connected(to: endpoint)
        } catch {
            processes.dismiss(process)
            throw error
        }
        channel.closeFuture.whenComplete { _ in processes.dismiss(process) }
        let endpoint = endpoint
        return Connection(channel: channel) { await process.failure(of: endpoint) }
    }

    func shutDown() { processes.endAll() }
}
