import EngineClient
import Testing

/// What docker's `config.json` says about how its commands behave.
@Suite struct TerminalPreferencesTests {
    private struct Files: EndpointFiles {
        var text: String

        func contents(of path: String) -> [UInt8]? { path == "/docker/config.json" ? Array(text.utf8) : nil }
        func entries(of directory: String) -> [String] { [] }
        func exists(_ path: String) -> Bool { true }
    }

    @Test(
        arguments: [
            (#"{"psFormat": "table {{.Name}}"}"#, "table {{.Name}}", nil),
            (#"{"psFormat": "", "detachKeys": "ctrl-x"}"#, nil, "ctrl-x"),
            (#"{"auths": {}}"#, nil, nil),
            (#"{"psFormat": "#, nil, nil),
        ] as [(String, String?, String?)]
    )
    func emptyAndMissingValuesSayNothing(text: String, psFormat: String?, detachKeys: String?) {
        let preferences = TerminalPreferences(
            environment: ["DOCKER_CONFIG": "/docker"],
            homeDirectory: "/home/me",
            files: Files(text: text)
        )
        #expect(preferences.psFormat == psFormat)
        #expect(preferences.detachKeys == detachKeys)
    }
}
