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
        /// The program does not do what it is asked to, but this.
        case untrustworthy(reason: String)
        /// The program ended, mostly with its container.
        case lost
    }

    let stream: ExecStream
    let limits: SyncLimits
    var output: OutputFrames.Iterator
    var buffer = SyncReplyBuffer()
    var complaints: [UInt8] = []
    var complaintSize = 0
    private var timeFormat = ""
    private var hasChecksums = false
    private(set) var hasPerl = false
    private var unfinished = UnfinishedFiles()
    private(set) var owner = FileOwner.root

    private static let frameLimit = 1_048_576
    private static let operationLimit = 2_000

    private init(stream: ExecStream, limits: SyncLimits) {
        self.stream = stream
        self.limits = limits
        output = stream.output.makeAsyncIterator()
    }

    /// Opens a channel for the duration of a closure.
    ///
    /// - Parameters:
    ///   - user: the user of the container, as its definition names it.
    ///   - targets: the directories or files in the container that will change.
    ///   - limits: how long the program may take and how much it may say.
    ///   - usesPerl: whether the faster receiver may be used, where the image has Perl.
    ///
    /// **Throws:** `Failure`, `EngineError` and what the closure throws.
    static func with<Result>(
        _ engine: EngineClient,
        container: ContainerID,
        user: String,
        targets: [FilePath],
        limits: SyncLimits = SyncLimits(),
        usesPerl: Bool = true,
        _ body: (ShellChannel) async throws -> Result
    ) async throws -> Result {
        let command = SyncProgram.command(user: user, targets: targets, usesPerl: usesPerl)
        let request = ExecCreateRequest(command: command, attachStdin: true, user: "0:0", workingDir: "/")
        return try await engine.withExec(in: container, request) { stream in
            let channel = ShellChannel(stream: stream, limits: limits)
            try await channel.begin(engine)
            return try await body(channel)
        }
    }

    private func begin(_ engine: EngineClient) async throws {
        let line: String
        do {
            line = try await limited(about: 0) { try await nextLine() }
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
            // The engine's own words come as output when it cannot run the program.
            if try await stream.wasNeverRun(by: engine) { throw Failure.unavailable(reason: line) }
            throw Failure.untrustworthy(reason: "answered '\(SyncReplyBuffer.excerpt(line))' when it was started")
        }
        owner = FileOwner(userID: user, groupID: group)
        timeFormat = words[3]
        hasChecksums = words[4] == "cksum"
        hasPerl = words[5] == "perl"
        if case .failure(_, let reason) = try await reply(to: ShellScript(), target: 0, bound: 0) {
            let complaint = reason.split(separator: ";").first.map(String.init) ?? reason
            throw Failure.untrustworthy(
                reason: "cannot unpack archives: \(SyncReplyBuffer.excerpt(complaint))"
            )
        }
    }

    func look(at paths: [FilePath], target: Int) async throws -> [FilePath: ContainerFile]? {
        guard timeFormat != "none" else { return nil }
        var result: [FilePath: ContainerFile] = [:]
        for part in paths.parts(byteLimit: 60_000) {
            let output = try await ask(
                "stat -c '%f %s \(timeFormat) %u %g %n' --",
                part,
                about: 0,
                target: target
            )
            result.merge(ContainerFile.parse(output, asked: part)) { _, new in new }
        }
        return result
    }

    func checksums(of paths: [FilePath], size: Int64, target: Int) async throws -> [FilePath: UInt32]? {
        guard hasChecksums else { return nil }
        var result: [FilePath: UInt32] = [:]
        for part in paths.parts(byteLimit: 60_000) {
            let output = try await ask("cksum --", part, about: size, target: target)
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
        let answer = try await reply(to: script, target: target, bound: links.count * 20)
        guard case .success(let bytes) = answer else { return Set(links.map(\.path)) }
        let output = String(decoding: bytes, as: UTF8.self)
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
                    if unfinished.contains(path, metadata) {
                        try? descriptor.close()
                        result.unsettled.insert(path)
                        continue
                    }
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
                    : try await sendInPieces(frame, of: content, target: target)
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
        let seal = Self.newSeal()
        let run = TarItem(path: ".run", bytes: Self.sealed(frame.script.bytes, by: seal))
        let archive = try TarEncoder.encode([run] + frame.members, dialect: .gnu)
        let answer = try await exchange(about: Int64(archive.count), seal: seal, bound: 0) {
            try await write(Array("\(archive.count) \(target)\n".utf8) + archive)
        }
        var failures: [SyncFailure] = []
        guard case .failure(let numbers, let reason) = SyncReply(answer) else { return [] }
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
    private func sendInPieces(_ frame: SyncFrame, of file: SyncOperation.FileContent, target: Int) async throws
        -> [SyncFailure]?
    {
        guard let member = frame.members.first else { return [] }
        let seal = Self.newSeal()
        let refusal = "echo 'the file changed while it was read' >&2; failed=' 0' #"
        let length = max(frame.script.bytes.count, refusal.utf8.count)
        func script(_ text: [UInt8]) -> TarItem {
            let padded = text + [UInt8](repeating: 32, count: length - text.count)
            return TarItem(path: ".run", bytes: Self.sealed(padded, by: seal))
        }
        let good = script(frame.script.bytes)
        let size = member.entry.encodedSize(dialect: .gnu) + good.entry.encodedSize(dialect: .gnu) + 1024
        var rest = [member][...]
        var encoder = TarEncoder(dialect: .gnu, endsArchive: false) { () throws(TarArchivesError) in rest.popFirst() }
        var isUnchanged = true
        let answer: SyncAnswer
        do {
            answer = try await exchange(about: Int64(size), seal: seal, bound: 0) {
                try await write(Array("\(size) \(target)\n".utf8))
                while let chunk = try encoder.next() { try await write(chunk) }
                isUnchanged = encoder.incidents.isEmpty && (try? FileMetadata(of: file.source)) == file.metadata
                let run = isUnchanged ? good : script(Array(refusal.utf8))
                try await write(try TarEncoder.encode([run], dialect: .gnu))
            }
        } catch {
            encoder.close()
            throw error
        }
        guard case .failure(_, let reason) = SyncReply(answer) else { return [] }
        guard isUnchanged else { return nil }
        return frame.numbered.joined().map { SyncFailure(path: $0.path, reason: reason) }
    }

    /// Runs a command with paths and returns what it prints; what it complains about and its exit code do not matter.
    ///
    /// - Parameter size: how many bytes the command reads.
    private func ask(_ command: String, _ paths: [FilePath], about size: Int64, target: Int) async throws -> [UInt8] {
        var script = ShellScript()
        script.append("prints=1; \(command)")
        var bound = 1_024
        for path in paths {
            script.append(" ")
            script.append(word: path.bytes)
            bound += path.length + 128
        }
        script.append(" 2>/dev/null || :\n")
        let reply = try await reply(to: script, about: size, target: target, bound: bound)
        guard case .success(let output) = reply else { return [] }
        return output
    }

    /// Runs a script.
    ///
    /// - Parameters:
    ///   - size: how many bytes it reads.
    ///   - bound: how many bytes it prints at most.
    private func reply(
        to script: ShellScript,
        about size: Int64 = 0,
        target: Int,
        bound: Int
    ) async throws -> SyncReply {
        let seal = Self.newSeal()
        let frame: [UInt8]
        if hasPerl {
            var records = PerlRecords()
            records.append(script: script.bytes)
            frame = Array("1 \(target)\n".utf8) + records.bytes + seal.utf8
        } else {
            let run = TarItem(path: ".run", bytes: Self.sealed(script.bytes, by: seal))
            let archive = try TarEncoder.encode([run], dialect: .gnu)
            frame = Array("\(archive.count) \(target)\n".utf8) + archive
        }
        return SyncReply(
            try await exchange(about: size + Int64(frame.count), seal: seal, bound: bound) { try await write(frame) }
        )
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
