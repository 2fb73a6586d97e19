/// The messages of the protocol of SSH agents, as far as a build may use them: it may see which keys there are, and have
/// something signed, and not change what the agent has.
///
/// - Shape: a length in four bytes, the kind in one, and the content.
/// - Source: draft-ietf-sshm-ssh-agent, sections 3 and 6.
struct AgentMessages: Sendable {
    /// The longest message that agents take.
    static let longest = 262_144
    /// What an agent answers to what it does not do.
    static let refusal: [UInt8] = [0, 0, 0, 1, 5]

    private static let identitiesWanted: UInt8 = 11
    private static let identities: UInt8 = 12
    private static let signatureWanted: UInt8 = 13

    private var unread: [UInt8] = []

    /// Takes the next bytes.
    mutating func append(_ bytes: [UInt8]) { unread += bytes }

    /// Takes the next message with its length; `nil` while it is not complete.
    ///
    /// - Throws: ``AgentFailure/oversizedMessage(_:)``.
    mutating func next() throws(AgentFailure) -> [UInt8]? {
        guard unread.count >= 4 else { return nil }
        let length = unread.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard length > 0, length <= Self.longest else { throw .oversizedMessage(length) }
        guard unread.count >= 4 + length else { return nil }
        defer { unread.removeFirst(4 + length) }
        return Array(unread.prefix(4 + length))
    }

    /// Whether a build may send a message to an agent.
    static func isAllowed(_ message: [UInt8]) -> Bool {
        message.count > 4 && [identitiesWanted, signatureWanted].contains(message[4])
    }

    /// An agent's list of keys without what they are called; another message as it is.
    ///
    /// What a key that was read from a file is called would be the file's path on this host.
    static func withoutNames(_ message: [UInt8]) -> [UInt8] {
        guard message.count > 8, message[4] == identities else { return message }
        var result = Array(message[4..<9])
        var rest = message[9...]
        while !rest.isEmpty {
            guard let key = text(&rest), text(&rest) != nil else { return message }
            result += key + [0, 0, 0, 0]
        }
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: result.count >> $0) } + result
    }

    /// Takes a text with its length; `nil` where it is cut off.
    private static func text(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.count >= 4 else { return nil }
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard rest.count >= 4 + length else { return nil }
        defer { rest = rest.dropFirst(4 + length) }
        return rest.prefix(4 + length)
    }
}
