package import EngineAPI

/// What a process does that is started in a container.
package enum ScriptedProcess: Sendable {
    /// It writes, and ends with a code.
    case exits(Int, output: String = "", errors: String = "")
    /// It does nothing, and does not end.
    case hangs
    /// The container has no such program.
    case cannotRun
    /// It answers whatever happens to it.
    case answers(@Sendable (Happening) -> [Deed])

    /// What happens to a process.
    package enum Happening: Sendable, Hashable {
        /// It was started.
        case begins
        /// Bytes came on standard input.
        case reads([UInt8])
        /// There is no more on standard input.
        case readsEnd
    }

    /// What a process does.
    package enum Deed: Sendable, Hashable {
        /// It writes.
        case writes(String, LogFrame.Stream = .stdout)
        /// It ends with a code.
        case exits(Int)
    }

    /// What it does when something happens to it.
    ///
    /// - Parameter program: the name of the program.
    func deeds(upon happening: Happening, program: String) -> [Deed] {
        switch self {
        case .answers(let answer): return answer(happening)
        case .hangs: return []
        case .exits(let code, let output, let errors):
            guard happening == .begins else { return [] }
            var deeds: [Deed] = []
            if !output.isEmpty { deeds.append(.writes(output)) }
            if !errors.isEmpty { deeds.append(.writes(errors, .stderr)) }
            return deeds + [.exits(code)]
        case .cannotRun:
            guard happening == .begins else { return [] }
            let reason = "exec: \"\(program)\": executable file not found in $PATH: unknown"
            return [
                .writes("OCI runtime exec failed: exec failed: container_linux.go:380: \(reason)\r\n"), .exits(126),
            ]
        }
    }
}
