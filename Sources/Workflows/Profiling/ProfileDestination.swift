import ComposeModel
import EngineAPI

/// The file of this machine that a profile goes to.
struct ProfileDestination: Sendable, Hashable {
    /// Its absolute path.
    let path: String

    /// Chooses it.
    ///
    /// - Parameters:
    ///   - wanted: what the user asked for, absolute: a file, or a directory; `nil` is `profiles` in the project's directory.
    ///   - isDirectory: whether that is a directory.
    ///   - service: whose profile it is.
    ///   - suffix: what profiles of the kind end with, such as `svg`.
    ///   - time: the time of day, since 1970-01-01T00:00:00Z.
    ///   - project: the project's directory.
    init(
        wanted: String?,
        isDirectory: Bool,
        of service: ServiceName,
        suffix: String,
        at time: Duration,
        in project: String
    ) {
        if let wanted, !isDirectory {
            path = wanted
            return
        }
        // 2026-11-29T07:01:18Z is 20261129-070118.
        let text = EngineTimestamp(seconds: EngineTimestamp(sinceEpoch: time).seconds).description
        let digits = text.prefix(19).filter(\.isNumber)
        let name = "\(service)-\(digits.prefix(8))-\(digits.dropFirst(8)).\(suffix)"
        path = "\(wanted ?? "\(project)/profiles")/\(name)"
    }

    /// What py-spy writes into a file: a flame graph, unless its name says otherwise.
    ///
    /// - Source: `--format` of py-spy.
    var pySpyFormat: String {
        if path.hasSuffix(".json") { return "speedscope" }
        return path.hasSuffix(".txt") ? "raw" : "flamegraph"
    }

    /// What opens a file of the kind.
    var reader: String {
        switch path.split(separator: ".").last.map(String.init) ?? "" {
        case "cpuprofile": "Chrome (DevTools, Performance) and VS Code"
        case "json": "https://www.speedscope.app"
        case "svg": "every browser"
        default: "an editor"
        }
    }
}
