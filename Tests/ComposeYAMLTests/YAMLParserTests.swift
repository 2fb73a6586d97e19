import ComposeYAML
import Diagnostics
import Testing

@Suite struct YAMLParserTests {
    private func parse(_ text: String) throws(YAMLError) -> [YAMLNode] {
        try YAMLParser.documents(of: SourceText(path: "/f.yaml", displayPath: "f.yaml", bytes: Array(text.utf8)))
    }

    private func failure(_ bytes: [UInt8]) -> String {
        do throws(YAMLError) {
            _ = try YAMLParser.documents(of: SourceText(path: "/f.yaml", displayPath: "f.yaml", bytes: bytes))
            return "no error"
        } catch {
            return error.diagnostic.rendered()
        }
    }

    private func failure(_ text: String) -> String {
        failure(Array(text.utf8))
    }

    /// The nodes of a tree as `path = text @line:column`.
    private func outline(_ node: YAMLNode, _ path: String = "") -> [String] {
        switch node.content {
        case .scalar(let text, _):
            [
                "\(path) = \(text) @\(node.location.line):\(node.location.column)\(node.alias.map { " via \($0.line):\($0.column)" } ?? "")"
            ]
        case .sequence(let items):
            items.enumerated().flatMap { outline($1, "\(path)[\($0)]") }
        case .mapping(let entries):
            entries.flatMap { outline($0.value, path + "." + $0.key) }
        }
    }

    @Test func everyScalarKeepsItsPlace() throws {
        let document = try #require(try parse("a:\n  b: x\n  c: [1, 'two']\n").first)
        #expect(outline(document) == [".a.b = x @2:6", ".a.c[0] = 1 @3:7", ".a.c[1] = two @3:10"])
    }

    @Test func keysKeepTheirPlaceAndLength() throws {
        let document = try #require(try parse("first: 1\n\"second\": 2\n").first)
        guard case .mapping(let entries) = document.content else {
            throw YAMLError(.keyNotScalar, at: document.location)
        }
        #expect(
            entries.map { "\($0.key) \($0.keyLocation.line):\($0.keyLocation.column)+\($0.keyLocation.length)" } == [
                "first 1:1+5", "second 2:1+8",
            ]
        )
    }

    @Test func columnsCountScalarsAndNotBytes() throws {
        let document = try #require(try parse("é: 'ü' \n").first)
        #expect(outline(document) == [".é = ü @1:4"])
    }

    @Test func aByteOrderMarkAndCarriageReturnsChangeNothing() throws {
        let document = try #require(try parse("\u{FEFF}a: x\r\nb: y\r\n").first)
        #expect(outline(document) == [".a = x @1:4", ".b = y @2:4"])
    }

    @Test func anAliasKnowsBothPlaces() throws {
        let document = try #require(try parse("a: &x one\nb: *x\n").first)
        #expect(outline(document) == [".a = one @1:4", ".b = one @1:4 via 2:4"])
    }

    @Test func ownKeysWinOverMergedOnesAndEarlierMergesOverLater() throws {
        let text = """
            one: &one {a: 1, b: 1}
            two: &two {b: 2, c: 2}
            it:
              <<: [*one, *two]
              a: own
            """
        let document = try #require(try parse(text).first)
        #expect(outline(document).suffix(3) == [".it.a = own @5:6", ".it.b = 1 @1:21", ".it.c = 2 @2:21"])
    }

    @Test func aQuotedMergeKeyIsAnOrdinaryKey() throws {
        let document = try #require(try parse("\"<<\": x\n").first)
        #expect(outline(document) == [".<< = x @1:7"])
    }

    @Test func tagsAreKept() throws {
        let document = try #require(try parse("a: !reset null\nb: !override [1]\nc: !!str 5\n").first)
        guard case .mapping(let entries) = document.content else { return }
        #expect(entries.map(\.value.tag) == ["!reset", "!override", "tag:yaml.org,2002:str"])
        #expect(entries[2].value.scalarValue == .string("5"))
    }

    @Test func aLoneTagSaysNothing() throws {
        let document = try #require(try parse("[! , ! ~, ! 0x10, ! yes, ! '1', !own 0x10]").first)
        guard case .sequence(let items) = document.content else { return }
        #expect(
            items.map(\.scalarValue) == [
                .null, .null, .int(16), YAMLScalar(plain: "yes"), .string("1"), .string("0x10"),
            ]
        )
    }

    @Test func anEmptyDocumentWithoutALineBreakHasAPlaceInTheText() throws {
        let document = try #require(try parse("---").first)
        #expect(document.location.line == 1 && document.location.column == 4)
    }

    @Test func aFileMayHoldSeveralDocumentsOrNone() throws {
        #expect(try parse("a: 1\n---\nb: 2\n").map { outline($0) } == [[".a = 1 @1:4"], [".b = 2 @3:4"]])
        #expect(try parse("").isEmpty)
        #expect(try parse("# only a comment\n").isEmpty)
    }

    @Test func aSecondKeyIsLocatedAndTheFirstNamed() {
        #expect(
            failure("a: 1\nb: 2\na: 3\n") == """
                error: key 'a' is already defined on line 1
                  --> f.yaml:3:1
                  |
                3 | a: 3
                  | ^

                hint: keep one of the two
                """
        )
    }

    @Test func keysThatAreNotStringsAreRefused() {
        #expect(
            failure("80: x\n") == """
                error: key '80' is not a string
                  --> f.yaml:1:1
                  |
                1 | 80: x
                  | ^^

                hint: write "80" in quotes
                """
        )
        #expect(failure("? [a]\n: x\n").hasPrefix("error: a key must be a string, not a collection\n  --> f.yaml:1:3"))
    }

    @Test func aNulByteAndBadUTF8AreLocated() {
        #expect(
            failure(Array("a: b\nc: ".utf8) + [0, 0x0A]).hasPrefix(
                "error: the file contains a NUL byte, so it is not text\n  --> f.yaml:2:4"
            )
        )
        #expect(
            failure(Array("a: é\nc: ".utf8) + [0xFF, 0x0A]).hasPrefix(
                "error: the file is not valid UTF-8 text\n  --> f.yaml:2:4"
            )
        )
    }

    @Test func aliasesMayNotContainThemselvesOrComeFromNowhere() {
        #expect(
            failure("a: &x\n  b: *x\n").hasPrefix("error: anchor '&x' contains an alias to itself\n  --> f.yaml:2:6")
        )
        #expect(
            failure("a: *y\n").hasPrefix(
                "error: alias '*y' refers to an anchor that is not defined above it\n  --> f.yaml:1:4"
            )
        )
    }

    @Test func aliasBombsEndAtTheBudget() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(items)]\n"
        }
        #expect(failure(text).hasPrefix("error: aliases expand to more than 100000 nodes\n  --> f.yaml:"))
    }

    @Test func aFileWithoutAliasesHasNoBudget() throws {
        let text = (0..<60_000).map { "k\($0): v\n" }.joined()
        guard case .mapping(let entries) = try #require(try parse(text).first).content else { return }
        #expect(entries.count == 60_000)
    }

    @Test func nestingIsBounded() {
        let text = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(
            failure("a: " + text).hasPrefix("error: collections are nested more than 200 levels deep\n  --> f.yaml:1:")
        )
    }

    @Test func aMergeKeyNeedsAMapping() {
        #expect(
            failure("a:\n  <<: text\n").hasPrefix(
                "error: the value of '<<' must be a mapping or a list of mappings\n  --> f.yaml:2:7"
            )
        )
    }
}
