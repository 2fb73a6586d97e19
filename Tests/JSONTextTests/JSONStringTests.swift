import JSONText
import Testing

@Suite struct JSONStringTests {
    @Test(arguments: [
        ("", #""""#), ("web", #""web""#), ("a \"b\" \\c", #""a \"b\" \\c""#),
        ("\n\r\t\u{8}\u{c}", #""\n\r\t\b\f""#), ("\0\u{1}\u{1f}\u{7f}", "\"\\u0000\\u0001\\u001f\u{7f}\""),
        ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("ä€𝄞 e\u{301}", "\"ä€𝄞 e\u{301}\""), ("/", #""/""#),
        ("\r\n", #""\r\n""#),
    ])
    func aTextIsQuotedAsGoDoes(text: String, quoted: String) {
        #expect(Array(JSONString.quoted(text).utf8) == Array(quoted.utf8))
        #expect(Array(JSONString.quoted(text, escapesHTML: false).utf8) == Array(quoted.utf8))
    }

    @Test func whatIsSpecialInHTMLIsEscapedUnlessToldOtherwise() {
        #expect(JSONString.quoted("<a href=b&c>") == #""\u003ca href=b\u0026c\u003e""#)
        #expect(JSONString.quoted("<a href=b&c>", escapesHTML: false) == #""<a href=b&c>""#)
    }
}
