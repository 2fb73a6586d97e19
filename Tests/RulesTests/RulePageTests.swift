import Foundation
import Rules
import Testing

/// Each rule has a page, and each page a rule.
@Suite struct RulePageTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let folder = root.appendingPathComponent("docs/Rules")

    @Test func pagesAndRegistryAgree() throws {
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(pages == RuleRegistry.all.map { "\($0.id).md" }.sorted())
    }

    @Test(arguments: RuleRegistry.all.map(\.id))
    func aPageSaysWhatTheRuleIsAbout(id: String) throws {
        let rule = try #require(RuleRegistry.all.first { $0.id == id })
        let page = try String(contentsOf: Self.folder.appendingPathComponent("\(id).md"), encoding: .utf8)
        let summary = rule.summary.prefix(1).uppercased() + rule.summary.dropFirst()
        #expect(page.hasPrefix("# \(id)\n\n\(summary).\n\n```yaml\n"))
        #expect(page.contains("\n**Why.** ") && page.contains("\n**What to do.** "))
    }

    @Test(arguments: RuleRegistry.all.map(\.id))
    func theExampleOfAPageIsFoundByItsRuleOnly(id: String) throws {
        let page = try String(contentsOf: Self.folder.appendingPathComponent("\(id).md"), encoding: .utf8)
        let parts = page.components(separatedBy: "```")
        try #require(parts.count == 3)
        let loaded = try RuleFixture(String(parts[1].dropFirst("yaml\n".count))).load()
        let found = RuleRegistry.all.filter { !RuleRegistry.diagnostics(of: [$0], in: loaded).isEmpty }
        #expect(found.map(\.id) == [id])
    }

    @Test func everyRuleIsInAFileOfItsNameAndHasATestOfItsOwn() {
        for rule in RuleRegistry.all {
            let name = "\(type(of: rule))"
            for path in ["Sources/Rules/\(name).swift", "Tests/RulesTests/\(name)Tests.swift"] {
                #expect(FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(path).path), "\(path)")
            }
            let words = rule.id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
            #expect(words.joined() == name)
        }
    }

    @Test func whatIsShownAtLoadIsARuleLikeAnyOther() {
        let all = RuleRegistry.all.map(\.id)
        #expect(Set(all).count == all.count)
        #expect(Set(RuleRegistry.atLoad.map(\.id)).isSubset(of: all))
    }
}
