import EngineAPI
import EngineClient
import IgnoreRules
import SystemPackage
import TarArchives

/// Brings files into a running container through a shell that stays connected, see `SyncProgram`.
final class ShellChannel: ContainerChannel {
    /// Why there can be no such channel.
    enum Failure: Error {
        /// The image lacks a shell or one of the commands.
        case unavailable(reason: String)
        /// The program ended, mostly with its container.
        case lost
    }

    private let stream: ExecStream
    private var output: OutputFrames.Iterator
    private var buffer = SyncReplyBuffer()
    private var complaints: [UInt8] = []
    private var timeFormat = ""
    private var hasChecksums = false
    private(set) var hasPerl = false
    private(set) var owner = FileOwner.root

    private static let frameLimit = 1_048_576
    private static let operationLimit = 2_000

    private init(stream: ExecStream) {
        self.stream = stream
        output = stream.output.makeAsyncIterator()
    }

    /// Opens a channel for the duration of a closure.
    ///
    /// - Parameters:
    ///   - user: the user of the container, as its definition names it.
    ///   - targets: the directories or files in the container that will change.
    ///
    ///   - usesPerl: whether the faster receiver may be used, where the image has Perl.
    ///
    /// **Throws:** `Failure`, `EngineError` and what the closure throws.
    static func with<Result>(
        _ engine: EngineClient,
        container: ContainerID,
        user: String,
        targets: [FilePath],
        usesPerl: Bool = true,
        _ body: (ShellChannel) async throws -> Result
    ) async throws -> Result {
        let command = SyncProgram.command(user: user, targets: targets, usesPerl: usesPerl)
        let request = ExecCreateRequest(command: command, attachStdin: true, user: "0:0", workingDir: "/")
        return try await engine.withExec(in: container, request) { stream in
            let channel = ShellChannel(stream: stream)
            try await channel.begin()
            return try await body(channel)
        }
    }

    private func begin() async throws {
        let line: String
        do {
            line = try await nextLine()
        } catch Failure.lost {
            let text = String(decoding: complaints, as: UTF8.self).split(separator: "\n").joined(separator: "; ")
            throw Failure.unavailable(reason: text.isEmpty ? "the shell ended at once" : text)
        }
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 6, words[0] == "ready", let user = UInt32(words[1]), let group = UInt32(words[2]) else {
            if words.count == 2, words[0] == "missing" {
                throw Failure.unavailable(reason: "the image has no '\(words[1])' command")
            }
            if words.first == "refused" {
                throw Failure.unavailable(reason: "cannot write below '\(words.dropFirst().joined(separator: " "))'")
            }
            throw Failure.unavailable(reason: line)
        }
        owner = FileOwner(userID: user, groupID: group)
        timeFormat = words[3]
        hasChecksums = words[4] == "cksum"
        hasPerl = words[5] == "perl"
    }

    func look(at paths: [FilePath], target: Int) async throws -> [FilePath: ContainerFile]? {
        guard timeFormat != "none" else { return nil }
        var result: [FilePath: ContainerFile] = [:]
        for part in paths.parts(byteLimit: 60_000) {
            let output = try await ask("stat -c '%f %s \(timeFormat) %u %g %n' --", part, target: target)
            result.merge(ContainerFile.parse(output, asked: part)) { _, new in new }
        }
        return result
    }

    func checksums(of paths: [FilePath], target: Int) async throws -> [FilePath: UInt32]? {
        guard hasChecksums else { return nil }
        var result: [FilePath: UInt32] = [:]
        for part in paths.parts(byteLimit: 60_000) {
            let output = try await ask("cksum --", part, target: target)
            result.merge(ContainerFile.parseChecksums(output, asked: part)) { _, new in new }
        }
        return result
    }

