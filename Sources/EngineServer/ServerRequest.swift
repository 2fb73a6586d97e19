#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import EngineAPI

/// A request as it came, with what its line says taken apart.
struct ServerRequest: Hashable, Sendable {
    /// Such as `GET`.
    var method: String
    /// The segments of the path, decoded, without the version of the API in front.
    var path: [String]
    /// The parameters in order, decoded.
    var query: [Parameter]
    /// The headers, their names in lower case.
    var headers: [String: String]
    var body: [UInt8] = []

    struct Parameter: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// Reads a request's head.
    ///
    /// - Parameter head: without the empty line at its end.
    /// - Returns: `nil` where it is no head of HTTP/1.1.
    init?(head: String) {
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        let words = (lines.popFirst() ?? "").split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[1].hasPrefix("/"), words[2].hasPrefix("HTTP/1.") else {
            return nil
        }
        method = String(words[0])
        let parts = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var segments = parts[0].split(separator: "/").map(Self.decoded)
        if let first = segments.first, first.hasPrefix("v"), APIVersion(String(first.dropFirst())) != nil {
            segments.removeFirst()
        }
        path = segments
        query = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Parameter(
                name: Self.decoded(sides[0]),
                value: sides.count > 1 ? Self.decoded(Substring(sides[1].replacing("+", with: " "))) : ""
            )
        }
        headers = [:]
        for line in lines {
            let sides = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, !sides[0].isEmpty else { return nil }
            let value = sides[1].drop { $0 == " " || $0 == "\t" }
            headers[sides[0].lowercased()] = String(value)
        }
    }

    /// The first value of a parameter; `nil` where it is not there.
    subscript(name: String) -> String? { query.first { $0.name == name }?.value }

    /// The first value of a parameter; `nil` where it is not there, or empty, which means the same to the engine.
    func text(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// All values of a parameter.
    func values(of name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }

    /// Whether a parameter is set, as the engine reads truth values: neither missing, empty, `0`, `no`, `false` nor `none`.
    func isSet(_ name: String) -> Bool {
        guard let value = self[name]?.lowercased() else { return false }
        return !["", "0", "no", "false", "none"].contains(value)
    }

    /// A whole number.
    ///
    /// - Throws: ``BackendError/invalidParameter(_:)`` where it is none.
    func number(_ name: String) throws(BackendError) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text) else { throw .invalidParameter("'\(name)' is no number: '\(text)'") }
        return number
    }

    /// An instant: seconds since 1970, with decimals, or RFC 3339.
    func instant(_ name: String) throws(BackendError) -> EngineTimestamp? {
        guard let text = text(name), text != "0" else { return nil }
        if let instant = EngineTimestamp(text) { return instant }
        let parts = text.split(separator: ".", maxSplits: 1)
        let decimals = parts.count > 1 ? String(parts[1].prefix(9)) : "0"
        guard let first = parts.first, let seconds = Int64(first), let fraction = Int32(decimals), fraction >= 0 else {
            throw .invalidParameter("'\(name)' is no time: '\(text)'")
        }
        let scale = (0..<(9 - decimals.count)).reduce(Int32(1)) { scale, _ in scale * 10 }
        return EngineTimestamp(seconds: seconds, nanoseconds: fraction * scale)
    }

    /// The filters: `{"label":["a=b"]}`, or `{"label":{"a=b":true}}` as Docker's own client writes them.
    func filters() throws(BackendError) -> QueryFilters {
        guard let text = text("filters") else { return [:] }
        let data = Data(text.utf8)
        if let lists = try? JSONDecoder().decode([String: [String]].self, from: data) { return QueryFilters(lists) }
        guard let sets = try? JSONDecoder().decode([String: [String: Bool]].self, from: data) else {
            throw .invalidParameter("'filters' is no filter: '\(text)'")
        }
        return QueryFilters(sets.mapValues { $0.filter(\.value).keys.sorted() })
    }

    /// The body as JSON.
    func decodedBody<Value: Decodable>(_ type: Value.Type) throws(BackendError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw .invalidParameter("the body is not what '\(method) /\(path.joined(separator: "/"))' takes: \(error)")
        }
    }

    /// A parameter that is JSON; `nil` where it is missing.
    func decodedParameter<Value: Decodable>(_ name: String, _ type: Value.Type) throws(BackendError) -> Value? {
        guard let text = text(name) else { return nil }
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw .invalidParameter("'\(name)' is not what is expected: '\(text)'")
        }
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
