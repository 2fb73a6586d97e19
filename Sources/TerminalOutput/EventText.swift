import Diagnostics
package import SessionEvents

/// The one place where events become words.
package enum EventText {
    /// What reports an event to a person, one line or several, without the last line break; `nil` when the event is only worth
    /// a redraw.
    ///
    /// Log lines are not reported here: they are data, see ``LogFormatter``.
    package static func line(for event: StampedEvent, _ style: ReportStyle) -> String? {
        let writer = EventWriter(event: event, style: style)
        return writer.step ?? writer.readiness ?? writer.image ?? writer.watch ?? writer.notice
            ?? dataLine(for: event)
    }

    /// Which files make up an environment, and who asked for it: `environment 'prod' (ENGARDE_ENVIRONMENT): docker-compose.yml,
    /// docker-compose.prod.yml; variables of .env, .env.prod`.
    static func environment(
        _ name: String,
        _ files: [String],
        _ environmentFiles: [String],
        _ source: EnvironmentSource
    ) -> String {
        let asking =
            switch source {
            case .option: ""
            case .variable: " (ENGARDE_ENVIRONMENT)"
            case .settings: " (.engarde.yaml)"
            }
        let variables = environmentFiles.isEmpty ? "" : "; variables of \(environmentFiles.joined(separator: ", "))"
        return "environment '\(name)'\(asking): \(files.joined(separator: ", "))\(variables)"
    }

    /// The beginning and the end of containers' output; as with docker compose they stand among the lines, on standard
    /// output.
    static func dataLine(for event: StampedEvent) -> String? {
        switch event.action {
        case .attached(let sources): "Attaching to \(sources.joined(separator: ", "))"
        case .containerExited(let source, let code): "\(source) exited with code \(code)"
        default: nil
        }
    }

    /// What docker compose says when a change is applied, for scripts that wait for it: of a rebuild and a restart, and with
    /// `--verbose` of each batch.
    static func phrases(for event: StampedEvent, _ style: ReportStyle) -> [String] {
        let services = "service(s) [\"\(event.subject.name)\"]"
        if case .rebuilding = event.action { return ["Rebuilding \(services) after changes were detected..."] }
        guard case .applied(let change) = event.action else { return [] }
        var phrases: [String] = []
        switch change.action {
        case .restart, .syncAndRestart: phrases.append("\(services) restarted")
        case .rebuild: phrases.append("\(services) successfully built")
        case .sync, .convergence: break
        }
        if style.showsPlans, change.action != .convergence {
            // What is done without copying anything has a change for its cause, too.
            let count = max(1, change.written + change.deleted)
            phrases.append("batch complete: duration[\(change.elapsed.duration.text)] count[\(count)]")
        }
        return phrases
    }

    /// What an event is about, as people see it: `Container hq-backend-1`.
    static func name(of subject: EventSubject) -> String {
        switch subject.kind {
        case .container: "Container \(subject.name)"
        case .network: "Network \(subject.name)"
        case .volume: "Volume \(subject.name)"
        case .image: "Image \(subject.name)"
        case .model: "Model \(subject.name)"
        case .service, .project, .session, .engine: subject.name
        }
    }

    /// What a build is about, as people see it.
    static func nameOfBuild(_ subject: EventSubject) -> String { "Image of \(subject.service ?? subject.name)" }

    /// What is being done in a step and what then is done; `nil` for steps that are not worth a line.
    static func words(for action: StepAction) -> (doing: String, done: String)? {
        switch action {
        case .createContainer, .createNetwork, .createVolume, .startProvider: ("Creating", "Created")
        case .startContainer: ("Starting", "Started")
        case .prepareModel: ("Preparing", "Prepared")
        case .stopContainer, .stopProvider: ("Stopping", "Stopped")
        case .killContainer: ("Killing", "Killed")
        case .pauseContainer: ("Pausing", "Paused")
        case .unpauseContainer: ("Unpausing", "Unpaused")
        case .removeContainer, .removeNetwork, .removeVolume, .removeImage, .removeProvider: ("Removing", "Removed")
        case .copyFiles: ("Copying", "Copied")
        case .exportContainer: ("Exporting", "Exported")
        case .commitContainer: ("Committing", "Committed")
        case .pullImage, .buildImage, .pushImage, .putFiles, .runHooks, .awaitContainer, .connectContainer,
            .disconnectContainer, .renameContainer, .runCommand, .attachContainer:
            nil
        }
    }

    /// Why an image is neither pulled nor pushed, in docker compose's words.
    static func words(for reason: ImageSkip, pulledFor service: String?) -> String {
        let words: String? =
            switch reason {
            case .noImage: "No image to be pulled"
            case .pullPolicy, .notBuilt: nil
            case .present: "Image is already present locally"
            case .buildable: "Image can be built"
            case .shared: "Image is already being pulled by \(service ?? "another service")"
            }
        return (["Skipped"] + [words].compactMap(\.self)).joined(separator: " - ")
    }

    /// What is waited for, and what the last try of the health check gave.
    static func waiting(for goal: ReadinessGoal, _ lastProbe: ProbeResult?) -> String {
        let words =
            switch goal {
            case .healthy: "Waiting until it is healthy"
            case .runningOrHealthy: "Waiting until it is ready"
            case .completed: "Waiting until it has completed"
            }
        guard let lastProbe else { return words }
        let output = lastProbe.output.split(whereSeparator: \.isNewline).last.map { ": \($0.prefix(120))" } ?? ""
        return "\(words): '\(lastProbe.command)' exited with \(lastProbe.exitCode)\(output)"
    }
}
