/// One step of a compiled pattern, over the bytes of a path.
enum GlobToken: Equatable, Sendable {
    /// Exactly this byte.
    case byte(UInt8)
    /// `?`: one character that is not a `/`.
    case anyCharacter
    /// `*`: any run of bytes without a `/`, also an empty one.
    case anyRun
    /// `**` before more pattern: nothing, or anything that ends in a `/`.
    case anyDirectories
    /// `**` at the end: anything.
    case anything
    /// `[…]`: one character that is, or with `negated` is not, in the ranges.
    case characterClass(negated: Bool, ranges: [ClosedRange<UInt32>])
}

extension GlobToken {
    /// How much of a path the tokens account for.
    enum Outcome: Equatable {
        case noMatch
        /// The path ended before the tokens did: some longer path may match.
        case partial
        case match
    }

    /// Matches tokens against a path.
    ///
    /// - Parameter acceptsPartial: whether to stop as soon as the whole path is consumed while tokens remain.
    static func match(
        _ tokens: ArraySlice<GlobToken>,
        _ path: UnsafeBufferPointer<UInt8>.SubSequence,
        acceptsPartial: Bool
    ) -> Outcome {
        var tokens = tokens
        var path = path
        while let token = tokens.first {
            if path.isEmpty, acceptsPartial { return .partial }
            let remaining = tokens.dropFirst()
            switch token {
            case .byte(let byte):
                guard path.first == byte else { return .noMatch }
                path = path.dropFirst()
            case .anyCharacter:
                guard let (scalar, length) = character(at: path), scalar != slash else { return .noMatch }
                path = path.dropFirst(length)
            case .characterClass(let negated, let ranges):
                guard let (scalar, length) = character(at: path),
                    ranges.contains(where: { $0.contains(scalar) }) != negated
                else { return .noMatch }
                path = path.dropFirst(length)
            case .anything:
                return .match
            case .anyRun:
                var rest = path
                var sawPartial = false
                while true {
                    switch match(remaining, rest, acceptsPartial: acceptsPartial) {
                    case .match: return .match
                    case .partial: sawPartial = true
                    case .noMatch: break
                    }
                    guard let next = rest.first, UInt32(next) != slash else { break }
                    rest = rest.dropFirst()
                }
                return sawPartial ? .partial : .noMatch
            case .anyDirectories:
                if acceptsPartial { return .partial }
                var rest = path
                while true {
                    if match(remaining, rest, acceptsPartial: false) == .match { return .match }
                    guard let separator = rest.firstIndex(of: UInt8(ascii: "/")) else { return .noMatch }
                    rest = rest[(separator + 1)...]
                }
            }
            tokens = remaining
        }
        return path.isEmpty ? .match : .noMatch
    }

    private static var slash: UInt32 { 0x2F }

    /// The character at the start of a path and its length in bytes; a byte that is not UTF-8 counts as a character.
    private static func character(
        at path: UnsafeBufferPointer<UInt8>.SubSequence
    ) -> (scalar: UInt32, length: Int)? {
        guard let first = path.first else { return nil }
        guard first >= 0x80 else { return (UInt32(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        guard length > 1, path.count >= length else { return (UInt32(first), 1) }
        var scalar = UInt32(first) & (0x7F >> UInt32(length))
        for byte in path.dropFirst().prefix(length - 1) {
            guard byte & 0xC0 == 0x80 else { return (UInt32(first), 1) }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        return (scalar, length)
    }
}
