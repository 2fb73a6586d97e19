import Diagnostics
import SessionEvents

/// Puts one event into words; each property is `nil` for what another one is for.
struct EventWriter {
    let event: StampedEvent
    let style: ReportStyle

    private var subject: String { EventText.name(of: event.subject) }

    /// Plans and their steps.
    var step: String? {
        switch event.action {
        case .planBegan(_, let steps) where style.showsPlans: steps.map(\.text).joined(separator: "\n")
        case .stepDone(let action, let time):
            EventText.words(for: action).map { done("\(subject)  \($0.done)", time) }
        case .stepFailed(action: _, isTolerated: true): nil
        case .stepFailed(action: let action, isTolerated: false):
            EventText.words(for: action).map { failed("\(subject)  failed while \($0.doing.lowercased())") }
        case .standing(.running): mark("\(subject)  Running")
        case .standing(.stopped): mark("\(subject)  Stopped")
        case .standing(.recreated): mark("\(subject)  Recreated")
        case .standing(.restarting): "   \(subject)  Restarting"
        case .workflowStepBegan(_, let command, let purpose):
            "» \(command.text(calling: style.program))  \(faint("# \(purpose)"))"
        case .replacementsFinishing: "finishing what was begun (press Ctrl-C again to leave it)"
        case .settlingAwaited: "waiting for what the engine is still doing for a process that was killed"
        default: nil
        }
    }

    /// What is waited for. Why a container is not ready is said once: by the error that ends the verb, or by a warning.
    var readiness: String? {
        switch event.action {
        case .waiting(let goal, let time, let probe):
            "   \(subject)  \(EventText.waiting(for: goal, probe))  \(faint(time.duration.text))"
        case .healthy(let time): done("\(subject)  Healthy", time)
        case .completed: mark("\(subject)  Completed")
        case .startupEnded(let timeline): TimelineChart(timeline, isColoured: style.isColoured).text
        default: nil
        }
    }

    /// Builds and pulls. Why one failed is said once, by the error that ends the verb.
    var image: String? {
        let (name, build) = (event.subject.name, EventText.nameOfBuild(event.subject))
        let service = event.subject.service ?? name
        return switch event.action {
        case .buildBegan: "   \(build)  Building \(name)"
        case .buildStepBegan(let step): "   \(service) | \(step)"
        case .buildStepDone(let step, let isCached): isCached ? "   \(service) | \(step)  (cached)" : nil
        case .buildOutput(_, let line): faint("   \(service) |   \(line)")
        case .buildDone(let time): done("\(build)  Built \(name)", time)
        case .buildFailed: failed("\(build)  failed while building")
        case .pullBegan: "   \(ofPull("Pulling"))"
        case .pullDone(let time): done(ofPull("Pulled"), time)
        case .pullFailed: failed(ofPull("failed while pulling"))
        case .pushBegan: "   \(subject)  Pushing"
        case .pushDone(let time): done("\(subject)  Pushed", time)
        case .pushFailed: failed("\(subject)  failed while pushing")
        case .providerSaid(let text, let isDetail):
            isDetail && !style.showsPlans ? nil : "   \(subject)  \(text.prefix { !$0.isNewline })"
        case .imageSkipped(let reason, let other): "   \(service) \(EventText.words(for: reason, pulledFor: other))"
        default: nil
        }
    }

    /// What is said of a pull; the service that it is for stands first where there is one, as scripts look for it.
    private func ofPull(_ words: String) -> String {
        guard let service = event.subject.service else { return "\(subject)  \(words)" }
        return "\(service) \(words) \(event.subject.name)"
    }

    /// What the development loop does.
    var watch: String? {
        switch event.action {
        case .watchBegan(let services, let directories): Self.watching(services, directories)
        case .watchEnded(.stopped): "stopped watching"
        case .watchEnded(.lastContainerGone): "stopped watching: the project's last container is gone"
        case .watcherLeft(let process, let services, let directories):
            "\(Self.watching(services, directories)) in the background (process \(process)); "
                + "'engarde watch --attach' shows what it does, 'engarde watch --stop' ends it"
        case .watcherEnded(let process): "ended the watcher of project '\(event.subject.name)' (process \(process))"
        case .applied(let change): done("\(subject)  \(Self.summary(of: change))", change.elapsed)
        case .applyFailed(let path, let diagnostic, let isRetried):
            failed(
                "\(subject) \(path.map { " \($0)" } ?? "") \(diagnostic.message)\(isRetried ? ", trying again" : "")"
            )
        case .rebuilding(let path): "   \(subject)  rebuilding because of \(path)"
        case .rescanning: yellow("comparing all files: the system dropped file events")
        case .modelReloaded(let paths, let plans): Self.reload(of: paths, plans)
        case .modelApplied(let paths, let time): done(Self.list(paths) + "  applied", time)
        case .modelRejected(let paths, let diagnostics):
            failed("\(Self.list(paths))  not taken, going on as before\n\(rendered(diagnostics))")
        case .modelFailed(let paths, let diagnostics):
            failed("\(Self.list(paths))  not wholly applied\n\(rendered(diagnostics))")
        case .suspended: text(of: suspension, andOthers: 0)
        case .resumed:
            "   \(event.subject.service ?? "")  container '\(event.subject.name)' runs again, bringing what changed"
        case .engineLost(let diagnostic):
            failed("lost the engine: \(diagnostic.message); changes are kept until it is back")
        case .engineBack(let time): done("the engine is back", time)
        default: nil
        }
    }

