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

        init(input: Pipe) { self.input = input }

        deinit { try? input.fileHandleForWriting.close() }
    }

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
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var answer = Data()
        while !answer.contains(UInt8(ascii: "\n")) {
            let part = output.fileHandleForReading.availableData
            if part.isEmpty { break }
            answer += part
        }
        let words = String(decoding: answer, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 2, words[0] == "ready", let port = UInt16(words[1]) else {
            throw Lacking(what: words.dropFirst().joined(separator: " "))
        }
        return EngineDoor(port: port, directory: directory, server: Server(input: input))
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