    func differingLinks(_ links: [(path: FilePath, target: [UInt8])], target: Int) async throws -> Set<FilePath> {
        guard !links.isEmpty else { return [] }
        var script = ShellScript()
        script.append("prints=1\n")
        for (index, link) in links.enumerated() {
            script.append("[ \"$(readlink ")
            script.append(word: link.path.bytes)
            script.append(" 2>/dev/null)\" = ")
            script.append(word: link.target)
            script.append(" ] || echo \(index)\n")
        }
        let output = String(decoding: try await ask(script, target: target), as: UTF8.self)
        return Set(output.split(separator: "\n").compactMap { Int($0) }.map { links[$0].path })
    }

    func apply(_ operations: [SyncOperation], target: Int) async throws -> SyncResult {
        var result = SyncResult()
        var gathered: [SyncOperation] = []
        var contents: [FilePath: TarItem.Content] = [:]
        var size = 0
        func flush() async throws {
            guard !gathered.isEmpty else { return }
            result.failures += try await send(gathered, contents, target: target)
            (gathered, contents, size) = ([], [:], 0)
        }
        for operation in operations {
            guard case .file(let path, var content) = operation else {
                gathered.append(operation)
                if gathered.count >= Self.operationLimit { try await flush() }
                continue
            }
            do throws(Errno) {
                let found = try HostContent.read(content.source)
                switch found {
                case .vanished:
                    result.unsettled.insert(path)
                    continue
                case .bytes(let bytes, let metadata):
                    content.metadata = metadata
                    result.read[path] = metadata
                    contents[path] = .bytes(bytes)
                    gathered.append(.file(path, content))
                    size += bytes.count + 1024
                case .large(let descriptor, let metadata):
                    content.metadata = metadata
                    result.read[path] = metadata
                    contents[path] = .openFile(content.source, descriptor)
                    size = .max
                }
            } catch {
                result.failures.append(SyncFailure(path: path, reason: "cannot read '\(content.source)': \(error)"))
                continue
            }
            if size == .max {
                let large = contents.removeValue(forKey: path)
                guard case .openFile(_, let descriptor) = large else { continue }
                do {
                    try await flush()
                } catch {
                    try? descriptor.close()
                    throw error
                }
                let frame = SyncFrame([.file(path, content)], contents: [path: large ?? .none])
                let failures =
                    hasPerl
                    ? try await sendRecord(path, content, reading: descriptor, target: target)
                    : try await sendInPieces(frame, target: target)
                if let failures { result.failures += failures } else { result.unsettled.insert(path) }
                size = 0
            } else if size > Self.frameLimit || gathered.count >= Self.operationLimit {
                try await flush()
            }
        }
        try await flush()
        return result
    }

    /// Sends operations in one frame. What fails together is sent again in halves, so that one bad path stops no other.
    private func send(
        _ operations: [SyncOperation],
        _ contents: [FilePath: TarItem.Content],
        target: Int
    ) async throws -> [SyncFailure] {
        if hasPerl { return try await sendRecords(operations, contents, target: target) }
        let frame = SyncFrame(operations, contents: contents)
        let run = TarItem(path: ".run", bytes: frame.script.bytes)
        let archive = try TarEncoder.encode([run] + frame.members, dialect: .gnu)
        try await write(Array("\(archive.count) \(target)\n".utf8) + archive)
        var failures: [SyncFailure] = []
        guard case .failure(let numbers, let reason) = try await nextReply() else { return [] }
        let groups =
            numbers.isEmpty
            ? [operations] : numbers.filter(frame.numbered.indices.contains).map { frame.numbered[$0] }
        for group in groups {
            if group.count > 1 {
                let middle = group.count / 2
                failures += try await send(Array(group[..<middle]), contents, target: target)
                failures += try await send(Array(group[middle...]), contents, target: target)
            } else {
                failures += group.map { SyncFailure(path: $0.path, reason: reason) }
            }
        }
        return failures
    }

