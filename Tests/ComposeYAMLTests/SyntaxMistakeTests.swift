import ComposeYAML
import Diagnostics
import Testing

/// The mistakes that people make in YAML: what is said, and at which place.
@Suite struct SyntaxMistakeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        /// The place and the message.
        let error: String
        /// The text over the carets.
        let underlined: String
        let hint: String

        init(_ name: String, _ text: String, _ error: String, _ underlined: String, _ hint: String) {
            testDescription = name
            self.text = text
            self.error = error
            self.underlined = underlined
            self.hint = hint
        }
    }

    private func failure(of text: String) -> Diagnostic? {
        do throws(YAMLError) {
            let source = SourceText(path: "/f.yaml", displayPath: "f.yaml", bytes: Array(text.utf8))
            _ = try YAMLParser.documents(of: source)
            return nil
        } catch {
            return error.diagnostic
        }
    }

    @Test(arguments: cases) func aMistakeIsNamedWhereItWasMade(_ item: Case) throws {
        let diagnostic = try #require(failure(of: item.text))
        let position = try #require(diagnostic.position)
        let excerpt = try #require(diagnostic.excerpt)
        #expect("\(position.line):\(position.column): \(diagnostic.message)" == item.error)
        #expect(diagnostic.hint == item.hint)
        let scalars = excerpt.lineText.unicodeScalars.dropFirst(position.column - 1).prefix(excerpt.length)
        #expect(String(String.UnicodeScalarView(scalars)) == item.underlined)
    }

    @Test func whatIsNoCommonMistakeIsToldInTheParsersWords() throws {
        let diagnostic = try #require(failure(of: "a: !<x b\n"))
        #expect(diagnostic.message == "the file is not valid YAML: while scanning a tag, did not find the expected '>'")
    }
}
