import IgnoreRules
import SystemPackage
import Testing

@Suite struct IgnoreRuleSetTests {
    @Test func ignoresWhatAnyListIgnores() throws {
        var set = IgnoreRuleSet(try IgnoreRules(["*.log"]), relativeTo: "/p")
        set.ignore(try IgnoreRules(["gen"]), relativeTo: "/p/src")
        #expect(set.ignores("/p/a.log"))
        #expect(set.ignores("/p/src/gen/x"))
        #expect(!set.ignores("/p/gen/x"))
        #expect(!set.ignores("/p/src/a.log"))
        #expect(!set.ignores("/elsewhere/a.log"))
        #expect(!set.ignores("/psrc/gen"))
        #expect(set.canSkip(directory: "/p/src/gen"))
        #expect(!set.canSkip(directory: "/p/src"))
    }

    @Test func ignoresWhatNoInclusionNames() throws {
        var set = IgnoreRuleSet()
        set.include(try IgnoreRules(["src", "**/*.py", "!**/test_*.py"]), relativeTo: "/p")
        #expect(!set.ignores("/p/src/deep/file"))
        #expect(!set.ignores("/p/lib/a.py"))
        #expect(set.ignores("/p/lib/test_a.py"))
        #expect(set.ignores("/p/lib/a.js"))
        #expect(!set.canSkip(directory: "/p/lib"))
        #expect(!set.canSkip(directory: "/p"))
        var narrow = IgnoreRuleSet()
        narrow.include(try IgnoreRules(["src/app"]), relativeTo: "/p")
        #expect(!narrow.canSkip(directory: "/p/src"))
        #expect(!narrow.canSkip(directory: "/p/src/app/deep"))
        #expect(narrow.canSkip(directory: "/p/src/other"))
        #expect(narrow.canSkip(directory: "/p/lib"))
    }

    @Test func acceptsTheRootDirectory() throws {
        let set = IgnoreRuleSet(try IgnoreRules(["proc"]), relativeTo: "/")
        #expect(set.ignores("/proc/1"))
        #expect(!set.ignores("/process"))
    }
}
