extension SourceText {
    /// How far a text is searched: what uses thousands of variables must not cost its length for each.
    ///
    /// - Unit: bytes.
    private static let searchLimit = 16_384

    /// The first place of a text at or after another place.
    ///
    /// - Parameter limit: the number of lines that are searched.
    func place(
        of text: String,
        from start: (line: Int, column: Int),
        withinLines limit: Int
    ) -> (line: Int, column: Int)? {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, let offset = offset(ofLine: start.line, column: start.column) else {
            return nil
        }
        let lines = self.offset(ofLine: start.line + limit, column: 1) ?? bytes.count
        let end = min(lines, offset + Self.searchLimit) - wanted.count
        guard offset <= end else { return nil }
        let found = bytes.withUnsafeBufferPointer { bytes in
            (offset...end).first { bytes[$0] == first && bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
        }
        return found.map(location)
    }

    /// The byte at a line and column, both counted from 1.
    func offset(ofLine number: Int, column: Int) -> Int? {
        guard let start = bytesOfLine(number)?.startIndex else { return nil }
        guard !isASCII else { return min(bytes.count, start + column - 1) }
        // A character has at most four bytes.
        let prefix = String(decoding: bytes[start...].prefix(4 * column), as: UTF8.self).unicodeScalars.prefix(
            column - 1
        )
        return min(bytes.count, start + prefix.reduce(0) { $0 + UTF8.width($1) })
    }
}
