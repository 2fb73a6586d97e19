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
            case .cacheKept(let beginning): "cache \(beginning)"
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

    /// BuildKit cuts output where its buffer ends, and cancels other steps when one fails.
    @Test func charactersAreNotCutAndTheRightStepIsBlamed() throws {
        func bytes(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }
        func vertex(_ digest: String, error: String = "", ended: Bool = false) -> [UInt8] {
            let time: [UInt8] = [1 << 3, 1]
            let end = ended ? bytes(6, time) + bytes(7, Array(error.utf8)) : []
            return bytes(
                1,
                bytes(1, Array(digest.utf8)) + bytes(3, Array("step \(digest)".utf8)) + bytes(5, time) + end
            )
        }
        func log(_ digest: String, _ message: [UInt8]) -> [UInt8] {
            bytes(3, bytes(1, Array(digest.utf8)) + [3 << 3, 1] + bytes(4, message))
        }
        let text = Array("ä\nö".utf8)
        let reports = [
            vertex("a") + vertex("b"), log("b", Array(text.prefix(1))), log("b", Array(text.dropFirst(1).prefix(3))),
            log("b", Array(text.dropFirst(4))), vertex("a", error: "context canceled", ended: true),
            vertex("b", error: "exit code: 1", ended: true), vertex("b", error: "exit code: 1", ended: true),
        ]
        var tracker = BuildProgressTracker()
        var events: [BuildEvent] = []
        for report in reports {
            var message = JSONProgress()
            message.aux = .trace(report)
            events += try tracker.consume(message)
        }
        var last = JSONProgress()
        last.errorDetail = .init(message: "exit code: 1")
        events += try tracker.consume(last)
        #expect(
            lines(events) == [
                "start step a", "start step b", "stdout ä\n", "failed step a: context canceled", "stdout ö",
                "failed step b: exit code: 1",
            ]
        )
        #expect(tracker.failure == BuildFailure(step: "step b", logLines: ["ä", "ö"], message: "exit code: 1"))
    }
}
