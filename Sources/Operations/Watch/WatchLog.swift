import CLibrary
import EngineAPI
package import SessionEvents
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a watcher in the background said: lines with their times, the last megabyte of them at most.
package final class WatchLog: Sendable {
    /// How long the file may become before its older half is dropped, in bytes.
    package static let limit = 1_048_576

    private let path: String
    private let limit: Int
    private let wallClock: WallClock
    private let file: Mutex<Int32>

    /// Opens the log for writing at its end.
    ///
    /// - Parameter wallClock: what tells the times of the lines.
    /// - Returns: `nil` if the file cannot be written.
    package init?(path: String, limit: Int = WatchLog.limit, wallClock: WallClock) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        self.path = path
        self.limit = limit
        self.wallClock = wallClock
        file = Mutex(descriptor)
    }

    deinit { file.withLock { _ = close($0) } }

    /// Adds lines, each with its time.
    package func append(_ text: String) {
        let stamp = EngineTimestamp(seconds: wallClock.now.components.seconds)
        let lines = text.split(separator: "\n").map { "\(stamp) \($0)\n" }.joined()
        file.withLock { file in
            write(Array(lines.utf8), to: file)
            var status = stat()
            guard fstat(file, &status) == 0, Int(status.st_size) > limit else { return }
            let kept = Self.lines(of: path).reversed()
            var size = 0
            let recent = kept.prefix { line in
                size += line.utf8.count + 1
                return size <= limit / 2
            }
            ftruncate(file, 0)
            write(Array(recent.reversed().map { $0 + "\n" }.joined().utf8), to: file)
        }
    }

    private func write(_ bytes: [UInt8], to file: Int32) {
        _ = CLibrary.write(file, bytes, bytes.count)
    }

    /// The lines that are there, with their times; none if there is no log.
    ///
    /// - Parameter tail: how many of the last lines; `nil` is all.
    package static func lines(of path: String, tail: Int? = nil) -> [String] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
        return tail.map { Array(lines.suffix($0)) } ?? lines
    }

    /// A line without its time.
    package static func text(of line: String) -> String {
        guard let blank = line.firstIndex(of: " "), line[..<blank].hasSuffix("Z"), line.first?.isNumber == true else {
            return line
        }
        return String(line[line.index(after: blank)...])
    }

    /// Shows the lines, and goes on while somebody watches.
    ///
    /// - Parameters:
    ///   - goesOn: asked whenever there is nothing new; what came until then is still shown when it says no.
    ///   - show: takes the next lines, with their times.
    /// - Throws: `CancellationError`.
    package static func follow(
        _ path: String,
        tail: Int?,
        clock: some Clock<Duration>,
        while goesOn: @Sendable () -> Bool,
        _ show: @Sendable ([String]) -> Void
    ) async throws {
        var size = self.size(of: path)
        var shown = lines(of: path)
        show(tail.map { Array(shown.suffix($0)) } ?? shown)
        while true {
            let isLast = !goesOn()
            let newSize = self.size(of: path)
            if newSize != size {
                size = newSize
                let found = lines(of: path)
                // The older half may have been dropped meanwhile.
                let start =
                    found.starts(with: shown)
                    ? shown.count : shown.last.flatMap { found.lastIndex(of: $0) }.map { $0 + 1 } ?? 0
                show(Array(found[start...]))
                shown = found
            }
            if isLast { return }
            try await clock.sleep(for: .milliseconds(100))
        }
    }

    private static func size(of path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : -1
    }
}
