import Diagnostics
import Testing

@testable import Workflows

/// JSON with comments is read as editors read it, and what is wrong has its place.
@Suite struct JSONCParserTests {
    private func parse(_ text: String) throws -> JSONCNode {
        try JSONCParser.parse(Array(text.utf8), file: "launch.json")
    }

    @Test func commentsAndTrailingCommasAreNoMistakes() throws {
        let node = try parse(
            "\u{FEFF}// a\n{ /* b */ \"k\": [1, -2.5e3, true, null,], \"s\": \"\\u00e9\\n\\ud83d\\ude00\" }//c"
        )
        #expect(
            node["k"]?.items.map(\.value.content) == [
                .literal("1"), .literal("-2.5e3"), .literal("true"), .literal("null"),
            ]
        )
        #expect(node["s"]?.text == "é\n😀")
    }

    @Test(
        arguments: [
            ("{", 1, 1, "a bracket is not closed"),
            ("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "a comma is missing before this"),
            ("{\"é\": tru}", 1, 7, "a value is expected here"), ("{} x", 1, 4, "there is something behind its end"),
            ("{\"a\" 1}", 1, 6, "a colon is expected here"), ("{a: 1}", 1, 2, "a key in quotes is expected here"),
            ("{\"a", 1, 2, "a quote is not closed"), ("/* x", 1, 1, "a comment is not ended"),
            ("", 1, 1, "it ends where a value is expected"),
            ("{\"a\": \"\\x\"}", 1, 8, "a backslash stands before what needs none"),
            ("[1,,2]", 1, 4, "a value is expected here"),
        ]
    )
    func mistakesHavePlaces(text: String, line: Int, column: Int, reason: String) {
        let error = #expect(throws: JSONCError.self) { try parse(text) }
        #expect(error?.line == line && error?.column == column && error?.reason == reason)
    }

    @Test func whatIsTooDeepIsRefusedAndNothingCrashes() {
        let error = #expect(throws: JSONCError.self) { try parse(String(repeating: "[", count: 100_000)) }
        #expect(error?.reason == "values stand too deep in each other")
    }

    @Test func theMessageShowsTheLine() {
        let error = #expect(throws: JSONCError.self) { try parse("{\n  oops\n}") }
        let diagnostic = error?.diagnostics.first
        #expect(diagnostic?.code == .malformedLaunchFile)
        #expect(diagnostic?.message == "'launch.json' cannot be edited: a key in quotes is expected here")
        #expect(diagnostic?.position?.description == "launch.json:2:3")
        #expect(diagnostic?.excerpt?.lineText == "  oops")
    }
}
