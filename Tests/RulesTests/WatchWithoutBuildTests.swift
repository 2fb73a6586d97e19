import ComposeLoader
import Rules
import Testing

@Suite struct WatchWithoutBuildTests {
    static let text = """
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

    @Test func aServiceThatIsBuiltIsFine() throws {
        let text = Self.text.replacing("image: x", with: "build: .")
        #expect(try RuleFixture(text).findings(of: WatchWithoutBuild()) == [])
    }
}
