import ComposeLoader
import ComposeModel
import Diagnostics
import TestSupport
import Testing

@testable import Workflows

/// What an `x-engarde` section may hold, and what is said of what it may not.
@Suite struct WorkflowSettingsTests {
    private static func message(_ text: String, _ body: (WorkflowSettings) throws -> Void) throws -> String {
        let loaded = try LoadedProject.shop(text)
        do {
            try body(WorkflowSettings(of: loaded))
            return ""
        } catch let error as SettingsError {
            return loaded.located(error.diagnostics).map { $0.rendered() }.joined(separator: "\n")
        }
    }

    @Test func valuesAreRead() throws {
        let loaded = try LoadedProject.shop(
            """
            x-engarde:
              test: {service: web, command: pytest -q, coverage: [a.xml, b.xml], junit: j.xml}
            services: {web: {image: web, x-engarde: {debug: {port: 5678, command: [python, -m, app]}}}}
            """
        )
        let settings = WorkflowSettings(of: loaded)
        let test = try #require(
            try settings.section("test", knowing: ["service", "command", "coverage", "junit", "keep"])
        )
        #expect(try test.text("service") == "web")
        #expect(try test.command("command") == ["/bin/sh", "-c", "pytest -q"])
        #expect(try test.texts("coverage") == ["a.xml", "b.xml"])
        #expect(try test.texts("junit") == ["j.xml"])
        #expect(try test.flag("keep") == nil)
        let debug = try #require(try settings.section("debug", of: "web", knowing: ["port", "command"]))
        #expect(try debug.text("port") == "5678")
        #expect(try debug.command("command") == ["python", "-m", "app"])
        #expect(try settings.section("db", knowing: []) == nil)
    }

    @Test func anUnknownSectionIsSaid() throws {
        let text = "x-engarde:\n  tests: {}\nservices: {web: {image: web}}\n"
        let message = try Self.message(text) { _ = try $0.section("test", knowing: []) }
        #expect(
            message == """
                error: unknown attribute 'x-engarde.tests'
                  --> compose.yaml:2:3
                  |
                2 |   tests: {}
                  |   ^^^^^

                hint: did you mean 'test'?
                """
        )
    }

    @Test func aWrongTypeIsSaid() throws {
        let text = "x-engarde:\n  test:\n    service: [a]\nservices: {web: {image: web}}\n"
        let message = try Self.message(text) {
            _ = try $0.section("test", knowing: ["service"])?.text("service")
        }
        #expect(message.hasPrefix("error: 'x-engarde.test.service' must be a text\n"))
    }
}
