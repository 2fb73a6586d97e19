package import ComposeModel
package import Diagnostics
import OrderedCollections
package import Reconciliation
package import SessionEvents

/// Why a container will not become ready, with the evidence.
package struct ReadinessFailure: DiagnosticConvertible, Sendable, Hashable {
    /// What went wrong.
    package enum Reason: Sendable, Hashable {
        /// It ended instead of running on.
        case exited(code: Int)
        /// It ended with another code than 0, though its success was waited for.
        case didNotComplete(code: Int)
        /// It exited this many times while it was waited for, and the engine starts it again each time.
        case keepsRestarting(code: Int, times: Int)
        /// It exited this many times while it was waited for, and the engine does not start it again.
        case retriesSpent(code: Int, times: Int)
        /// The engine gave its health check up.
        case unhealthy
        /// It has no health check, though its health is waited for.
        case noHealthcheck
        /// It was removed meanwhile.
        case disappeared
        /// The time that was given to it is over.
        case timedOut(after: Duration)
    }

    /// The service.
    package var service: ServiceName
    /// The container's name.
    package var container: String
    /// What was waited for.
    package var condition: Readiness
    /// The services that wait for it.
    package var dependents: [ServiceName]
    /// What went wrong.
    package var reason: Reason
    /// What the last try of its health check gave.
    package var lastProbe: ProbeResult?
    /// Its last log lines.
    package var logLines: [String]
    /// Whether it ended because it reached its memory limit.
    package var wasOutOfMemory = false
    /// Whether a limit is set to the memory that the container may use.
    package var hasMemoryLimit = false

    /// The failure as one diagnostic, that of ``diagnostic``.
    package var diagnostics: [Diagnostic] { [diagnostic] }

    /// The failure as a diagnostic, with the last probe and the last log lines as notes.
    package var diagnostic: Diagnostic { diagnostic(naming: []) }

    /// The failure as a diagnostic that names more services that wait, directly or not, than ``dependents``.
    func diagnostic(naming services: [WaitingService]) -> Diagnostic {
        var notes: [Diagnostic.Note] = []
        if let lastProbe { notes.append(.init(title: lastProbe.sentence, lines: lastProbe.lines)) }
        if !logLines.isEmpty { notes.append(.init(title: "last log lines of '\(container)'", lines: logLines)) }
        let (hint, command) = advice
        return Diagnostic(
            code: .serviceNotReady,
            message: message,
            path: ProjectPath(keys: ["services", service.rawValue, "healthcheck"]),
            causes: causes,
            saysCauses: true,
            notes: notes,
            hint: hint,
            command: command
        )
        .naming(OrderedSet(dependents.map { WaitingService($0, for: service) }).union(services))
    }

    /// What led to it: the last try of the health check, or what the exit code means.
    private var causes: [Diagnostic] {
        if let lastProbe {
            return [
                Diagnostic(message: lastProbe.sentence, notes: [.init(title: "what it wrote", lines: lastProbe.lines)])
            ]
        }
        let meaning = exitCode.flatMap { ExitCodeMeaning.text(of: $0, wasOutOfMemory: wasOutOfMemory) }
        return meaning.map { [Diagnostic(message: $0)] } ?? []
    }

    /// The failure as a warning, for what is not required.
    package var warning: String {
        if condition == .completed, case .didNotComplete = reason { return "optional dependency \(sentence)" }
        return dependents.isEmpty ? message : "optional dependency \"\(service)\" failed to start: \(sentence)"
    }

    /// The failure as a diagnostic that does not end what goes on, for what is not required.
    package var warningDiagnostic: Diagnostic {
        var diagnostic = diagnostic
        diagnostic.severity = .warning
        diagnostic.message = warning
        return diagnostic
    }

    private var message: String {
        switch reason {
        case .didNotComplete: "service \(sentence)"
        case .disappeared, .timedOut: sentence
        case .exited, .keepsRestarting, .retriesSpent, .unhealthy, .noHealthcheck:
            dependents.isEmpty ? "service '\(service)': \(sentence)" : "dependency failed to start: \(sentence)"
        }
    }

    /// What is wrong with the container: docker compose's words first, since scripts look for them.
    private var sentence: String {
        switch reason {
        case .exited(let code): "container \(container) exited (\(code)) \(tooEarly)\(meaning(of: code))"
        case .didNotComplete(let code):
            "\"\(service)\" didn't complete successfully: exit \(code)\(meaning(of: code))"
        case .keepsRestarting(let code, let times):
            "container \(container) exited (\(code)) \(times) times \(tooEarly) and keeps restarting\(meaning(of: code))"
        case .retriesSpent(let code, let times):
            "container \(container) exited (\(code)) \(times) times \(tooEarly) and is not started again\(meaning(of: code))"
        case .unhealthy: "container \(container) is unhealthy"
        case .noHealthcheck: "container \(container) has no healthcheck configured, so it never becomes healthy"
        case .disappeared: "container '\(container)' of service '\(service)' was removed while it was waited for"
        case .timedOut(let limit):
            "application not healthy after \(limit.goText): service '\(service)' is not \(condition.rawValue) yet"
        }
    }

    private var tooEarly: String {
        condition == .completed ? "without success" : "before it was \(condition.rawValue)"
    }

    private func meaning(of code: Int) -> String {
        ExitCodeMeaning.text(of: code, wasOutOfMemory: wasOutOfMemory).map { " (\($0))" } ?? ""
    }

    private var exitCode: Int? {
        switch reason {
        case .exited(let code), .didNotComplete(let code), .keepsRestarting(let code, _), .retriesSpent(let code, _):
            code
        case .unhealthy, .noHealthcheck, .disappeared, .timedOut: nil
        }
    }

    /// What to do about it: a sentence, and the command that it ends with.
    private var advice: (hint: String?, command: [String]) {
        let raise = "raise its 'mem_limit' or 'deploy.resources.limits.memory'"
        if wasOutOfMemory { return (raise, []) }
        return switch (reason, exitCode) {
        case (.noHealthcheck, _): ("give it a 'healthcheck', or depend on it with 'condition: service_started'", [])
        case (.disappeared, _): (nil, [])
        // The kernel does not always tell the engine why it killed a process.
        case (_, ExitCodeMeaning.killed) where hasMemoryLimit:
            ("unless somebody killed it, it reached its memory limit: \(raise)", [])
        case (_, 126): ("make the command executable, or correct 'command' or 'entrypoint'", [])
        case (_, 127): ("correct 'command' or 'entrypoint', or add the program to the image", [])
        default: ("see everything it wrote with", ["logs", service.rawValue])
        }
    }
}

extension ProbeResult {
    /// What it was, and how it ended.
    fileprivate var sentence: String { "last try of its health check, '\(command)', exited with \(exitCode)" }

    /// The last lines of what it wrote.
    fileprivate var lines: [String] { output.split(whereSeparator: \.isNewline).suffix(10).map(String.init) }
}

extension Duration {
    /// Whole seconds as Go writes them, such as `1m30s`.
    fileprivate var goText: String {
        let seconds = components.seconds
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return (hours > 0 ? "\(hours)h" : "") + (seconds >= 60 ? "\(minutes)m" : "") + "\(seconds % 60)s"
    }
}
