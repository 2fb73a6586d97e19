import ComposeLoader
import ComposeModel
import Diagnostics
import TestSupport
import Testing

@testable import Workflows

/// What the files say of profiles and debuggers.
@Suite struct ProfileConfigurationTests {
    private func read(_ service: String, _ top: String = "{}") throws -> ProfileConfiguration {
        let text = "services: {web: {image: a, x-engarde: \(service)}}\nx-engarde: \(top)"
        return try ProfileConfiguration(of: "web", in: WorkflowSettings(of: try LoadedProject.shop(text)))
    }

    @Test func aServicesOwnSectionCountsBeforeThatOfAll() throws {
        let found = try read("{profile: {pid: 7}}", "{profile: {tool: py-spy, pid: 1, image: 'python:3.12'}}")
        #expect(found.tool == .pySpy && found.pid == 7 && found.image == "python:3.12")
        #expect(try read("{}") == ProfileConfiguration())
    }

    @Test func aCommandNeedsAFile() throws {
        let found = try read("{profile: {command: 'rec --to /p'}}", "{profile: {output: /p}}")
        #expect(found.tool == .command && found.command == ["/bin/sh", "-c", "rec --to /p"] && found.output == "/p")
        let error = #expect(throws: SettingsError.self) { try read("{profile: {tool: command}}") }
        #expect(error?.diagnostics.first?.code == .attributeRequired)
    }

    @Test(
        arguments: [
            (
                "{profile: {tool: perf}}",
                "'services.web.x-engarde.profile.tool' is none of 'py-spy', 'node' and 'command': 'perf'"
            ),
            (
                "{profile: {pid: 0}}",
                "'services.web.x-engarde.profile.pid' is no number of a process in the container: '0'"
            ),
            (
                "{profile: {output: p}}",
                "'services.web.x-engarde.profile.output' is no absolute path in the container: 'p'"
            ),
        ]
    )
    func mistakesHavePlaces(section: String, message: String) {
        let error = #expect(throws: SettingsError.self) { try read(section) }
        #expect(error?.diagnostics.first?.message == message)
    }

    @Test func debuggersAreConfiguredAlike() throws {
        let text =
            "services: {web: {image: a, x-engarde: {debug: {port: 5700}}}}\nx-engarde: {debug: {language: node, port: 1}}"
        let settings = WorkflowSettings(of: try LoadedProject.shop(text))
        let found = try DebugConfiguration(of: "web", in: settings)
        #expect(found.language == .node && found.port == 5700 && found.command == nil)
        let wrong = "services: {web: {image: a, x-engarde: {debug: {port: 70000}}}}"
        let error = #expect(throws: SettingsError.self) {
            try DebugConfiguration(of: "web", in: WorkflowSettings(of: try LoadedProject.shop(wrong)))
        }
        #expect(error?.diagnostics.first?.code == .malformedPort)
    }
}
