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
        continuation.onTermination = { [weak self] _ in self?.afterwards { $0.attachments[number] = nil } }
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
        let found = state.withLock { try? $0.container(container).inspection.id }
        guard let id = found else { return }
        tellMain(of: id, .begins)
        while let happening = nextUnread(of: id) { tellMain(of: id, happening) }
    }

    /// What came for a main process before it began, the first of it; with `nil` it has begun.
    private func nextUnread(of id: ContainerID) -> ScriptedProcess.Happening? {
        state.withLock { state in
            guard let container = state.containers[id], container.inspection.state.isRunning else { return nil }
            guard let first = container.unread.first else {
                state.containers[id]?.hasBegun = true
                return nil
            }
            state.containers[id]?.unread.removeFirst()
            return first
        }
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
            if isHandedOn { giveMain(of: container, .readsEnd) }
            return
        }
        giveMain(of: container, .reads(bytes))
    }

    /// Gives a main process what came on standard input; for one that has not begun it waits.
    private func giveMain(of id: ContainerID, _ happening: ScriptedProcess.Happening) {
        let isReading = state.withLock { state in
            guard let container = state.containers[id], container.inspection.config.openStdin else { return false }
            if !container.hasBegun { state.containers[id]?.unread.append(happening) }
            return container.hasBegun
        }
        if isReading { tellMain(of: id, happening) }
    }

    /// Lets something happen to a main process, if a test says what that does.
    private func tellMain(of id: ContainerID, _ happening: ScriptedProcess.Happening) {
        let told = state.withLock { state -> (ScriptedProcess, String)? in
            guard let container = state.containers[id], container.inspection.state.isRunning,
                let main = state.scripts[container.service]?.main
            else { return nil }
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
