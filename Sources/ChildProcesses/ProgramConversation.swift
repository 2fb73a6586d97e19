import CLibrary

/// One run of a program whose lines are read while it runs, and that may be answered.
package struct ProgramConversation: Sendable {
    /// What becomes of the program after a line.
    package enum Reply: Sendable {
        /// It goes on.
        case goOn
        /// It goes on, and reads these bytes.
        case answer([UInt8])
        /// It is ended.
        case end
    }

    /// How it ended.
    package enum End: Sendable, Hashable {
        /// The system could not start it.
        case notStarted(Program.StartFailure)
        /// It ended by itself, with this exit code (128 and more for a signal); the last that it wrote to standard error.
        case ended(code: Int32, complaint: String)
        /// It was ended before.
        case cut
    }

    /// The last bytes of what it complains are enough for a message.
    private static let longestComplaint = 4_096
    /// When it is killed that has been asked to end.
    private static let patience = Duration.seconds(3)
    /// How long it is waited for that the program's file is no longer written to.
    private static let writingLimit = Duration.seconds(10)

    private let program: Program

    /// Prepares a run.
    package init(_ program: Program) { self.program = program }

    /// Runs the program to its end.
    ///
    /// - Parameter onLine: is called with each line of its standard output, in order.
    /// - Throws: `CancellationError`.
    /// - Cancellation: the program is asked to end, and killed when it does not.
    package func run(onLine: @escaping @Sendable (String) -> Reply) async throws -> End {
        try await runBlocking { converse(isGivenUp: $0, onLine) }
    }

    /// Runs the program; blocks the thread.
    private func converse(isGivenUp: () -> Bool, _ onLine: (String) -> Reply) -> End {
        // The ends that the program reads from and writes to stay open here until it is started; that which it reads from
        // until it has ended, so that no answer meets a pipe without a reader.
        guard let input = Pipe() else { return .notStarted(.init(number: errno)) }
        defer {
            input.closeReading()
            input.closeWriting()
        }
        guard let output = Pipe() else { return .notStarted(.init(number: errno)) }
        defer { output.closeReading() }
        guard let errors = Pipe() else {
            let number = errno
            output.closeWriting()
            return .notStarted(.init(number: number))
        }
        defer { errors.closeReading() }
        let end = ContinuousClock.now + Self.writingLimit
        let started = program.startOnceWritten(
            [.descriptor(input.reading), .descriptor(output.writing), .descriptor(errors.writing)],
            isApart: true,
            until: { ContinuousClock.now >= end || isGivenUp() }
        )
        output.closeWriting()
        errors.closeWriting()
        switch started {
        case .failure(let failure): return .notStarted(failure)
        case .success(let number):
            _ = fcntl(input.writing, F_SETFL, O_NONBLOCK)
            var dialogue = Dialogue(
                process: number,
                input: input.writing,
                output: output.reading,
                errors: errors.reading
            )
            return dialogue.run(until: isGivenUp, onLine)
        }
    }

    /// The state of a conversation.
    private struct Dialogue {
        let process: pid_t
        let input: Int32
        let output: Int32
        let errors: Int32
        private var line: [UInt8] = []
        private var answers: [UInt8] = []
        private var complaint: [UInt8] = []
        private var isOutputOpen = true
        private var areErrorsOpen = true
        private var dismissed: ContinuousClock.Instant?

        init(process: pid_t, input: Int32, output: Int32, errors: Int32) {
            (self.process, self.input, self.output, self.errors) = (process, input, output, errors)
        }

        mutating func run(until isGivenUp: () -> Bool, _ onLine: (String) -> Reply) -> End {
            var status: Int32 = 0
            while true {
                if isGivenUp() { dismiss() }
                let ended = waitpid(process, &status, WNOHANG)
                if ended == process || (ended < 0 && errno != EINTR) { break }
                exchange(waiting: 20, onLine)
            }
            // What it wrote last may still be in the pipes; who inherited them does not matter.
            while isOutputOpen || areErrorsOpen, exchange(waiting: 0, onLine) {}
            if !line.isEmpty { takeLine(onLine) }
            guard dismissed == nil else { return .cut }
            return .ended(
                code: Program.exitCode(ofStatus: status),
                complaint: String(decoding: complaint, as: UTF8.self)
            )
        }

        private mutating func dismiss() {
            guard let dismissed else {
                self.dismissed = .now
                kill(process, SIGTERM)
                return
            }
            if ContinuousClock.now - dismissed > ProgramConversation.patience { kill(process, SIGKILL) }
        }

        /// Reads and writes what can be.
        ///
        /// - Returns: whether there was anything.
        @discardableResult
        private mutating func exchange(waiting milliseconds: Int32, _ onLine: (String) -> Reply) -> Bool {
            var interests = [
                pollfd(fd: isOutputOpen ? output : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: areErrorsOpen ? errors : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: answers.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
            ]
            guard poll(&interests, 3, milliseconds) > 0 else { return false }
            if interests[0].revents != 0 {
                let bytes = Self.read(output)
                isOutputOpen = !bytes.isEmpty
                for byte in bytes {
                    if byte == UInt8(ascii: "\n") { takeLine(onLine) } else { line.append(byte) }
                }
            }
            if interests[1].revents != 0 {
                let bytes = Self.read(errors)
                areErrorsOpen = !bytes.isEmpty
                complaint = Array((complaint + bytes).suffix(ProgramConversation.longestComplaint))
            }
            if interests[2].revents != 0 {
                let count = answers.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
                answers = count > 0 ? Array(answers.dropFirst(count)) : []
            }
            return true
        }

        private mutating func takeLine(_ onLine: (String) -> Reply) {
            let text = String(decoding: line, as: UTF8.self)
            line = []
            guard dismissed == nil else { return }
            switch onLine(text) {
            case .goOn: break
            case .answer(let bytes): answers += bytes
            case .end: dismiss()
            }
        }

        private static func read(_ descriptor: Int32) -> [UInt8] {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            var count = CLibrary.read(descriptor, &buffer, buffer.count)
            while count < 0, errno == EINTR { count = CLibrary.read(descriptor, &buffer, buffer.count) }
            return count > 0 ? Array(buffer[..<count]) : []
        }
    }
}
