import Foundation
import Synchronization

/// The engine of this machine, reachable in another way than through its socket, for as long as the tests run.
package struct EngineDoor: Sendable {
    /// The ways that there are.
    package enum Kind: String, Sendable {
        /// A port in clear text.
        case tcp
        /// A port that wants a client's certificate.
        case tls
        /// An sshd of its own; the client is in `bin` of the directory.
        case ssh
    }

    /// What the machine does not have for it.
    package struct Lacking: Error, Sendable {
        /// The server's words.
        package let what: String
    }

    /// The port of 127.0.0.1.
    package let port: UInt16
    /// The directory of what a client needs.
    package let directory: String
    private let server: Server

    /// Ends the server when nobody uses it any more: the end of its input is the sign.
    private final class Server: Sendable {
        private let input: Pipe
        private let output: Pipe

        init(_ process: Process) throws {
            (input, output) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            try process.run()
        }

        deinit { try? input.fileHandleForWriting.close() }

        /// The next line that it writes, without the line break; what there is of it where it has ended.
        func line() -> String {
            var line = Data()
            while line.last != UInt8(ascii: "\n") {
                let part = output.fileHandleForReading.availableData
                if part.isEmpty { break }
                line += part
            }
            return String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
        }

        /// Tells it something; returns when it is done.
        func tell(_ word: String) throws {
            try input.fileHandleForWriting.write(contentsOf: Data("\(word)\n".utf8))
            let answer = line()
            if answer != word { throw Lacking(what: "a server that obeys: '\(answer)'") }
        }
    }

    /// Ends all connections, and lets nobody in any more; for a door that no other test uses.
    package func drop() throws { try server.tell("drop") }

    /// Lets clients in again, at the same port.
    package func resume() throws { try server.tell("resume") }

    /// Opens a door.
    ///
    /// - Parameters:
    ///   - socket: the engine's.
    ///   - names: what the certificate of the engine is for.
    /// - Throws: ``Lacking``.
    package static func open(_ kind: Kind, to socket: String, names: [String] = ["localhost", "127.0.0.1"]) throws
        -> EngineDoor
    {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Scripts/serve-engine.py").path
        let directory = FileManager.default.temporaryDirectory.appending(path: "engarde-door-\(UUID().uuidString)").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script, kind.rawValue, directory, socket] + names
        let server = try Server(process)
        let words = server.line().split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 2, words[0] == "ready", let port = UInt16(words[1]) else {
            throw Lacking(what: words.dropFirst().joined(separator: " "))
        }
        return EngineDoor(port: port, directory: directory, server: server)
    }

    /// A door that all tests of a run share: opened when it is first asked for.
    package static func shared(_ kind: Kind, to socket: String) -> EngineDoor? {
        doors.withLock { doors in
            if let known = doors[kind] { return try? known.get() }
            let result = Result { try open(kind, to: socket) }
            if case .failure(let error) = result { print("tests of an engine behind \(kind) are skipped: \(error)") }
            doors[kind] = result
            return try? result.get()
        }
    }

    private static let doors = Mutex<[Kind: Result<EngineDoor, any Error>]>([:])
}
