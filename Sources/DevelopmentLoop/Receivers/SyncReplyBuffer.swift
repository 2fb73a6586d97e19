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
