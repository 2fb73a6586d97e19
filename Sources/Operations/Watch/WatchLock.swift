import CLibrary
package import ComposeModel
import Convergence
package import Diagnostics
import SessionEvents
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Who watches a project.
package struct WatchHolder: Sendable, Hashable, Codable {
    /// The process.
    package var process: ProcessIdentity
    /// Whether it runs in the background, and not in somebody's terminal.
    package var isInBackground: Bool
    /// The services that it watches.
    package var services: [String]

    /// Describes a holder.
    package init(process: ProcessIdentity, isInBackground: Bool, services: [String]) {
        self.process = process
        self.isInBackground = isInBackground
        self.services = services
    }
}

/// The right to watch a project: one process has it at a time.
///
/// - Ownership: the system takes it back when the process ends, however it ends. Who has it is written in the file, with
///   the time of the process's start, so that nobody else is ever taken for it.
package final class WatchLock: Sendable {
    /// Why the right cannot be had.
    package enum Failure: Error, Sendable, Hashable {
        /// Somebody has it; `nil` if it cannot be told who.
        case held(WatchHolder?, project: ProjectName)
        /// The folder or the file cannot be written.
        case unusable(path: String, reason: String)
    }

    private let descriptor: Mutex<Int32?>

    private init(descriptor: Int32) {
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Takes the right.
    ///
    /// - Throws: ``Failure``.
    package static func acquire(
        _ folder: ProjectFolder,
        of project: ProjectName,
        as holder: WatchHolder
    ) throws -> WatchLock {
        do {
            try folder.create()
        } catch {
            throw Failure.unusable(path: folder.path, reason: "\(error)")
        }
        let file = open(folder.watchFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw Failure.unusable(path: folder.watchFile, reason: String(cString: strerror(errno)))
        }
        // Who has just taken it has not written its name yet, and who ends is gone in a moment.
        var attempts = 20
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            let holder = Self.holder(folder)
            attempts -= 1
            if holder != nil || attempts == 0 {
                close(file)
                throw Failure.held(holder, project: project)
            }
            usleep(5_000)
        }
        write(holder, to: file)
        return WatchLock(descriptor: file)
    }

    /// Tells others that something else is watched from now on.
    package func update(_ holder: WatchHolder) {
        descriptor.withLock { descriptor in
            if let file = descriptor { Self.write(holder, to: file) }
        }
    }

    private static func write(_ holder: WatchHolder, to file: Int32) {
        let text = (try? JSONEncoder().encode(holder)).map { [UInt8]($0) } ?? []
        ftruncate(file, 0)
        _ = pwrite(file, text, text.count, 0)
    }

    /// Gives the right back.
    package func release() {
        descriptor.withLock { descriptor in
            guard let file = descriptor else { return }
            ftruncate(file, 0)
            // A program that is just being started has all descriptors for a moment, and would keep the right.
            flock(file, LOCK_UN)
            close(file)
            descriptor = nil
        }
    }

    /// Who has the right; `nil` if nobody has. The lock is not asked: to look must not keep anybody from taking it.
    package static func holder(_ folder: ProjectFolder) -> WatchHolder? {
        guard let data = FileManager.default.contents(atPath: folder.watchFile),
            let holder = try? JSONDecoder().decode(WatchHolder.self, from: data), holder.process.isAlive
        else { return nil }
        return holder
    }

    /// Asks a watcher to end, and waits until it has; one that does not end within ten seconds is killed.
    ///
    /// - Throws: `CancellationError`.
    package static func end(_ holder: WatchHolder, clock: some Clock<Duration>) async throws {
        holder.process.signal(SIGTERM)
        let stopwatch = Stopwatch(clock)
        while holder.process.isAlive {
            if stopwatch.elapsed > .seconds(10) { holder.process.signal(SIGKILL) }
            try await clock.sleep(for: .milliseconds(20))
        }
    }
}

extension WatchLock.Failure: CustomStringConvertible {
    /// The message, in one line.
    package var description: String {
        switch self {
        case .held(let holder, let project):
            let place = holder.map { $0.isInBackground ? " in the background" : " in a terminal" } ?? ""
            let process = holder.map { " by process \($0.process.pid)" } ?? ""
            return "project '\(project)' is being watched already\(process)\(place)"
        case .unusable(let path, let reason):
            return "who watches the project cannot be written down in '\(path)': \(reason)"
        }
    }

    /// What to do about it.
    package var hint: String? {
        switch self {
        case .held(let holder?, _) where holder.isInBackground:
            "see what it does with 'watch --attach', or end it with"
        case .held: "end that one first, by Ctrl-C in its terminal"
        case .unusable: "set 'XDG_STATE_HOME' to a directory that you may write"
        }
    }

    /// The arguments of the command that ``hint`` ends with; empty when it ends with none.
    package var command: [String] {
        if case .held(let holder?, _) = self, holder.isInBackground { ["watch", "--stop"] } else { [] }
    }
}

extension WatchLock.Failure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        let code: DiagnosticCode =
            switch self {
            case .held: .watchHeld
            case .unusable: .watchFolderUnusable
            }
        return [Diagnostic(code: code, message: description, hint: hint, command: command)]
    }
}
