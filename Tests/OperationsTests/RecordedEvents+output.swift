import Diagnostics
import SessionEvents
import TestSupport

extension RecordedEvents {
    /// What was shown of containers' output, a text each: `web-1: line`, `web-1! line` for standard error, `web-1 exited 0`;
    /// warnings in their own words.
    var output: [String] {
        all.compactMap { event in
            switch event.action {
            case .logged(let line): "\(line.source)\(line.stream == .error ? "!" : ":") \(line.text)"
            case .containerExited(let source, let code): "\(source) exited \(code)"
            case .diagnosed(let diagnostic, _): diagnostic.message
            default: nil
            }
        }
    }
}
