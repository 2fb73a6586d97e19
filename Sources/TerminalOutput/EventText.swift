package import SessionEvents

/// The one place where events become words.
package enum EventText {
    /// The line that reports an event to a person, without line break; `nil` when the event is only worth a redraw.
    ///
    /// Log lines are not reported here: they are data, see ``LogFormatter``.
    package static func line(for event: SessionEvent, coloured: Bool) -> String? {
        switch event {
        case .step(let step): line(for: step, coloured: coloured)
        case .readiness(let readiness): line(for: readiness, coloured: coloured)
        case .build(let build): line(for: build, coloured: coloured)
        case .pull(let pull): line(for: pull, coloured: coloured)
        case .watch(let watch): line(for: watch, coloured: coloured)
        case .timeline(let timeline): TimelineChart(timeline, isColoured: coloured).text
        case .warning(let text): TextStyle.yellow.applied(to: "warning:", when: coloured) + " \(text)"
        case .notice(let text): text
        case .attaching, .exit: dataLine(for: event)
        case .log: nil
        }
    }

    /// The beginning and the end of containers' output; as with docker compose they stand among the lines, on standard
    /// output.
    static func dataLine(for event: SessionEvent) -> String? {
        switch event {
        case .attaching(let containers): "Attaching to \(containers.joined(separator: ", "))"
        case .exit(let exit): "\(exit.source) exited with code \(exit.code)"
        default: nil
        }
    }

    /// What docker compose says at the end of a restart, for scripts that wait for it.
    static func restartLine(for event: SessionEvent) -> String? {
        guard case .watch(.applied(let application)) = event else { return nil }
        switch application.action {
        case .restart, .syncAndRestart: return "   service(s) [\"\(application.service)\"] restarted"
        default: return nil
        }
    }

    private static func line(for step: StepEvent, coloured: Bool) -> String? {
        switch step.phase {
        case .started: nil
        case .finished(let what, let duration): done("\(step.subject)  \(what)", duration, coloured)
        case .failed(let reason): failed("\(step.subject)  \(reason)", coloured)
        }
    }

    private static func line(for readiness: ReadinessEvent, coloured: Bool) -> String? {
        let subject = "Container \(readiness.container)"
        return switch readiness.state {
        case .probing: nil
        case .waiting(let waiting):
            "   \(subject)  \(text(for: waiting))  \(TextStyle.faint.applied(to: waiting.time.text, when: coloured))"
        case .healthy(let duration): done("\(subject)  Healthy", duration, coloured)
        case .completed: TextStyle.green.applied(to: " ✔", when: coloured) + " \(subject)  Completed"
        // Why is said once: by the error that ends the verb, or by a warning.
        case .failed: nil
        }
    }

    /// What is waited for, and what the last try of the health check gave.
    static func text(for waiting: ReadinessEvent.Waiting) -> String {
        let goal =
            switch waiting.goal {
            case .healthy: "Waiting until it is healthy"
            case .runningOrHealthy: "Waiting until it is ready"
            case .completed: "Waiting until it has completed"
            }
        guard let probe = waiting.lastProbe else { return goal }
        let output = probe.output.split(whereSeparator: \.isNewline).last.map { ": \($0.prefix(120))" } ?? ""
        return "\(goal): '\(probe.command)' exited with \(probe.exitCode)\(output)"
    }

    private static func line(for build: ImageBuildEvent, coloured: Bool) -> String? {
        let subject = "Image of \(build.service)"
        return switch build.phase {
        case .started(let image): "   \(subject)  Building \(image)"
        case .stepStarted(let step): "   \(build.service) | \(step)"
        case .stepFinished(let step, let cached): cached ? "   \(build.service) | \(step)  (cached)" : nil
        case .output(_, let line): TextStyle.faint.applied(to: "   \(build.service) |   \(line)", when: coloured)
        case .finished(let image, let duration): done("\(subject)  Built \(image)", duration, coloured)
        // Why is said once, by the error that ends the verb.
        case .failed: failed("\(subject)  failed while building", coloured)
        }
    }

    private static func line(for pull: PullEvent, coloured: Bool) -> String? {
        let subject = "Image \(pull.image)"
        return switch pull.phase {
        case .started: "   \(subject)  Pulling"
        case .progress: nil
        case .finished(let duration): done("\(subject)  Pulled", duration, coloured)
        case .failed: failed("\(subject)  failed while pulling", coloured)
        }
    }

    private static func line(for watch: WatchEvent, coloured: Bool) -> String? {
        switch watch {
        case .enabled(let services, let directories):
            return
                "Watch enabled: \(services.joined(separator: ", ")) (\(count(directories, "directory", "directories")))"
        case .applied(let application):
            return done("\(application.service)  \(summary(of: application))", application.elapsed, coloured)
        case .failed(let service, let path, let reason, let retrying):
            let place = path.map { " \($0)" } ?? ""
            return failed("\(service) \(place) \(reason)\(retrying ? ", trying again" : "")", coloured)
        case .rebuilding(let service, let path):
            return "   \(service)  rebuilding because of \(path)"
        case .engineLost(let reason):
            return failed("lost the engine: \(reason); changes are kept until it is back", coloured)
        case .engineBack(let duration): return done("the engine is back", duration, coloured)
        case .suspended(let service, let container):
            return TextStyle.yellow.applied(to: "warning:", when: coloured)
                + " container '\(container)' is paused: changes of service '\(service)' are brought when it runs again\n"
                + "hint: run 'docker unpause \(container)'"
        case .resumed(let service, let container):
            return "   \(service)  container '\(container)' runs again, bringing what changed"
        case .rescanning(let reason):
            return TextStyle.yellow.applied(to: "comparing all files: \(reason)", when: coloured)
        }
    }

    private static func summary(of application: WatchEvent.Application) -> String {
        var counts: [String] = []
        let single = application.written + application.deleted == 1
        if application.written > 0 && !single {
            counts.append("\(count(application.written, "file", "files")) written")
        }
        if application.deleted > 0 {
            counts.append(single ? "deleted" : "\(count(application.deleted, "file", "files")) deleted")
        }
        let path = application.path.map { " \($0)" } ?? ""
        let detail = counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
        return "\(application.action.rawValue)\(path)\(detail)"
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }

    private static func done(_ text: String, _ duration: Duration, _ coloured: Bool) -> String {
        "\(TextStyle.green.applied(to: " ✔", when: coloured)) \(text)  \(TextStyle.faint.applied(to: duration.text, when: coloured))"
    }

    private static func failed(_ text: String, _ coloured: Bool) -> String {
        TextStyle.red.applied(to: " ✘", when: coloured) + " \(text)"
    }
}
