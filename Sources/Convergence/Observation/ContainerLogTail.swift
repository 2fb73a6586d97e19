package import EngineAPI
package import EngineClient

/// The last lines that a container wrote.
package struct ContainerLogTail: Sendable {
    private let client: EngineClient

    /// Creates a reader.
    package init(client: EngineClient) {
        self.client = client
    }

    /// At most `limit` lines, oldest first; none when they cannot be read, since this is only evidence for a failure.
    package func lines(of container: ContainerID, limit: Int) async -> [String] {
        var text: [UInt8] = []
        do {
            for try await frame in try await client.logs(of: container, .init(tail: limit)) { text += frame.bytes }
        } catch {
            return []
        }
        return String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline).suffix(limit).map(String.init)
    }
}
