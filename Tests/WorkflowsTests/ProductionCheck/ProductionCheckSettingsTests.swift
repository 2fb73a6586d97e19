import ComposeLoader
import ComposeModel
import Diagnostics
import TestSupport
import Testing

@testable import Workflows

/// What `x-engarde.prod_check` may say.
@Suite struct ProductionCheckSettingsTests {
    private static func settings(_ section: String) throws -> ProductionCheckSettings {
        let text = "x-engarde: {prod_check: \(section)}\nservices: {web: {image: web}, db: {image: db}}\n"
        return try ProductionCheckSettings(of: LoadedProject.shop(text))
    }

    @Test func allOfItIsRead() throws {
        let settings = try Self.settings("{timeout: 1m30s, skip: [db], allow_root: web}")
        #expect(settings.timeout == .seconds(90))
        #expect(settings.skip == ["db"])
        #expect(settings.allowRoot == ["web"])
    }

    @Test(arguments: [("300", 300), ("5m", 300), ("1h", 3_600), ("90s", 90)])
    func lengthsOfTime(_ text: String, seconds: Int) {
        #expect(ProductionCheckSettings.duration(text) == .seconds(seconds))
    }

    @Test(arguments: ["", "0", "-1", "soon", "5 m", "m", "99999999h"]) func noLengthsOfTime(_ text: String) {
        #expect(ProductionCheckSettings.duration(text) == nil)
    }

    @Test(arguments: [
        ("{timeout: soon}", "'soon' is no length of time"), ("{skip: [dv]}", "no such service: dv"),
        ("{skips: []}", "unknown attribute 'x-engarde.prod_check.skips'"),
    ])
    func whatMakesNoSenseIsSaid(_ section: String, message: String) throws {
        let error = #expect(throws: SettingsError.self) { try Self.settings(section) }
        #expect(error?.diagnostics.map(\.message) == [message])
    }
}
