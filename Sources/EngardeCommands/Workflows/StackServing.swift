import CLibrary
import Operations
import SessionEvents
import TerminalOutput
import Workflows

/// Serves the names of stacks, in this process or in one that is left in the background.
struct StackServing: Sendable {
    private let invocation: Invocation
    private let request: SessionRequest
    private let port: Int

    /// Prepares it.
    ///
    /// - Parameter port: on the loopback interface.
    init(_ invocation: Invocation, _ request: SessionRequest, port: Int) {
        self.invocation = invocation
        self.request = request
        self.port = port
    }

    private var output: any TextOutput { invocation.surroundings.output }

    /// Serves until the user asks to stop.
    func run() async throws -> TerminationStatus {
        let output = self.output
        return try await serve { port in output.write(Self.text(port: port), to: .report) }
    }

    /// Serves as the process that ``detach()`` leaves behind.
    func runInBackground() async -> TerminationStatus {
        let signal = StartSignal(DetachedProcess.pipeDescriptor)
        do {
            return try await serve { port in signal.send(.serving(port: port)) }
        } catch {
            let report = ErrorReport(error)
            if !report.text.isEmpty { output.write(report.text + "\n", to: .report) }
            signal.send(.failed(report.diagnostics))
            return report.status
        }
    }

    /// Leaves a process behind that serves, and returns when it does.
    func detach() async throws -> TerminationStatus {
        let records = request.isolationRecords
        if let holder = ProxyLock.holder(in: records), holder.port == port {
            output.write(Self.text(port: holder.port), to: .report)
            return .success
        }
        do {
            try records.createFolder()
        } catch {
            throw IsolationError.proxyUnavailable(reason: "its log cannot be written: \(error)")
        }
        let split = try CommandLineSplit(
            Array(CommandLine.arguments.dropFirst()),
            plugin: CommandLine.arguments.first.flatMap(DockerPlugin.init(calledAs:))
        )
        let arguments =
            split.options + ["--progress", "plain", "--ansi", "never"]
            + ["stacks", "--background", "--port", String(port), "proxy"]
        let (process, pipe) = try DetachedProcess.start(
            arguments,
            environment: invocation.surroundings.environment,
            log: records.proxyLog
        )
        let said = await withTaskCancellationHandler {
            await BackgroundWatch.readAll(pipe)
        } onCancel: {
            kill(process, SIGTERM)
        }
        try Task.checkCancellation()
        switch StartSignal.Message(said) {
        case .serving(let port):
            output.write(Self.text(port: port), to: .report)
            return .success
        case .failed(let diagnostics): throw StartFailure(diagnostics: diagnostics)
        case .watching, nil:
            throw IsolationError.proxyUnavailable(reason: "the program ended at once; see '\(records.proxyLog)'")
        }
    }

    /// Ends the process in the background.
    func stop() async throws -> TerminationStatus {
        let records = request.isolationRecords
        guard let holder = ProxyLock.holder(in: records) else {
            output.write("nobody serves the names of stacks\n", to: .report)
            return .success
        }
        holder.process.signal(SIGTERM)
        let clock = invocation.surroundings.clock
        while ProxyLock.holder(in: records)?.process == holder.process {
            try await clock.sleep(for: .milliseconds(20))
        }
        return .success
    }

    private func serve(onListening: @escaping @Sendable (Int) -> Void) async throws -> TerminationStatus {
        let serving = ServeStacks(request, at: port)
        return try await Interrupts.withSignals { interrupts in
            try await invocation.withEvents(of: "stacks") { _ in
                OperationEnd(try await interrupts.race { try await serving.run(onListening: onListening) })
            }
        }
    }

    private static func text(port: Int) -> String {
        "stacks are served at http://SERVICE.STACK.localhost:\(port), and listed at http://localhost:\(port)\n"
    }
}
