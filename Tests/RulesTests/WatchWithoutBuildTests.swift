import ComposeLoader
import Rules
import Testing

@Suite struct WatchWithoutBuildTests {
    private static let text = """
        services:
          web:
            image: x
            develop:
              watch:
              - {path: a, action: rebuild}

        """

    @Test func itIsShownWhereItIsWritten() throws {
        #expect(
            try RuleFixture(Self.text).findings(of: WatchWithoutBuild()) == [
                "warning: compose.yaml:6:27: watch rule of service 'web' rebuilds, but the service has no 'build', so it has no effect"
            ]
        )
    }

    @Test func theOldNameOfDevelopCountsWhereItTakesEffect() throws {
        let old = Self.text.replacing("develop:", with: "x-develop:")
        #expect(
            try RuleFixture(old).findings(of: WatchWithoutBuild())
                == RuleFixture(Self.text).findings(of: WatchWithoutBuild())
        )
        let beside = old + "    develop: {watch: [{path: a, action: sync, target: /a}]}\n"
        #expect(try RuleFixture(beside).findings(of: WatchWithoutBuild()) == [])
    }

    @Test func withoutValuesNothingIsSaid() throws {
        var fixture = RuleFixture(Self.text)
        fixture.request.interpolates = false
        #expect(try fixture.findings(of: WatchWithoutBuild()) == [])
    }

    @Test func aServiceThatIsBuiltIsFine() throws {
        let text = Self.text.replacing("image: x", with: "build: .")
        #expect(try RuleFixture(text).findings(of: WatchWithoutBuild()) == [])
    }
}
