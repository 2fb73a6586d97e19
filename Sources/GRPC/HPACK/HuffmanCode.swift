/// The code in which heads have their texts: frequent characters are short.
///
/// The code of each length follows on that of the length before, in the order of the characters, so that the lengths say
/// everything.
///
/// - Source: RFC 7541, section 5.2 and appendix B.
enum HuffmanCode {
    /// Takes a text apart; `nil` where it is none of this code.
    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 8 / 5)
        var (code, length) = (0, 0)
        for byte in bytes {
            for shift in stride(from: 7, through: 0, by: -1) {
                code = code << 1 | Int(byte >> UInt8(shift)) & 1
                length += 1
                let row = rows[length]
                if code - row.first < row.symbols.count {
                    let symbol = row.symbols[code - row.first]
                    // The end of a text is not written, only its beginning may fill the last byte.
                    guard symbol < 256 else { return nil }
                    result.append(UInt8(symbol))
                    (code, length) = (0, 0)
                } else if length == longest {
                    return nil
                }
            }
        }
        return length < 8 && code == (1 << length) - 1 ? result : nil
    }

    /// The codes of one length.
    private struct Row {
        /// The first of them.
        var first: Int
        /// What they stand for, in order.
        var symbols: [Int]
    }

    private static let longest = 30

    private static let rows: [Row] = {
        var rows = [Row(first: 0, symbols: [])]
        for length in 1...longest {
            let before = rows[length - 1]
            rows.append(
                Row(
                    first: (before.first + before.symbols.count) << 1,
                    symbols: lengths.indices.filter { lengths[$0] == length }
                )
            )
        }
        return rows
    }()

    /// How many bits each byte has, and behind them the end.
    private static let lengths: [UInt8] = [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28,
        28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15,
        6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22,
        20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23,
        23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22,
        22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26,
        27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27,
        26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
    ]
}
