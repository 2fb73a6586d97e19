import ComposeLoader
import Diagnostics
import Testing

@Suite struct SourceEditTests {
    private func document(_ text: String) throws -> SourceDocument {
        try SourceDocument(file: "/f.yaml", bytes: Array(text.utf8))
    }

    private func apply(_ edits: SourceEdit..., to text: String) throws -> String {
        String(decoding: try SourceEdit.apply(edits, to: Array(text.utf8), of: "/f.yaml"), as: UTF8.self)
    }

    private func path(_ steps: Any...) -> ProjectPath {
        ProjectPath(steps.map { step in (step as? Int).map(ProjectPath.Step.index) ?? .key("\(step)") })
    }

    private func failure(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? SourceEditError)?.diagnostics.map { $0.rendered() }.joined(separator: "\n")
        }
    }

    private static let block = """
        # head
        services:
          web:   # the site
            image: nginx   # pinned
            ports:
            - "80:80"
            - 81:81 # more
            environment:
              A: |
                text

          db: {image: 'pg', user: x}
        """ + "\n"

    @Test(
        arguments: [
            (["services", "web", "image"], "'httpd:2'", "image: nginx ", "image: 'httpd:2' "),
            (["services", "db", "image"], "mysql", "image: 'pg',", "image: mysql,"),
            (["services", "db", "user"], "\"\"", "user: x}", "user: \"\"}"),
            (
                ["services", "web", "environment", "A"], "short", "A: |\n        text\n\n", "A: short\n\n"
            ),
            (
                ["services", "web", "environment"], "{B: c}", "environment:\n      A: |\n        text\n\n",
                "environment: {B: c}\n\n"
            ),
            (["services", "db"], "null", "db: {image: 'pg', user: x}", "db: null"),
        ] as [([String], String, String, String)]
    )
    func aValueIsReplaced(keys: [String], value: String, old: String, new: String) throws {
        try #require(Self.block.contains(old))
        let edit = try document(Self.block).replacing(valueAt: ProjectPath(keys.map { .key($0) }), with: value)
        #expect(try apply(edit, to: Self.block) == Self.block.replacing(old, with: new))
    }

    @Test func aValueIsPutBehindAKeyWithoutOne() throws {
        let text = "a:\nb: # none\n"
        let document = try document(text)
        let edits = (
            try document.replacing(valueAt: path("a"), with: "1"), try document.replacing(valueAt: path("b"), with: "2")
        )
        #expect(try apply(edits.0, edits.1, to: text) == "a: 1\nb: 2 # none\n")
    }

    @Test func aValueIsPutBehindAKeyWithoutAColon() throws {
        let text = "a: {b:c}\n"
        #expect(try apply(document(text).replacing(valueAt: path("a", "b:c"), with: "1"), to: text) == "a: {b:c: 1}\n")
    }

    @Test(arguments: ["a:\n  b: |\n    text", "a:\n  b: |+\n    text\n\nc: 1\n", "a:\n  b: |\n    text\n     \nc: 1\n"])
    func aTextWhoseEndHangsOnWhatFollowsIsNotFollowedByAKey(text: String) throws {
        #expect(
            failure { _ = try document(text).inserting("k", "1", belowMappingAt: path("a")) }
                == "error: 'a' is written in a way that cannot be edited in '/f.yaml'\n\nhint: edit the file by hand"
        )
    }

    @Test func aKeyIsInsertedBelowABlock() throws {
        let edit = try document(Self.block).inserting("user", "'1'", belowMappingAt: path("services", "web"))
        // The literal text ends before the empty line, which then stands behind the new key.
        #expect(
            try apply(edit, to: Self.block)
                == Self.block.replacing("        text\n", with: "        text\n    user: '1'\n")
        )
    }

    @Test(arguments: [
        ("a: {b: c}\n", "a: {b: c, k: v}\n"), ("a: { b: c }\n", "a: { b: c, k: v }\n"), ("a: {}\n", "a: {k: v}\n"),
        ("a:\n  b: c", "a:\n  b: c\n  k: v"), ("a:\r\n  b: c # d\r\n", "a:\r\n  b: c # d\r\n  k: v\r\n"),
        ("a: # x\n  b:\n", "a: # x\n  b:\n  k: v\n"), ("\u{FEFF}a:\n  ü: é\n", "\u{FEFF}a:\n  ü: é\n  k: v\n"),
    ]) func aKeyIsInserted(text: String, expected: String) throws {
        #expect(try apply(document(text).inserting("k", "v", belowMappingAt: path("a")), to: text) == expected)
    }

    @Test(arguments: [
        ("a: 1\nb: 2 # two\nc: 3\n", ["b"], "a: 1\nc: 3\n"),
        ("a: {b: 1, c: 2}\n", ["a", "b"], "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", ["a", "c"], "a: {b: 1}\n"),
        ("a: {b: 1}\n", ["a", "b"], "a: {}\n"),
        ("a:\n  b: 1 # one\nc: 2\n", ["a", "b"], "a:\n  {} # one\nc: 2\n"),
        ("a:\r\n  b: 1\r\n  c: 2\r\n", ["a", "b"], "a:\r\n  c: 2\r\n"),
        ("a:\n  b:\n    c: 1\n  # of d\n  d: 1\n", ["a", "b"], "a:\n  # of d\n  d: 1\n"),
    ]) func anEntryIsDeleted(text: String, keys: [String], expected: String) throws {
        #expect(try apply(document(text).deleting(ProjectPath(keys.map { .key($0) })), to: text) == expected)
    }

    @Test func itemsAreDeleted() throws {
        let document = try document(Self.block)
        let edit = try document.deleting(path("services", "web", "ports", 1))
        #expect(try apply(edit, to: Self.block) == Self.block.replacing("    - 81:81 # more\n", with: ""))
        let flow = "a: [x, y, z]\n"
        #expect(try apply(self.document(flow).deleting(path("a", 1)), to: flow) == "a: [x, z]\n")
        let nested = "a:\n- b: 1\n  c: 2\n"
        #expect(try apply(self.document(nested).deleting(path("a", 0, "b")), to: nested) == "a:\n- c: 2\n")
    }

    @Test func rangesCountFromTheBeginningOfTheFile() throws {
        let text = "\u{FEFF}ä: 'ö'\n"
        let document = try document(text)
        #expect(document.keyRange(at: path("ä")) == 3..<5)
        #expect(document.valueRange(at: path("ä")) == 7..<11)
        #expect(document.valueRange(at: path("b")) == nil)
    }

    @Test func whatHasChangedSinceIsNotEdited() throws {
        let edit = try document("a: 1\n").replacing(valueAt: path("a"), with: "2")
        #expect(
            failure { _ = try apply(edit, to: "a: 3\n") }
                == "error: '/f.yaml' has changed since the edit was made\n\nhint: try again"
        )
    }

    @Test func overlappingEditsAreRefused() throws {
        let text = "a:\n  b: 1\nc: 2\n"
        let document = try document(text)
        let edits = (try document.deleting(path("a")), try document.replacing(valueAt: path("a", "b"), with: "2"))
        let expected = "error: two edits of '/f.yaml' are about the same text\n\nhint: make one, then the other"
        #expect(failure { _ = try apply(edits.0, edits.1, to: text) } == expected)
        #expect(failure { _ = try apply(edits.1, edits.0, to: text) } == expected)
    }

    @Test func editsOfOtherFilesArePassedOver() throws {
        let other = SourceEdit(file: "/g", range: 0..<9, replacement: "", original: SourceFingerprint(of: []))
        #expect(try apply(other, to: "a: 1\n") == "a: 1\n")
    }

    @Test func whatCannotBeEditedIsSaid() throws {
        let document = try document("a: {b: &x 1, c: *x}\nd: 1\n? e\n: 2\n")
        #expect(
            failure { _ = try document.deleting(path("a", "b")) }
                == "error: 'a.b' is written in a way that cannot be edited in '/f.yaml'\n\nhint: edit the file by hand"
        )
        #expect(
            failure { _ = try document.deleting(path("e")) }
                == "error: 'e' is written in a way that cannot be edited in '/f.yaml'\n\nhint: edit the file by hand"
        )
        #expect(failure { _ = try document.deleting(path("z")) } == "error: 'z' is not written in '/f.yaml'")
        #expect(
            failure { _ = try document.inserting("b", "1", belowMappingAt: path("a")) }
                == "error: 'b' is already written there in '/f.yaml'\n\nhint: replace its value"
        )
        #expect(
            failure { _ = try document.inserting("b", "1", belowMappingAt: path("d")) }
                == "error: 'd' is no mapping in '/f.yaml'"
        )
        for text in ["1, e: 2", "x}", "a\nb", "# no"] {
            #expect(
                failure { _ = try document.replacing(valueAt: path("a", "b"), with: text) }
                    == "error: '\(text)' is not the YAML of one value that fits into '/f.yaml'"
            )
        }
        #expect(
            failure { _ = try self.document("a: [") } == "error: '/f.yaml' is no YAML, so it cannot be edited"
        )
    }
}
