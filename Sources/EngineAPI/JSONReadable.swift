/// A type that a ``JSONReader`` reads as `JSONDecoder` does.
package protocol JSONReadable {
    /// Reads a value.
    ///
    /// - Throws: ``JSONReader/Malformed`` where something else stands there, also `null`.
    init(reading reader: inout JSONReader) throws(JSONReader.Malformed)
}

extension String: JSONReadable {
    /// Reads a string.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) { self = try reader.string() }
}

extension Optional: JSONReadable where Wrapped: JSONReadable {
    /// Reads a value; `null` is `nil`.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self = try reader.null() ? nil : Wrapped(reading: &reader)
    }
}

extension Array: JSONReadable where Element: JSONReadable {
    /// Reads an array.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self.init()
        var isFirst = true
        while try reader.nextItem(&isFirst, in: .array) { append(try Element(reading: &reader)) }
    }
}

extension Dictionary: JSONReadable where Key == String, Value: JSONReadable {
    /// Reads an object; each key may stand there once.
    package init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        self.init()
        var isFirst = true
        while try reader.nextItem(&isFirst, in: .object) {
            let key = try reader.string()
            try reader.expect(UInt8(ascii: ":"))
            let value = try Value(reading: &reader)
            guard updateValue(value, forKey: key) == nil else { throw reader.malformed }
        }
    }
}
