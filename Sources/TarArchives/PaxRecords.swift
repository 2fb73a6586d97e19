/// The records of an extended header: `LENGTH KEY=VALUE\n`, where the length counts itself.
struct PaxRecords {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ key: String, _ value: [UInt8]) {
        let body = Array(" \(key)=".utf8) + value + [UInt8(ascii: "\n")]
        var length = body.count + 1
        while String(length).utf8.count + body.count != length {
            length = String(length).utf8.count + body.count
        }
        bytes += Array(String(length).utf8) + body
    }

    /// The values by key; `nil` if the bytes are not such records.
    static func parse(_ bytes: [UInt8]) -> [String: [UInt8]]? {
        var result: [String: [UInt8]] = [:]
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
                let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
                length > space - rest.startIndex + 1, length <= rest.count
            else { return nil }
            let record = rest[(space + 1)..<(rest.startIndex + length)]
            guard record.last == UInt8(ascii: "\n"), let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
                return nil
            }
            result[String(decoding: record[..<equals], as: UTF8.self)] = Array(record[(equals + 1)...].dropLast())
            rest = rest[(rest.startIndex + length)...]
        }
        return result
    }
}
