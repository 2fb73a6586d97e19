import Testing

@testable import Workflows

/// A line for a shell is taken apart as far as it has to be.
@Suite struct ShellLineTests {
    @Test func commandsAndWordsAreToldApart() {
        let line = ShellLine("a 'b c' && d\"e f\"g; h\\ i | j")
        #expect(line.segments.map(\.words) == [["a", "b c"], ["de fg"], ["h i"], ["j"]])
    }

    @Test func wordsHavePlaces() {
        let line = ShellLine("é; run 'it'")
        #expect(line.segments.last?.ranges == [4..<7, 8..<12])
        #expect(line.replacing(4..<7, with: "walk") == "é; walk 'it'")
    }

    @Test(arguments: ["", " ", "&&", "'open", "\"open\\", "\\"]) func nothingCrashes(text: String) {
        #expect(ShellLine(text).segments.count <= 1)
    }

    @Test(arguments: [("plain", "plain"), ("two words", "'two words'"), ("it's", #"'it'\''s'"#), ("", "''")])
    func wordsAreQuotedWhereTheyHaveToBe(word: String, quoted: String) {
        #expect(ShellLine.quoted(word) == quoted)
    }
}
