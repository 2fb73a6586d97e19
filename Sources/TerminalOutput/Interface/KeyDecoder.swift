/// Makes keys of what a terminal sends.
///
/// - Shape: UTF-8, and control sequences behind an escape character (ECMA-48); an escape character that nothing follows in the
///   same piece is the key itself.
package struct KeyDecoder: Sendable {
    /// The beginning of a character whose end has not come yet.
    private var pending: [UInt8] = []

    /// Nothing was sent yet.
    package init() {}

    /// The keys in the next piece.
    package mutating func keys(in piece: [UInt8]) -> [TerminalKey] {
        var bytes = (pending + piece)[...]
        pending = []
        var keys: [TerminalKey] = []
        while let byte = bytes.popFirst() {
            switch byte {
            case 0x0A, 0x0D: keys.append(.enter)
            case 0x08, 0x7F: keys.append(.backspace)
            case 0x1B: keys.append(Self.sequence(&bytes))
            case 0x20..<0x7F: keys.append(.character(Character(Unicode.Scalar(byte))))
            case 0xC2..<0xF5:
                let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                guard bytes.count >= length - 1 else {
                    pending = [byte] + bytes
                    return keys
                }
                let text = String(decoding: [byte] + bytes.prefix(length - 1), as: UTF8.self)
                bytes = bytes.dropFirst(length - 1)
                keys += text.map { .character($0) }
            default: keys.append(.other)
            }
        }
        return keys
    }

    /// Takes what belongs to an escape character.
    private static func sequence(_ bytes: inout ArraySlice<UInt8>) -> TerminalKey {
        guard let kind = bytes.popFirst() else { return .escape }
        if kind == UInt8(ascii: "O") {
            _ = bytes.popFirst()
        } else if kind == UInt8(ascii: "[") {
            while let byte = bytes.popFirst() { if (0x40..<0x7F).contains(byte) { break } }
        }
        return .other
    }
}
