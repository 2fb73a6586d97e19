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
        let end = try state.withLock { state in
            guard let found = state.execs[exec], let container = state.containers[found.container] else {
                throw BackendError.notFound("No such exec instance: \(exec)")
            }
            let end = state.scripts[container.service]?.exec(found.definition) ?? .exits(0)
            switch end {
            case .exits(let code, _): state.execs[exec]?.inspection.exitCode = code
            case .hangs: state.execs[exec]?.inspection.isRunning = true
            }
            return end
        }
        switch end {
        case .exits(_, let output):
            return Self.stream(of: output.isEmpty ? [] : [LogFrame(stream: .stdout, bytes: Array(output.utf8))])
        case .hangs:
            let (stream, continuation) = BackendStream.makeStream(of: LogFrame.self)
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { $0.execs[exec]?.inspection.isRunning = false }
            }
            return stream
        }
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
        guard state.withLock({ $0.execs[exec] }) != nil else {
            throw BackendError.notFound("No such exec instance: \(exec)")
        }
    }

    /// How many processes hang now that were started in containers and that somebody listens to.
    package var hangingProcesses: Int { state.withLock { $0.execs.values.count { $0.inspection.isRunning } } }

    /// What ran in containers, in order: `shop-web-1: echo hello`.
    package var commands: [String] {
        state.withLock { state in
            state.execs.values.sorted { $0.inspection.id < $1.inspection.id }.map { exec in
                let name = state.containers[exec.container]?.inspection.name ?? exec.container.shortForm
                return "\(name): \(exec.definition.command.joined(separator: " "))"
            }
        }
    }

    private func subject(of exec: ExecID) -> String {
        state.withLock { state in
            state.execs[exec].flatMap { state.containers[$0.container]?.inspection.name } ?? exec.rawValue
        }
    }
}
