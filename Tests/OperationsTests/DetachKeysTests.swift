import Diagnostics
import Testing

@testable import Operations

/// The keys that disconnect a terminal.
@Suite struct DetachKeysTests {
    @Test(
        arguments: [
            ("ctrl-p,ctrl-q", [16, 17]), ("ctrl-@", [0]), ("ctrl-[", [27]), ("ctrl-\\", [28]), ("ctrl-]", [29]),
            ("ctrl-^", [30]), ("ctrl-_", [31]), ("DEL", [127]), ("a,Z,3", [97, 90, 51]),
        ] as [(String, [UInt8])]
    )
    func keysAreTheBytesThatATerminalSends(text: String, bytes: [UInt8]) throws {
        #expect(try DetachKeys(text).bytes == bytes)
        #expect(try DetachKeys(text).text == text)
    }

    @Test(arguments: [("ctrl-P", "ctrl-P"), ("ctrl-p,,x", ""), ("a,ctrl", "ctrl"), ("ctrl-pq", "ctrl-pq"), ("", "")])
    func whatIsNoKeyIsSaid(text: String, key: String) throws {
        let failure = #expect(throws: DetachKeys.Failure.self) { try DetachKeys(text) }
        #expect(
            failure?.diagnostics.map { $0.rendered() } == [
                """
                error: '\(key)' of the detach keys '\(text)' is not a key

                hint: write keys such as 'ctrl-p,ctrl-q' or 'ctrl-x,x'
                """
            ]
        )
    }

    /// What is typed in pieces, what is handed on by then, and whether that was the end.
    private func scan(_ keys: String, _ pieces: [String]) throws -> (rest: [String], isDetached: Bool) {
        var scan = DetachKeyScan(for: try DetachKeys(keys))
        var rest: [String] = []
        for piece in pieces {
            let taken = scan.take(Array(piece.utf8))
            rest.append(String(decoding: taken.rest, as: UTF8.self))
            if taken.isDetached { return (rest, true) }
        }
        return (rest, false)
    }

    @Test func theKeysEndItAlsoOneByOne() throws {
        for pieces in [["ab\u{10}\u{11}c"], ["ab", "\u{10}", "\u{11}", "c"], ["ab\u{10}", "\u{11}c"]] {
            let (rest, isDetached) = try scan("ctrl-p,ctrl-q", pieces)
            #expect(rest.joined() == "ab")
            #expect(isDetached)
        }
    }

    @Test func whatIsNotAllOfThemIsHandedOn() throws {
        #expect(try scan("ctrl-p,ctrl-q", ["\u{10}", "x"]) == (["", "\u{10}x"], false))
        // Those that were kept back may be the beginning after all.
        #expect(try scan("a,a,b", ["a", "a", "a", "b"]) == (["", "", "a", ""], true))
        #expect(try scan("a,b,a,c", ["abab", "ac"]) == (["ab", ""], true))
        #expect(try scan("a,b,a,c", ["abax"]) == (["abax"], false))
    }
}
