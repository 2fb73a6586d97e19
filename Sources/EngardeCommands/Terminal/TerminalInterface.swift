import CLibrary
import ComposeModel
import Convergence
import Operations
import SessionEvents
import Synchronization
import TerminalOutput

/// What the person at a terminal sees of running services and can do with them by keys, while a verb goes on.
///
/// The reporter shows, the keys' meanings are its ``InterfaceState``; this connects both with the terminal and with what the
/// verb can do.
final class TerminalInterface: Sendable {
    /// Shows the session's events.
    let reporter: InteractiveReporter
    /// What the verb takes wishes to end from.
    let wishes = ArrivalQueue<Interrupts.Wish>()
    /// What the verb is asked to do with services.
    let requests: ServiceRequests

    private let browser: Browser
    private let isAttending = Atomic<Bool>(false)
    private let requesting: AsyncStream<ServiceRequests.Request>.Continuation
    private let question = Mutex<Question?>(nil)

    /// What was asked and is not answered yet.
    private struct Question {
        let text: String
        let continuation: CheckedContinuation<Bool, Never>
    }

    /// Creates an interface for how an invocation shows what happens; `nil` where it can have none, or is not to.
    ///
    /// - Parameter wish: whether `--menu` asks for it; `nil` leaves that to `COMPOSE_MENU`, and by default there is one.
    init?(_ invocation: Invocation, isWanted wish: Bool?) {
        guard invocation.traits.hasKeys, [.auto, .tty].contains(invocation.options.progress) else { return nil }
        let setting = EnvironmentSwitch("COMPOSE_MENU", in: invocation.surroundings.environment)
        guard wish ?? (setting.text == nil || setting.isOn) else { return nil }
        var style = invocation.style
        style.isColoured = invocation.traits.coloursReport
        reporter = InteractiveReporter(
            output: invocation.surroundings.output,
            traits: invocation.traits,
            style: style,
            logs: invocation.logs
        )
        browser = Browser(environment: invocation.surroundings.environment)
        let (stream, continuation) = AsyncStream<ServiceRequests.Request>.makeStream(
            bufferingPolicy: .bufferingOldest(64)
        )
        (requests, requesting) = (ServiceRequests(stream), continuation)
    }

    /// Runs `body` while services have lines and keys have meanings.
    ///
    /// - Parameters:
    ///   - services: those that have a line.
    ///   - departure: what the key for quitting does.
    /// - Throws: what `body` throws.
    func attending<Value: Sendable>(
        _ session: ProjectSession,
        services: [Service],
        quitting departure: InterfaceState.Departure,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let mode = TerminalMode() else { return try await body() }
        mode.enter()
        let keys = TerminalKeys()
        isAttending.store(true, ordering: .releasing)
        defer {
            isAttending.store(false, ordering: .releasing)
            keys.end()
            reporter.change { $0.end() }
            mode.leave()
        }
        reporter.change { state in
            state.secondsFromUTC = Self.secondsFromUTC(at: session.wallClock.now)
            state.begin(services.map { .init($0.name.rawValue, isBuilt: $0.build != nil) }, quitting: departure)
        }
        return try await TerminalSignals.withEvents { signals in
            let value = try await firstValue(
                of: Value.self,
                among: [
                    { try await body() },
                    {
                        for await key in keys.keys { self.reporter.press(key) }
                        return nil
                    },
                    {
                        for await action in self.reporter.actions { self.carryOut(action) }
                        return nil
                    },
                    {
                        for await signal in signals { self.take(signal, mode, keys) }
                        return nil
                    },
                    {
                        await ContainerStates(session.session).follow()
                        return nil
                    },
                ]
            )
            guard let value else { throw CancellationError() }
            return value
        }
    }

    private func carryOut(_ action: InterfaceState.Action) {
        switch action {
        case .restart(let service): requesting.yield(.restart(ServiceName(service)))
        case .rebuild(let service): requesting.yield(.rebuild(ServiceName(service)))
        case .leave: wishes.put(.leave)
        case .part: reporter.write(line: "")
        case .answer(let isYes): answer(isYes)
        case .open(let address):
            let isOpened = browser.open(address)
            reporter.change { state in
                state.tell(isOpened ? "opening \(address)" : "there is no program to open \(address) with")
            }
        }
    }

    private func take(_ signal: TerminalSignals.Event, _ mode: TerminalMode, _ keys: TerminalKeys) {
        switch signal {
        case .resized:
            let size = StandardStreams.terminalSize()
            reporter.resize(rows: size?.rows, columns: size?.columns)
        case .suspended:
            keys.pause()
            reporter.hide()
            mode.leave()
            kill(getpid(), SIGSTOP)
        case .continued:
            guard TerminalMode.isInForeground else { return }
            mode.enter()
            keys.resume()
            let size = StandardStreams.terminalSize()
            reporter.resize(rows: size?.rows, columns: size?.columns)
            reporter.show()
        }
    }

    /// By how many seconds the time of day is ahead of UTC here.
    private static func secondsFromUTC(at time: Duration) -> Int {
        var (now, local) = (time_t(time.components.seconds), tm())
        localtime_r(&now, &local)
        return local.tm_gmtoff
    }
}

extension TerminalInterface: Confirmation {
    /// Asks by keys, since they are read here; where nobody can press any, the answer is no.
    func confirm(_ question: String) async -> Bool {
        guard isAttending.load(ordering: .acquiring) else { return false }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                self.question.withLock { $0 = Question(text: question, continuation: continuation) }
                reporter.change { $0.ask(question) }
                // Who was cancelled before this got no answer.
                if Task.isCancelled { answer(false) }
            }
        } onCancel: {
            answer(false)
        }
    }

    private func answer(_ isYes: Bool) {
        let answered = question.withLock { question in
            defer { question = nil }
            return question
        }
        guard let answered else { return }
        reporter.write(line: "\(answered.text) [y/N] \(isYes ? "y" : "n")")
        answered.continuation.resume(returning: isYes)
    }
}
