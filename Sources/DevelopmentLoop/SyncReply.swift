/// The answer of the program in the container to one frame.
enum SyncReply: Equatable {
    /// The frame was carried out; what its script printed.
    case success([UInt8])
    /// Parts of it failed: the numbers of the operations, none if the archive could not be unpacked, and the complaints.
    case failure(numbers: [Int], reason: String)

    /// Reads an answer.
    init(_ answer: SyncAnswer) {
        if answer.isSuccess { self = .success(answer.body) } else { self.init(failure: answer.body) }
    }

    /// Reads the body of an `err` answer.
    init(failure body: [UInt8]) {
        let lines = body.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = lines.first.map {
            String(decoding: $0, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        }
        let text = lines.count > 1 ? String(decoding: lines[1], as: UTF8.self) : ""
        let reason = text.split(separator: "\n").joined(separator: "; ")
        self = .failure(numbers: numbers ?? [], reason: reason.isEmpty ? "the container gave no reason" : reason)
    }
}

/// An answer as it comes: `ok` or `err`, and the body.
typealias SyncAnswer = (isSuccess: Bool, body: [UInt8])

/// Cuts the output of the program in the container into lines and bodies.
struct SyncReplyBuffer {
    private var bytes: [UInt8] = []

    /// Adds output.
    mutating func append(_ output: [UInt8]) { bytes += output }

    /// How many bytes are waiting.
    var count: Int { bytes.count }

    /// What is waiting, made fit to be quoted.
    var excerpt: String { Self.excerpt(String(decoding: bytes.prefix(400), as: UTF8.self)) }

    /// The first line of a text, cut to be quoted in a message.
    static func excerpt(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first ?? ""
        return line.count > 80 ? line.prefix(79) + "…" : String(line)
    }

    /// Takes a line without its end, if a whole one is there.
    mutating func takeLine() -> String? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { bytes.removeFirst(end + 1) }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// Takes this many bytes, if they are there.
    mutating func take(_ count: Int) -> [UInt8]? {
        guard bytes.count >= count else { return nil }
        defer { bytes.removeFirst(count) }
        return Array(bytes[..<count])
    }
}