    /// Sends a frame with one large file, whose script comes last: if the file changed meanwhile, the script refuses.
    ///
    /// - Returns: what failed; `nil` if the file changed.
    private func sendInPieces(_ frame: SyncFrame, target: Int) async throws -> [SyncFailure]? {
        guard let member = frame.members.first else { return [] }
        let refusal = "echo 'the file changed while it was read' >&2; failed=' 0' #"
        let good =
            frame.script.bytes + [UInt8](repeating: 32, count: max(0, refusal.utf8.count - frame.script.bytes.count))
        let bad = Array(refusal.utf8) + [UInt8](repeating: 32, count: good.count - refusal.utf8.count)
        let run = TarItem(path: ".run", bytes: good)
        let length = member.entry.encodedSize(dialect: .gnu) + run.entry.encodedSize(dialect: .gnu) + 1024
        var rest = [member][...]
        var encoder = TarEncoder(dialect: .gnu, endsArchive: false) { () throws(TarArchivesError) in rest.popFirst() }
        do {
            try await write(Array("\(length) \(target)\n".utf8))
            while let chunk = try encoder.next() { try await write(chunk) }
        } catch {
            encoder.close()
            throw error
        }
        let isUnchanged = encoder.incidents.isEmpty
        let script = isUnchanged ? good : bad
        try await write(try TarEncoder.encode([TarItem(path: ".run", bytes: script)], dialect: .gnu))
        guard case .failure(_, let reason) = try await nextReply() else { return [] }
        guard isUnchanged else { return nil }
        return frame.numbered.joined().map { SyncFailure(path: $0.path, reason: reason) }
    }

    /// Runs a command with paths and returns what it prints; what it complains about and its exit code do not matter.
    private func ask(_ command: String, _ paths: [FilePath], target: Int) async throws -> [UInt8] {
        var script = ShellScript()
        script.append("prints=1; \(command)")
        for path in paths {
            script.append(" ")
            script.append(word: path.bytes)
        }
        script.append(" 2>/dev/null || :\n")
        return try await ask(script, target: target)
    }

    private func ask(_ script: ShellScript, target: Int) async throws -> [UInt8] {
        if hasPerl {
            var records = PerlRecords()
            records.append(script: script.bytes)
            try await write(Array("1 \(target)\n".utf8) + records.bytes)
        } else {
            let archive = try TarEncoder.encode([TarItem(path: ".run", bytes: script.bytes)], dialect: .gnu)
            try await write(Array("\(archive.count) \(target)\n".utf8) + archive)
        }
        guard case .success(let output) = try await nextReply() else { return [] }
        return output
    }

    func write(_ bytes: [UInt8]) async throws {
        do {
            try await stream.write(bytes)
        } catch EngineError.connectionClosed {
            throw Failure.lost
        }
    }

    private func nextReply() async throws -> SyncReply {
        let (isSuccess, body) = try await nextAnswer()
        return isSuccess ? .success(body) : SyncReply(failure: body)
    }

    func nextAnswer() async throws -> (isSuccess: Bool, body: [UInt8]) {
        let line = try await nextLine()
        let words = line.split(separator: " ")
        guard words.count == 2, let length = Int(words[1]), words[0] == "ok" || words[0] == "err" else {
            throw Failure.lost
        }
        while true {
            if let body = buffer.take(length) { return (words[0] == "ok", body) }
            try await receive()
        }
    }

    private func nextLine() async throws -> String {
        while true {
            if let line = buffer.takeLine() { return line }
            try await receive()
        }
    }

    private func receive() async throws {
        do {
            guard let frame = try await output.next() else { throw Failure.lost }
            if frame.stream == .stdout { buffer.append(frame.bytes) }
            if complaints.count < 4096 { complaints += frame.bytes }
        } catch EngineError.connectionClosed {
            throw Failure.lost
        }
    }
}

extension [FilePath] {
    /// Cuts a list so that each part fits into the arguments of one command.
    fileprivate func parts(byteLimit: Int) -> [[FilePath]] {
        var parts: [[FilePath]] = []
        var size = Int.max / 2
        for path in self {
            if size + path.length > byteLimit {
                parts.append([])
                size = 0
            }
            parts[parts.count - 1].append(path)
            size += path.length + 3
        }
        return parts
    }
}
