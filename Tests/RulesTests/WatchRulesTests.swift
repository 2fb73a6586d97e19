import ComposeLoader
import Rules
import Testing

/// What holds for every rule on the watch rules of a service.
@Suite struct WatchRulesTests {
    /// The rules, each with a project of which it says something.
    private static let findings: [(any Rule, String)] = [
        (WatchCommandUnused(), WatchCommandUnusedTests.text),
        (WatchWithoutBuild(), WatchWithoutBuildTests.text),
        (WatchWithoutCommand(), WatchWithoutCommandTests.text),
    ]

    @Test(arguments: findings)
    func theOldNameOfDevelopCountsWhereItTakesEffect(rule: any Rule, text: String) throws {
        let old = text.replacing("develop:", with: "x-develop:")
        #expect(try RuleFixture(old).findings(of: rule) == RuleFixture(text).findings(of: rule))
        let beside = old + "    develop: {watch: [{path: a, action: sync, target: /a}]}\n"
        #expect(try RuleFixture(beside).findings(of: rule) == [])
    }

    @Test(arguments: findings)
    func withoutValuesNothingIsSaid(rule: any Rule, text: String) throws {
        var fixture = RuleFixture(text)
        fixture.request.interpolates = false
        #expect(try fixture.findings(of: rule) == [])
    }
}
