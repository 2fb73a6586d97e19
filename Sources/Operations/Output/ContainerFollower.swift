import EngineAPI
import EngineClient
import SessionEvents

/// Shows one container's output from run to run: every line once, in order, and each run's end after its last line.
///
/// What was shown is remembered by the time of its last line. Every reading begins right behind it, so it does not matter
/// how late a start is heard of, nor whether the engine's stream of a run missed something at its end.
struct ContainerFollower: Sendable {
    /// What happened to the container, in order.
    enum Signal: Sendable {
        /// A run began.
        case started
        /// A run ended.
        case died(code: Int, at: EngineTimestamp)
    }

    /// What there is of the container when following begins.
    enum Beginning: Sendable {
        /// Nothing was shown of it, and all is to be shown.
        case all
        /// It has run or runs already, and its last lines are to be shown.
        ///
        /// - `count`: how many; `nil` is all.
        case last(_ count: Int?, isRunning: Bool)
        /// It does not run, and nothing of its earlier runs is to be shown.
        ///
        /// - `shown`: what counts as shown.
        /// - `earlierStart`: when the last of the earlier runs began, if there was one.
        case ended(shown: ShownOutput, earlierStart: EngineTimestamp?)
        /// It was followed to here before nobody answered any more.
        case resumed(_ position: Position, isRunning: Bool)
    }

    let container: ContainerID
    /// The container, as events name it.
    let subject: EventSubject
    /// Its name without its project's.
    let source: String
    let client: EngineClient
    let events: any SessionEventSink
    let turns: LineTurns
    let showsTime: Bool
    /// Is told how far this has got when it ends.
    var progress: LogProgress?
    /// From when on lines are shown; `nil` is from the first.
    var since: EngineTimestamp?
    /// Until when lines are shown; `nil` is to the last.
    var until: EngineTimestamp?
    /// The ends that are still to be told: a later run's lines wait for them.
    let ends: PendingEnds

    /// How far it has got.
    struct Position: Sendable {
        /// How much of its output was shown.
        var shown = ShownOutput()
        /// When the run began that had ended before following began.
        var earlierStart: EngineTimestamp?
        /// When the last run ended of whose end was told.
        var lastDeath: EngineTimestamp?
        /// Whether the last run's end was told before the engine's event of it came.
        var isEndKnown = false
        /// Whether it was said that the output cannot be read.
        var isUnreadable = false
    }

