package import SessionEvents

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Shows each event as one JSON object on a line of its own; log lines stay as they are.
///
/// - Shape: `{"id":"Container hq-db-1","status":"Started","durationMilliseconds":12.5}`, with `"error":true` and
///   `"message"` for failures, `"warning":true` for warnings, as docker compose does.
package struct JSONReporter: SessionReporter {
    private struct Line: Encodable {
        var id: String?
        var status: String?
        var text: String?
        var durationMilliseconds: Double?
        var error: Bool?
        var warning: Bool?
        var message: String?
    }

    private let output: any TextOutput
    private let logs: LogFormatter

    /// Creates a reporter.
    package init(output: any TextOutput, logs: LogFormatter) {
        self.output = output
        self.logs = logs
    }

    /// Writes the event's object.
    package func emit(_ event: SessionEvent) {
        if case .log(let line) = event {
            logs.write(line, to: output)
            return
        }
        if let line = EventText.dataLine(for: event) {
            output.write(line + "\n", to: .data)
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(Self.line(for: event)) else { return }
        output.write(String(decoding: bytes, as: UTF8.self) + "\n", to: .report)
    }

    private static func line(for event: SessionEvent) -> Line {
        switch event {
        case .step(let step):
            switch step.phase {
            case .started(let text): Line(id: step.subject, status: text)
            case .finished(let text, let time):
                Line(id: step.subject, status: text, durationMilliseconds: time.milliseconds)
            case .failed(let reason): Line(id: step.subject, error: true, message: reason)
            }
        case .readiness(let readiness): line(for: readiness)
        case .build(let build): line(for: build)
        case .pull(let pull): line(for: pull)
        case .watch(let watch): line(for: watch)
        case .warning(let text): Line(warning: true, message: text)
        case .timeline, .notice, .attaching, .log, .exit: Line(text: EventText.line(for: event, coloured: false))
        }
    }

    private static func line(for readiness: ReadinessEvent) -> Line {
        let id = "Container \(readiness.container)"
        return switch readiness.state {
        case .probing: Line(id: id, status: "Waiting")
        case .waiting(let waiting):
            Line(
                id: id,
                status: "Waiting",
                text: EventText.text(for: waiting),
                durationMilliseconds: waiting.time.milliseconds
            )
        case .healthy(let time): Line(id: id, status: "Healthy", durationMilliseconds: time.milliseconds)
        case .completed: Line(id: id, status: "Completed")
        case .failed(let reason): Line(id: id, error: true, message: reason)
        }
    }

    private static func line(for build: ImageBuildEvent) -> Line {
        let id = "Image of \(build.service)"
        return switch build.phase {
        case .started(let image): Line(id: id, status: "Building", text: image)
        case .stepStarted(let step): Line(id: id, status: "Running", text: step)
        case .stepFinished(let step, let cached): Line(id: id, status: cached ? "Cached" : "Done", text: step)
        case .output(_, let line): Line(id: id, status: "Output", text: line)
        case .finished(let image, let time):
            Line(id: id, status: "Built", text: image, durationMilliseconds: time.milliseconds)
        case .failed(let reason): Line(id: id, error: true, message: reason)
        }
    }

    private static func line(for pull: PullEvent) -> Line {
        let id = "Image \(pull.image)"
        return switch pull.phase {
        case .started: Line(id: id, status: "Pulling")
        case .progress(let layer, let status): Line(id: id, status: "Pulling", text: "\(layer) \(status)")
        case .finished(let time): Line(id: id, status: "Pulled", durationMilliseconds: time.milliseconds)
        case .failed(let reason): Line(id: id, error: true, message: reason)
        }
    }

    private static func line(for watch: WatchEvent) -> Line {
        let text = EventText.line(for: .watch(watch), coloured: false)
        return switch watch {
        case .applied(let application):
            Line(
                id: "Service \(application.service)",
                status: application.action.rawValue,
                text: text,
                durationMilliseconds: application.elapsed.milliseconds
            )
        case .failed(let service, _, let reason, _): Line(id: "Service \(service)", error: true, message: reason)
        case .engineLost(let reason): Line(error: true, message: reason)
        case .suspended(let service, _): Line(id: "Service \(service)", status: "Suspended", text: text, warning: true)
        default: Line(text: text)
        }
    }
}
