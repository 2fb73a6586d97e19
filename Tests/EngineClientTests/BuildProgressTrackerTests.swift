import EngineAPI
import EngineClient
import Foundation
import Testing

@Suite struct BuildProgressTrackerTests {
    /// One line for each event of a recorded build.
    private func lines(_ events: [BuildEvent]) -> [String] {
        events.map { event in
            switch event {
            case .started(let step): "start \(step.name)"
            case .progress(let step, let part, let current, let total):
                "progress \(step.name) \(part) \(current)/\(total.map(String.init) ?? "?")"
            case .output(_, let stream, let text): "\(stream) \(text)"
            case .completed(let step, let isCached, _): "\(isCached ? "cached" : "done") \(step.name)"
            case .failed(let step, let message): "failed \(step.name): \(message)"
            case .warning(let text): "warning \(text)"
            case .remark(let text): "remark \(text)"
            case .image(let id): "image \(id)"
            }
        }
    }

    @Test func aRecordedFailureIsExplained() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/failed-build.jsonl")
        var tracker = BuildProgressTracker()
        var events: [BuildEvent] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline) {
            events += try tracker.consume(try JSONDecoder().decode(JSONProgress.self, from: Data(line.utf8)))
        }
        let dockerfileLines = lines(events).filter { !$0.contains("[internal]") && !$0.contains("/context") }
        #expect(
            dockerfileLines == [
                "start [1/3] FROM docker.io/library/debian:bookworm-slim",
                "done [1/3] FROM docker.io/library/debian:bookworm-slim",
                "start [2/3] RUN echo hello; printf err >&2",
                "stdout hello\n",
                "stderr err",
                "done [2/3] RUN echo hello; printf err >&2",
                "start [3/3] RUN echo second; echo why >&2; exit 3",
                "stdout second\n",
                "stderr why\n",
                "failed [3/3] RUN echo second; echo why >&2; exit 3: executor failed running "
                    + "[/bin/sh -c echo second; echo why >&2; exit 3]: exit code: 3",
            ]
        )
        #expect(
            tracker.failure
                == BuildFailure(
                    step: "[3/3] RUN echo second; echo why >&2; exit 3",
                    logLines: ["second", "why"],
                    message: "executor failed running [/bin/sh -c echo second; echo why >&2; exit 3]: exit code: 3"
                )
        )
        #expect(tracker.image == nil)
    }

    @Test func theClassicBuilderGivesRemarks() throws {
        var tracker = BuildProgressTracker()
        var events: [BuildEvent] = []
        for json in [
            #"{"stream":"Step 1/2 : FROM a\n"}"#, #"{"stream":"\n"}"#, #"{"aux":{"ID":"sha256:1"}}"#,
            #"{"stream":"Step 2/2 : RUN x\nand more\n"}"#, #"{"errorDetail":{"message":"no"},"error":"no"}"#,
        ] {
            events += try tracker.consume(try JSONDecoder().decode(JSONProgress.self, from: Data(json.utf8)))
        }
        #expect(
            lines(events) == [
                "remark Step 1/2 : FROM a", "image sha256:1", "remark Step 2/2 : RUN x", "remark and more",
            ]
        )
        #expect(
            tracker.failure
                == BuildFailure(logLines: ["Step 1/2 : FROM a", "Step 2/2 : RUN x", "and more"], message: "no")
        )
    }
}
