import CLibrary
import Synchronization

/// The end of the process's terminal, which SIGHUP tells of: from the system, from a shell, or from both.
final class HangUp: Sendable {
    private let isTold = Atomic<Bool>(false)

    /// Whether it is told for the first time: what a second Ctrl-C means is not meant by the second of two who say the same.
    func isFirst() -> Bool { !isTold.exchange(true, ordering: .relaxed) }

    private static let isOutlived = Atomic<Bool>(false)

    /// Whether it ends the program; not one that was started to outlive its terminal, as `nohup` does it.
    static var endsProgram: Bool { !isOutlived.load(ordering: .relaxed) }

    /// Keeps SIGHUP from ending the process.
    ///
    /// - Returns: whether it is to be heard; where it was ignored it is not.
    static func take() -> Bool {
        let former = signal(SIGHUP, SIG_IGN)
        let wasIgnored = unsafeBitCast(former, to: UInt.self) == unsafeBitCast(SIG_IGN, to: UInt.self)
        isOutlived.store(wasIgnored, ordering: .relaxed)
        return !wasIgnored
    }

    /// Tells this process.
    static func tell() { kill(getpid(), SIGHUP) }
}
