/// The lines that a compressed head may refer to by number: those that everybody knows, and those that came before.
///
/// - Source: RFC 7541, sections 2.3 and 4, and appendix A.
struct HeaderTable: Sendable {
    /// What each line costs beyond its text.
    private static let overhead = 32

    /// The largest size that the other side may choose.
    let limit: Int
    /// The size that it has chosen.
    private(set) var capacity: Int
    /// The newest first.
    private var entries: [HeaderField] = []
    private var size = 0

    init(limit: Int) {
        self.limit = limit
        capacity = limit
    }

    /// The line of a number, from 1; `nil` where there is none.
    subscript(index: Int) -> HeaderField? {
        guard index > 0 else { return nil }
        if index <= Self.wellKnown.count { return Self.wellKnown[index - 1] }
        let position = index - Self.wellKnown.count - 1
        return position < entries.count ? entries[position] : nil
    }

    /// Takes a line in as the newest, and drops the oldest for which there is no place any more.
    mutating func insert(_ field: HeaderField) {
        entries.insert(field, at: 0)
        size += Self.size(of: field)
        evict()
    }

    /// Changes the size; `false` for one that is larger than allowed.
    mutating func resize(to capacity: Int) -> Bool {
        guard capacity <= limit else { return false }
        self.capacity = capacity
        evict()
        return true
    }

    private mutating func evict() {
        while size > capacity, let oldest = entries.popLast() { size -= Self.size(of: oldest) }
    }

    private static func size(of field: HeaderField) -> Int { field.name.utf8.count + field.value.utf8.count + overhead }

    private static let wellKnown: [HeaderField] = [
        .init(":authority", ""), .init(":method", "GET"), .init(":method", "POST"), .init(":path", "/"),
        .init(":path", "/index.html"), .init(":scheme", "http"), .init(":scheme", "https"), .init(":status", "200"),
        .init(":status", "204"), .init(":status", "206"), .init(":status", "304"), .init(":status", "400"),
        .init(":status", "404"), .init(":status", "500"), .init("accept-charset", ""),
        .init("accept-encoding", "gzip, deflate"), .init("accept-language", ""), .init("accept-ranges", ""),
        .init("accept", ""), .init("access-control-allow-origin", ""), .init("age", ""), .init("allow", ""),
        .init("authorization", ""), .init("cache-control", ""), .init("content-disposition", ""),
        .init("content-encoding", ""), .init("content-language", ""), .init("content-length", ""),
        .init("content-location", ""), .init("content-range", ""), .init("content-type", ""), .init("cookie", ""),
        .init("date", ""), .init("etag", ""), .init("expect", ""), .init("expires", ""), .init("from", ""),
        .init("host", ""), .init("if-match", ""), .init("if-modified-since", ""), .init("if-none-match", ""),
        .init("if-range", ""), .init("if-unmodified-since", ""), .init("last-modified", ""), .init("link", ""),
        .init("location", ""), .init("max-forwards", ""), .init("proxy-authenticate", ""),
        .init("proxy-authorization", ""), .init("range", ""), .init("referer", ""), .init("refresh", ""),
        .init("retry-after", ""), .init("server", ""), .init("set-cookie", ""), .init("strict-transport-security", ""),
        .init("transfer-encoding", ""), .init("user-agent", ""), .init("vary", ""), .init("via", ""),
        .init("www-authenticate", ""),
    ]
}
