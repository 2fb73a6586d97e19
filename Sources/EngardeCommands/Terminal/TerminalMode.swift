import CLibrary
import Synchronization

/// The mode in which a terminal hands over each key at once and shows none; what signals do with it is left as it is.
///
/// The settings before it are restored by ``leave()``, and by a signal that ends the process because it crashes. A process in
/// the background leaves the terminal alone: it belongs to somebody else then.
///
/// - Ownership: one at a time in a process.
final class TerminalMode: Sendable {
    /// What a crash restores.
    ///
    /// Written while no handler is installed and only read by the handlers, so nobody reads it while it changes.
    private nonisolated(unsafe) static let saved = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    /// The handlers from before, by number; the same holds for them.
    private nonisolated(unsafe) static let former = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGQUIT]

    private static let hideCursor = "\u{1B}[?25l"
    private static let showCursor: StaticString = "\u{1B}[?7h\u{1B}[?25h\r\u{1B}[J"

    private let isEntered = Mutex(false)

    /// Takes down the settings of the terminal that standard input is; `nil` where it is none.
    init?() {
        guard tcgetattr(STDIN_FILENO, Self.saved) == 0 else { return nil }
    }

    /// Whether this process is the one that the terminal belongs to now.
    static var isInForeground: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

    /// Whether the terminal went away.
    static var isGone: Bool { tcgetpgrp(STDIN_FILENO) < 0 && errno == EIO }

    /// Begins the mode, or begins it anew after somebody changed it.
    func enter() {
        isEntered.withLock { isEntered in
            guard Self.isInForeground else { return }
            var settings = Self.saved.pointee
            settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
            withUnsafeMutableBytes(of: &settings.c_cc) { characters in
                characters[Int(VMIN)] = 1
                characters[Int(VTIME)] = 0
            }
            tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
            Self.write(Self.hideCursor)
            if !isEntered { Self.watchCrashes() }
            isEntered = true
        }
    }

    /// Ends the mode.
    func leave() {
        isEntered.withLock { isEntered in
            guard isEntered else { return }
            isEntered = false
            for number in Self.crashes { sigaction(number, Self.former + Int(number), nil) }
            guard Self.isInForeground else { return }
            Self.write("\u{1B}[?25h")
            tcsetattr(STDIN_FILENO, TCSADRAIN, Self.saved)
        }
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = CLibrary.write(STDERR_FILENO, bytes, bytes.count)
    }

    /// Restores the settings when the process crashes, and then lets the crash take its course.
    private static func watchCrashes() {
        // The handler must find everything made already.
        _ = showCursor.utf8CodeUnitCount
        for number in crashes {
            sigaction(number, nil, former + Int(number))
            signal(number) { number in
                tcsetattr(STDIN_FILENO, TCSANOW, TerminalMode.saved)
                let text = TerminalMode.showCursor
                _ = CLibrary.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
                // Who was to be told of it before is told as soon as this handler has returned. That may write where the program
                // is and let it go on, as is right for a fault, which then comes again, and wrong for a wish to quit.
                if number == SIGQUIT {
                    signal(number, SIG_DFL)
                } else {
                    sigaction(number, TerminalMode.former + Int(number), nil)
                }
                raise(number)
            }
        }
    }
}