    /// Follows until there are no more signals, then shows what is left of a container that has ended.
    ///
    /// - Parameter dismissal: ends when the container still runs and nobody wants to see more.
    /// - Throws: `EngineError`, `CancellationError`.
    func run(
        from beginning: Beginning,
        signals: AsyncStream<Signal>,
        dismissal: AsyncStream<Void>
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await follow(from: beginning, signals) }
            group.addTask { for await _ in dismissal {} }
            // Whichever ends first; the dismissal's stream ends with this task, too.
            try await group.next()
            group.cancelAll()
        }
    }

    /// Where to begin in a container that is there already.
    ///
    /// For one that does not run it is found out before anything is started, since times do not tell runs apart: a line may
    /// be noted after the end of the run that wrote it, or before the start of that run.
    ///
    /// - Parameter count: how many of its last lines are shown; `nil` is all.
    func beginning(tail count: Int?, isRunning: Bool) async throws -> Beginning {
        guard count == 0, !isRunning else { return .last(count, isRunning: isRunning) }
        return .ended(
            shown: try await outputSoFar() ?? ShownOutput(from: since),
            earlierStart: try await state()?.startedAt
        )
    }

    /// What there is of one that is there already, so that only what comes later is shown.
    func end(isRunning: Bool) async throws -> Position {
        var position = Position(shown: try await outputSoFar() ?? ShownOutput(from: since))
        if !isRunning { position.earlierStart = try await state()?.startedAt }
        return position
    }

    private func follow(from beginning: Beginning, _ signals: AsyncStream<Signal>) async throws {
        var position = Position(shown: ShownOutput(from: since))
        defer { progress?.note(position, of: container) }
        // Runs that had ended before are no news.
        switch beginning {
        case .all: break
        case .ended(let shown, let start):
            position.shown = shown
            position.earlierStart = start
        case .resumed(let earlier, let isRunning):
            position = earlier
            position.isEndKnown = false
            try await show(.init(follow: isRunning), &position)
            if !isRunning { try await tellMissedEnd(&position) }
        case .last(0, let isRunning):
            position.shown = try await outputSoFar() ?? ShownOutput()
            if isRunning { try await show(.init(follow: true), &position) }
        case .last(let count, let isRunning):
            if !isRunning { position.earlierStart = try await state()?.startedAt }
            try await show(.init(follow: isRunning), from: count, &position)
        }
        for await signal in signals {
            switch signal {
            case .started:
                position.isEndKnown = false
                try await show(.init(follow: true), &position)
            case .died(let code, let time):
                ends.forget(upTo: time)
                try await show(.init(until: time), &position)
                if !position.isEndKnown { tellEnd(code, at: time, &position) }
                position.isEndKnown = false
            }
        }
        try Task.checkCancellation()
        try await show(.init(), &position)
        // The engine may be late with the event of an end.
        try await tellMissedEnd(&position)
    }

    /// Tells the end of the last run if no event told of it.
    private func tellMissedEnd(_ position: inout Position) async throws {
        guard let state = try await state(), !state.isRunning, !state.finishedAt.isNever,
            state.startedAt != position.earlierStart, position.lastDeath.map({ $0 < state.finishedAt }) ?? true
        else { return }
        tellEnd(state.exitCode, at: state.finishedAt, &position)
        position.isEndKnown = true
    }

    private func tellEnd(_ code: Int, at time: EngineTimestamp, _ position: inout Position) {
        position.lastDeath = time
        events.emit(.containerExited(source: source, code: code), about: subject)
    }

    /// The container's state; `nil` when it is gone.
    private func state() async throws -> ContainerState? {
        do {
            return try await client.inspectContainer(container).state
        } catch EngineError.notFound {
            return nil
        }
    }

    /// All that was written until now, as if it had been shown; `nil` where that is nothing.
    private func outputSoFar() async throws -> ShownOutput? {
        var last = Position()
        try await read(.init(tail: 1), &last) { _ in }
        guard let since = last.shown.since else { return nil }
        guard last.shown.endsWithWholeSecond else { return ShownOutput(from: since) }
        // What else was written in that second is no news, either.
        var second = Position()
        try await read(.init(since: since), &second) { _ in }
        return second.shown.since == nil ? ShownOutput(from: since) : second.shown
    }

    /// - Parameter count: how many of the last lines are shown of what there is; `nil` is all.
    private func show(
        _ options: EngineClient.LogOptions,
        from count: Int? = nil,
        _ position: inout Position
    ) async throws {
        var options = options
        options.since = position.shown.since
        if let until { options.until = options.until.map { min($0, until) } ?? until }
        try await read(options, from: count, &position) { piece in
            try await turns.emit(piece.line(from: source, showingTime: showsTime), of: subject)
        }
    }

    private func read(
        _ options: EngineClient.LogOptions,
        from count: Int? = nil,
        _ position: inout Position,
        _ body: (LogLineSplitter.Piece) async throws -> Void
    ) async throws {
        do {
            let tail = try await LogTail.find(count, of: container, client: client)
            let lines = try await ContainerLines(of: container, client: client, options: options, from: tail)
            position.shown.beginReading()
            for try await piece in lines {
                // A reading that follows may go on into the next run.
                if options.follow, let time = EngineTimestamp(piece.time), ends.hasOne(wellBefore: time) { return }
                // The engine may end such a reading before all that was written has come; another one follows.
                if let piece = position.shown.take(piece, isLast: !options.follow) { try await body(piece) }
            }
        } catch EngineError.notFound, EngineError.conflict {
            // It was removed meanwhile, or is just being removed.
            return
        } catch EngineError.rejected(_, _, let message) {
            if !position.isUnreadable { events.emit(Logs.unreadable(subject, source, because: message)) }
            position.isUnreadable = true
        }
    }
}
