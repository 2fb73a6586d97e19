import ComposeLoader
import Rules
import Testing

@Suite struct PortPublishedTwiceTests {
    private static func layer(_ ports: String) -> String { "services:\n  web:\n    image: x\n    ports: \(ports)\n" }

    @Test func aPortThatAnOverridePublishesOnceMoreIsShown() throws {
        var fixture = RuleFixture(files: ["a.yaml": Self.layer("['80:80']"), "b.yaml": Self.layer("['8080:80']")])
        let expected = [
            """
            warning: b.yaml:4:13: 'services.web.ports' publishes port 80 twice: as 8080 here, and as 80 at a.yaml:4:13 ('ports' appends across files: use '!override' to replace)
            """
        ]
        #expect(try fixture.findings(of: PortPublishedTwice()) == expected)
        fixture.request.interpolates = false
        #expect(try fixture.findings(of: PortPublishedTwice()) == expected)
    }

    @Test(arguments: ["!override ['8080:80']", "['80:80']", "['8080:81']", "['8080:80/udp']"])
    func whatReplacesOrIsAnotherPortIsFine(ports: String) throws {
        let fixture = RuleFixture(files: ["a.yaml": Self.layer("['80:80']"), "b.yaml": Self.layer(ports)])
        #expect(try fixture.findings(of: PortPublishedTwice()) == [])
    }
}
