import Diagnostics
import Testing

@Suite struct NameSuggestionTests {
    @Test(
        arguments: [
            ("databse", "database"), ("prots", "ports"), ("enviroment", "environment"), ("Image", "image"), ("db", nil),
            ("kitchen", nil), ("y", nil),
        ] as [(String, String?)]
    )
    func findsWhatWasMeantAndNothingElse(name: String, expected: String?) {
        let candidates = ["image", "ports", "expose", "environment", "database", "x"]
        #expect(NameSuggestion.nearest(to: name, among: candidates) == expected)
    }
}
