package import EngineAPI
package import EngineServer
import OrderedCollections
import Synchronization

extension ScriptedStore {
    package func createExec(in container: ContainerID, _ definition: ExecCreateRequest) async throws
        -> ExecCreateResponse
    {
        try await reach(.createExec, name(of: container))
        return try state.withLock { state in
            let found = try state.container(container)
            guard found.inspection.state.isRunning else {
                throw BackendError.conflict("Container \(found.inspection.id) is not running")
            }
            let id = ExecID(state.nextIdentifier())
            var inspection = ExecInspection(id: id, isRunning: false, exitCode: nil)
            inspection.containerID = found.inspection.id
            state.execs[id] = Exec(container: found.inspection.id, definition: definition, inspection: inspection)
            return ExecCreateResponse(id: id)
        }
    }

    package func startExec(
        _ exec: ExecID,
        _ request: ExecStartRequest,
        input: BackendStream<[UInt8]>
    ) async throws -> BackendStream<LogFrame> {
        try await reach(.startExec, subject(of: exec))
        let (definition, script) = try state.withLock { state in
            guard let found = state.execs[exec], let container = state.containers[found.container] else {
                throw BackendError.notFound("No such exec instance: \(exec)")
            }
            guard container.inspection.state.isRunning else {
                throw BackendError.conflict("Container \(found.container) is not running")
            }
            state.execs[exec]?.inspection.isRunning = true
            return (found.definition, state.scripts[container.service]?.exec)
        }
        let process = script?(definition) ?? .cannotRun
        if request.detach {
            for happening in [ScriptedProcess.Happening.begins, .readsEnd] { tell(exec, happening, process) }
            while let deed = nextDeed(of: exec) { if case .exits(let code) = deed { end(exec, code: code) } }
            return Self.stream(of: [])
        }
        state.withLock { $0.execs[exec]?.isConnected = true }
        let input = definition.attachStdin ? input : Self.stream(of: [])
        return BackendStream<LogFrame>(unfolding: { [weak self] in
            do {
                return try await self?.nextFrame(of: exec, process, input)
            } catch {
                // The process goes on, and nobody listens.
                self?.state.withLock { $0.execs[exec]?.isConnected = false }
                throw error
            }
        })
    }

    package func inspectExec(_ exec: ExecID) async throws -> ExecInspection {
        try await reach(.inspectExec, subject(of: exec))
        return try state.withLock { state in
            guard let found = state.execs[exec] else { throw BackendError.notFound("No such exec instance: \(exec)") }
            return found.inspection
        }
    }

    package func resizeExec(_ exec: ExecID, rows: Int, columns: Int) async throws {
        try await reach(.resizeExec, subject(of: exec))
        try state.withLock { state in
            guard state.execs[exec] != nil else { throw BackendError.notFound("No such exec instance: \(exec)") }
            state.terminalSizes.append("\(rows)x\(columns)")
        }
    }

    /// How many processes run now that were started in containers and that somebody listens to.
    package var hangingProcesses: Int {
        state.withLock { $0.execs.values.count { $0.inspection.isRunning && $0.isConnected } }
    }

    /// The sizes that terminals of processes were given, in order: `24x80`.
    package var terminalSizes: [String] { state.withLock(\.terminalSizes) }

    /// What ran in containers, in order: `shop-web-1: echo hello`.
    package var commands: [String] {
        state.withLock { state in
            state.execs.values.sorted { $0.inspection.id < $1.inspection.id }.map { exec in
                let name = state.containers[exec.container]?.inspection.name ?? exec.container.shortForm
                return "\(name): \(exec.definition.command.joined(separator: " "))"
            }
        }
    }

    /// How processes were started in containers, in order.
    package var executions: [ExecCreateRequest] {
        state.withLock { $0.execs.values.sorted { $0.inspection.id < $1.inspection.id }.map(\.definition) }
    }

    private func subject(of exec: ExecID) -> String {
        state.withLock { state in
            state.execs[exec].flatMap { state.containers[$0.container]?.inspection.name } ?? exec.rawValue
        }
    }

    /// What a process writes next; `nil` when it has ended.
    private func nextFrame(
        of exec: ExecID,
        _ process: ScriptedProcess,
        _ input: BackendStream<[UInt8]>
    ) async throws -> LogFrame? {
        while true {
            switch nextDeed(of: exec) {
            case .writes(let text, let stream)?:
                // Whoever has read the last of it finds the process ended.
                if case .exits(let code)? = state.withLock({ $0.execs[exec]?.deeds.first }) { end(exec, code: code) }
                return LogFrame(stream: stream, bytes: Array(text.utf8))
            case .exits(let code)?:
                end(exec, code: code)
                return nil
            case nil:
                guard let happening = try await nextHappening(to: exec, input) else { return nil }
                tell(exec, happening, process)
            }
        }
    }

    private func nextDeed(of exec: ExecID) -> ScriptedProcess.Deed? {
        state.withLock { state in
            guard let deed = state.execs[exec]?.deeds.first else { return nil }
            state.execs[exec]?.deeds.removeFirst()
            return deed
        }
    }

    /// Lets something happen to a process.
    private func tell(_ exec: ExecID, _ happening: ScriptedProcess.Happening, _ process: ScriptedProcess) {
        let program = state.withLock { state in
            state.execs[exec]?.note(happening)
            return state.execs[exec]?.definition.command.first ?? ""
        }
        // The test's answer may ask the engine.
        let deeds = process.deeds(upon: happening, program: program)
        state.withLock { $0.execs[exec]?.deeds += deeds }
    }

    private func end(_ exec: ExecID, code: Int) {
        state.withLock { state in
            state.execs[exec]?.inspection.isRunning = false
            state.execs[exec]?.inspection.exitCode = code
        }
    }

    /// Waits for what happens next; `nil` is the end of the container, and of the process with it.
    private func nextHappening(
        to exec: ExecID,
        _ input: BackendStream<[UInt8]>
    ) async throws -> ScriptedProcess.Happening? {
        let (death, killer) = AsyncStream<Void>.makeStream()
        let stage: Exec.Stage? = state.withLock { state in
            guard let found = state.execs[exec], found.inspection.isRunning else { return nil }
            state.execs[exec]?.killer = killer
            return found.stage
        }
        guard let stage else { return nil }
        if stage == .prepared { return .begins }
        return try await withThrowingTaskGroup(of: ScriptedProcess.Happening?.self) { group in
            group.addTask {
                for await _ in death {}
                return nil
            }
            if stage == .reading {
                group.addTask {
                    var pieces = input.makeAsyncIterator()
                    guard let piece = try await pieces.next() else { return .readsEnd }
                    return .reads(piece)
                }
            }
            defer { group.cancelAll() }
            let first = try await group.next() ?? nil
            try Task.checkCancellation()
            return first
        }
    }
}
