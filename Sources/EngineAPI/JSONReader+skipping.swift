extension JSONReader {
    /// Passes over a value of any form and checks it on the way.
    ///
    /// - Throws: ``Malformed``, also where arrays and objects are nested deeper than 500.
    package mutating func skip() throws(Malformed) {
        var open: [Brackets] = []
        while true {
            var isFirst = false
            switch peek() {
            case UInt8(ascii: "["):
                open.append(.array)
                isFirst = true
            case UInt8(ascii: "{"):
                open.append(.object)
                isFirst = true
            default: try skipScalar()
            }
            guard open.count <= 500 else { throw malformed }
            while let innermost = open.last {
                if try nextItem(&isFirst, in: innermost) {
                    if innermost.opening == UInt8(ascii: "{") {
                        try skipString()
                        try expect(UInt8(ascii: ":"))
                    }
                    break
                }
                open.removeLast()
            }
            if open.isEmpty { return }
        }
    }

    private mutating func skipScalar() throws(Malformed) {
        switch peek() {
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "t"): try skip("true")
        case UInt8(ascii: "f"): try skip("false")
        case UInt8(ascii: "n"): try skip("null")
        default: _ = try skipNumber()
        }
    }

    private mutating func skipString() throws(Malformed) {
        let string = try quoted()
        if !string.isPlain { _ = try text(of: string) }
    }
}
