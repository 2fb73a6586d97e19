extension SourceText {
    /// Checks that the bytes are text.
    ///
    /// - Throws: ``YAMLError`` with the code `nulByte` or `invalidUTF8`, at the first byte that is wrong.
    package func checkEncoding() throws(YAMLError) {
        if let offset = bytes.firstIndex(of: 0) { throw YAMLError(.nulByte, at: location(at: offset)) }
        if String(validating: bytes, as: UTF8.self) == nil {
            throw YAMLError(.invalidUTF8, at: location(at: firstInvalidByte()))
        }
    }

    private func location(at offset: Int) -> SourceLocation {
        let (line, column) = location(ofByte: offset)
        return SourceLocation(source: self, line: line, column: column)
    }

    private func firstInvalidByte() -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            offset += UTF8.width(scalar)
        }
        return offset
    }
}
