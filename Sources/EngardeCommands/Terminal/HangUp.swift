import CLibrary
import Synchronization

/// The end of the process's terminal, which SIGHUP tells of: from the system, from a shell, or from both.
final class HangUp: Sendable {
    /// What SIGHUP means.
    enum Meaning: Int, AtomicRepresentable, Sendable {
        /// What it means to every process: its end.
        case end
        /// A wish to stop, which the verb obeys.
        case wish
        /// Something that is handed on to a command in a container.
        case handedOn
        /// Nothing: the process was started to outlive its terminal, as `nohup` does it.
        case nothing
    }

    private let isTold = Atomic<Bool>(false)

    /// Whether it is told for the first time: what a second Ctrl-C means is not meant by the second of two who say the same.
    func isFirst() -> Bool { !isTold.exchange(true, ordering: .relaxed) }

    private static let current = Atomic<Meaning>(.end)

    /// What SIGHUP means now.
    static var meaning: Meaning { current.load(ordering: .relaxed) }

    /// Keeps SIGHUP from ending the process, and gives it a meaning; where it was ignored it has none.
    ///
    /// - Returns: whether it is to be heard.
    static func take(as meaning: Meaning) -> Bool {
        let former = signal(SIGHUP, SIG_IGN)
        let wasIgnored = unsafeBitCast(former, to: UInt.self) == unsafeBitCast(SIG_IGN, to: UInt.self)
        current.store(wasIgnored ? .nothing : meaning, ordering: .relaxed)
        return !wasIgnored
    }

    /// Tells this process.
    static func tell() { kill(getpid(), SIGHUP) }
}