    /// Diagnostics, and plain statements for whoever sits at the terminal.
    var notice: String? {
        switch event.action {
        case .diagnosed(let diagnostic, let others): text(of: diagnostic, andOthers: others)
        case .environmentSelected(let name, let files, let environmentFiles, let source):
            EventText.environment(name, files, environmentFiles, source)
        case .stoppingBecauseOfExit(let code): "\(event.subject.name) ended with code \(code): stopping everything"
        case .stopping: "stopping (press Ctrl-C again to kill)"
        case .killing: "killing"
        case .leaving: "leaving services running"
        case .menuUnavailable: "there is no menu: Ctrl-C stops, 'up --watch' carries edits over"
        default: nil
        }
    }

    /// That a container which is watched is paused.
    private var suspension: Diagnostic {
        Diagnostic(
            code: .watchedContainerPaused,
            severity: .warning,
            message: "container '\(event.subject.name)' is paused: changes of service '\(event.subject.service ?? "")' "
                + "are brought when it runs again",
            hint: "run 'docker unpause \(event.subject.name)'"
        )
    }

    private func text(of diagnostic: Diagnostic, andOthers others: Int) -> String {
        guard diagnostic.severity == .warning else { return Diagnostic.rendered([diagnostic], calling: style.program) }
        let line = diagnostic.line(andOthers: others, calling: style.program)
        let word = "\(diagnostic.severity.rawValue):"
        return line.hasPrefix(word) ? yellow(word) + line.dropFirst(word.count) : line
    }

    private static func watching(_ services: [String], _ directories: Int) -> String {
        "Watch enabled: \(services.joined(separator: ", ")) (\(count(directories, "directory", "directories")))"
    }

    /// What changed files lead to: the plans as `up --dry-run` shows them.
    private static func reload(of paths: [String], _ plans: [[PlannedStep]]) -> String {
        let texts = plans.filter { !$0.isEmpty }.map { $0.map(\.text).joined(separator: "\n") }
        let line = "   \(list(paths))  changed"
        return texts.isEmpty ? "\(line), nothing to do" : "\(line)\n\(texts.joined(separator: "\n\n"))"
    }

    private static func list(_ paths: [String]) -> String {
        let shown = paths.prefix(3).joined(separator: ", ")
        return paths.count > 3 ? "\(shown) and \(paths.count - 3) more" : shown
    }

    private func rendered(_ diagnostics: [Diagnostic]) -> String {
        Diagnostic.rendered(diagnostics, calling: style.program)
    }

    /// What was done and to what: `sync src/a.py (2 files deleted)`.
    static func summary(of change: AppliedChange) -> String {
        var counts: [String] = []
        let single = change.written + change.deleted == 1
        if change.written > 0 && !single { counts.append("\(count(change.written, "file", "files")) written") }
        if change.deleted > 0 {
            counts.append(single ? "deleted" : "\(count(change.deleted, "file", "files")) deleted")
        }
        let path = change.path.map { " \($0)" } ?? ""
        let detail = counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
        return "\(change.action.rawValue)\(path)\(detail)"
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }

    private func done(_ text: String, _ time: Seconds) -> String { "\(mark(text))  \(faint(time.duration.text))" }

    private func mark(_ text: String) -> String {
        "\(TextStyle.green.applied(to: " ✔", when: style.isColoured)) \(text)"
    }

    private func failed(_ text: String) -> String {
        TextStyle.red.applied(to: " ✘", when: style.isColoured) + " \(text)"
    }

    private func faint(_ text: String) -> String { TextStyle.faint.applied(to: text, when: style.isColoured) }

    private func yellow(_ text: String) -> String { TextStyle.yellow.applied(to: text, when: style.isColoured) }
}
