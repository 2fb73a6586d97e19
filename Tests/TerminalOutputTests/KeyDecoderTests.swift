import TerminalOutput
import Testing

@Suite struct KeyDecoderTests {
    private func keys(_ pieces: [UInt8]...) -> [TerminalKey] {
        var decoder = KeyDecoder()
        return pieces.flatMap { decoder.keys(in: $0) }
    }

    @Test func charactersComeAsTheyAreTyped() {
        #expect(keys(Array("r1".utf8)) == [.character("r"), .character("1")])
        #expect(keys(Array("ä€😀".utf8)) == [.character("ä"), .character("€"), .character("😀")])
    }

    @Test func aCharacterMayComeInTwoPieces() {
        let bytes = Array("€".utf8)
        #expect(keys([bytes[0]], Array(bytes[1...])) == [.character("€")])
    }

    @Test func keysOfTheirOwn() {
        #expect(keys([0x0D], [0x0A], [0x7F], [0x08], [0x1B]) == [.enter, .enter, .backspace, .backspace, .escape])
    }

    @Test func arrowsAndFunctionKeysAreNoLetters() {
        #expect(
            keys(Array("\u{1B}[A\u{1B}OP\u{1B}[15~\u{1B}[1;5Dq".utf8)) == [
                .other, .other, .other, .other, .character("q"),
            ]
        )
        // Alt and a letter is not that letter.
        #expect(keys(Array("\u{1B}d".utf8)) == [.other])
        #expect(keys([0x01, 0xFF, 0xC0]) == [.other, .other, .other])
    }
}
