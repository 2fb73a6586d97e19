package import EngineAPI
package import EngineServer
import OrderedCollections
import Synchronization

extension ScriptedStore {
    package func attach(to container: ContainerID, _ query: AttachQuery) async throws -> BackendAttachment {
        try await reach(.attach, name(of: container))
        let (output, continuation) = BackendStream<LogFrame>.makeStream()
        let (id, number, isTerminal) = try state.withLock { state in
            let found = try state.container(container).inspection
            guard !found.state.isPaused else {
                throw BackendError.conflict("container \(found.id) is paused, unpause the container before attach")
            }
            let number = state.nextSerial()
            state.attachQueries.append(query)
            state.attachments[number] = Attachment(container: found.id, query: query, continuation: continuation)
            return (found.id, number, found.config.tty)
        }
        continuation.onTermination = { [weak self] reason in
            // The store itself ends it while it holds the lock.
            guard case .cancelled = reason else { return }
            self?.state.withLock { $0.attachments[number] = nil }
        }
        return BackendAttachment(output: output, isTerminal: isTerminal) { [weak self] piece in
            guard query.stdin else { return }
            self?.take(piece, for: id, from: number)
        }
    }

    package func resizeContainer(_ container: ContainerID, rows: Int, columns: Int) async throws {
        try await reach(.resizeContainer, name(of: container))
        try state.withLock { state in
            let found = try state.container(container).inspection
            guard found.state.isRunning else { throw BackendError.conflict("Container \(found.id) is not running") }
            state.terminalSizes.append("\(rows)x\(columns)")
        }
    }

    /// How those who connected to main processes wanted it, in order.
    package var attachQueries: [AttachQuery] { state.withLock(\.attachQueries) }

    /// The signals that main processes were sent, in order, such as `SIGINT`.
    package var signals: [String] { state.withLock(\.signals) }

    /// How many are connected to the main process of a container now.
    package func attachmentCount(of container: String) -> Int {
        state.withLock { state in
            guard let id = try? state.container(ContainerID(container)).inspection.id else { return 0 }
            return state.attachments.values.count { $0.container == id }
        }
    }

    /// Lets a main process that was started do what the test says; what came for it before, it reads now.
    func beginMain(of container: ContainerID) {
        let found = state.withLock { state -> (ContainerID, [ScriptedProcess.Happening])? in
            guard let found = try? state.container(container) else { return nil }
            state.containers[found.inspection.id]?.unread = []
            return (found.inspection.id, found.unread)
        }
        guard let (id, unread) = found else { return }
        for happening in [.begins] + unread { tellMain(of: id, happening) }
    }

    /// Takes what a client sent for a main process; `nil` is the end of it.
    private func take(_ bytes: [UInt8]?, for container: ContainerID, from number: Int) {
        guard let bytes else {
            let isHandedOn = state.withLock { state in
                guard let config = state.containers[container]?.inspection.config else { return false }
                if config.stdinOnce && !config.tty { return true }
                // As the engine does it: input that stays open for others ends the output of the one who ended it.
                state.attachments.removeValue(forKey: number)?.continuation.finish()
                return false
            }
            if isHandedOn { tellMain(of: container, .readsEnd) }
            return
        }
        tellMain(of: container, .reads(bytes))
    }

    /// Lets something happen to a main process; what comes for one that was not started waits.
    private func tellMain(of id: ContainerID, _ happening: ScriptedProcess.Happening) {
        let told = state.withLock { state -> (ScriptedProcess, String)? in
            guard let container = state.containers[id] else { return nil }
            if happening != .begins && !container.inspection.config.openStdin { return nil }
            guard container.inspection.state.isRunning else {
                if container.starts == 0 { state.containers[id]?.unread.append(happening) }
                return nil
            }
            guard let main = state.scripts[container.service]?.main else { return nil }
            return (main, container.inspection.config.cmd?.first ?? "")
        }
        guard let (main, program) = told else { return }
        // The test's answer may ask the engine.
        let deeds = main.deeds(upon: happening, program: program)
        state.withLock { state in for deed in deeds { state.perform(deed, in: id) } }
    }
}

extension ScriptedStore.Attachment {
    /// Whether what a process writes to a stream is shown.
    func shows(_ stream: LogFrame.Stream) -> Bool { stream == .stderr ? query.stderr : query.stdout }
}

extension ScriptedStore.State {
    /// Lets a main process do something.
    mutating func perform(_ deed: ScriptedProcess.Deed, in id: ContainerID) {
        guard containers[id]?.inspection.state.isRunning ?? false else { return }
        switch deed {
        case .writes(let text, let stream): output(Array(text.utf8), to: stream, in: id)
        case .exits(let code): end(id, code: code, isStop: false)
        }
    }

    /// Ends the connections to a main process.
    mutating func disconnect(from id: ContainerID) {
        for attachment in attachments.values where attachment.container == id { attachment.continuation.finish() }
        attachments = attachments.filter { $0.value.container != id }
    }
}
