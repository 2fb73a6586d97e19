import SystemPackage
import Testing

@testable import IgnoreRules

@Suite struct IgnoreRulesTests {
    @Test(arguments: [
        (["a"], "a", true), (["a"], "a/b", true), (["a"], "ab", false), (["a"], "x/a", false),
        (["/a"], "a", true), (["a/"], "a", true), (["a/"], "a/b/c", true), (["./a//b/../c"], "a/c/d", true),
        (["*"], "a/b/c", true), (["*.py"], "x.py", true), (["*.py"], "d/x.py", false), (["*/*.py"], "d/x.py", true),
        (["**"], "a/b", true), (["**/*.py"], "a/b/x.py", true), (["**/*.py"], "x.py", true),
        (["**/node_modules"], "web/node_modules/react/index.js", true), (["**/node_modules"], "node_modules", true),
        (["**/node_modules"], "my_node_modules", false), (["**foo"], "xfoo", true), (["**foo"], "bar/xfoo/y", true),
        (["a/**"], "a/b", true), (["a/**"], "a", false), (["a**"], "ab/c", true), (["a/**/z"], "a/z", true),
        (["a/**/z"], "a/b/c/z/y", true), (["a/**/z"], "a/bz", false), (["?"], "a", true), (["?"], "é", true),
        (["?"], "ab", false), (["a?b"], "a/b", false), (["[a-c]x"], "bx", true), (["[^a-c]x"], "bx", false),
        (["[^a-c]x"], "dx", true), (["\\*"], "*", true), (["\\*"], "a", false), (["\\d"], "d", true),
        (["a.b"], "axb", false), (["a+(b)"], "a+(b)", true), (["*", "!keep"], "keep", false),
        (["*", "!keep"], "keep/x", false), (["*", "!keep"], "other", true), (["*", "!keep", "keep/x"], "keep/x", true),
        (["*", "!keep/x"], "keep/x", false), (["*", "!keep/x"], "keep/y", true), (["!a", "a"], "a", true),
        (["a", "!a/b", "a"], "a/b", true), (["é*"], "éa", true), (["."], "a", false), (["../a"], "a", false),
        ([" a "], "a", true), (["**/a b"], "x/a b/c", true), (["a\nb"], "a\nb", true),
    ])
    func decides(patterns: [String], path: String, isIgnored: Bool) throws {
        #expect(try IgnoreRules(patterns).matches(FilePath(path)) == isIgnored)
    }

    @Test func neverIgnoresTheDirectoryItself() throws {
        #expect(try !IgnoreRules(["*", "**"]).matches(""))
    }

    @Test func readsAnIgnoreFile() throws {
        let text = "\u{FEFF}# comment\r\nnode_modules\r\n\r\n  *.log \r\n!important.log\r\n #not-a-comment\n! spaced\n"
        let rules = try IgnoreRules(parsing: text, file: ".dockerignore")
        #expect(rules.matches("node_modules/x"))
        #expect(rules.matches("a.log"))
        #expect(!rules.matches("important.log"))
        #expect(rules.matches("#not-a-comment"))
        #expect(!rules.matches("spaced"))
        #expect(!rules.matches("# comment"))
    }

    @Test(arguments: [
        ("!", IgnoreRulesError.Flaw.emptyException), ("a[", .unclosedClass), ("[a", .unclosedClass),
        ("[]", .emptyClass),
        ("[^]", .emptyClass), ("[z-a]", .badRange), ("[a-]", .badRange), ("[-a]", .badRange), ("a\\", .trailingEscape),
    ])
    func refusesMalformedPatterns(pattern: String, flaw: IgnoreRulesError.Flaw) {
        #expect(throws: IgnoreRulesError(code: .malformedPattern(pattern, flaw), file: "d/.dockerignore", line: 3)) {
            try IgnoreRules(parsing: "# first\nfine\n  \(pattern)\n", file: "d/.dockerignore")
        }
    }

    @Test func namesThePlaceOfAMalformedPattern() {
        let error = IgnoreRulesError(code: .malformedPattern("a[", .unclosedClass), file: "d/.dockerignore", line: 3)
        #expect(error.description == "d/.dockerignore:3: malformed ignore pattern 'a[': '[' is not closed by ']'")
        let unplaced = IgnoreRulesError(code: .malformedPattern("!", .emptyException))
        #expect(unplaced.description == "malformed ignore pattern '!': '!' is not followed by a pattern")
    }

    @Test(arguments: [
        (["node_modules"], "node_modules", true), (["node_modules"], "src", false),
        (["node_modules"], "node_modules/a/b", true), (["*", "!src"], "lib", true), (["*", "!src/a.py"], "src", false),
        (["*", "!src/a.py"], "src/deep", true), (["*", "!src/**"], "src", false), (["*", "!**/*.py"], "lib", false),
        (["!**/*.py", "lib"], "lib", true), (["*", "!s*/a"], "src", false), (["*", "!s*/a"], "lib", true),
        (["a/b"], "a", false), (["*", "!a/b/c"], "a", false), (["*", "!a/b/c"], "a/b", false),
        (["*", "!a/b/c"], "a/x", true), (["*", "!a?c/d"], "abc", false), (["*", "![x-z]/d"], "y", false),
        (["*", "![x-z]/d"], "a", true), (["*", "!src", "src/gen"], "src/gen", true),
    ])
    func knowsWhatCanBeSkipped(patterns: [String], directory: String, canSkip: Bool) throws {
        #expect(try IgnoreRules(patterns).canSkip(directory: FilePath(directory)) == canSkip)
    }

    @Test(arguments: [
        (".git/HEAD", true), ("a/b/.git/index", true), (".gitignore", false), ("x/.idea/w.xml", true), ("a~", true),
        ("d/.main.py.swp", true), ("main.py.swp", false), ("4913", true), ("49130", false), ("src/.#lock", true),
        ("src/#auto#", true), ("a___jb_tmp___", true), ("x/go-tmp-umask", false), ("x/a-go-tmp-umask", true),
    ])
    func ignoresWhatEditorsLeave(path: String, isIgnored: Bool) {
        #expect(IgnoreRules.editorsAndVersionControl.matches(FilePath(path)) == isIgnored)
    }
}
