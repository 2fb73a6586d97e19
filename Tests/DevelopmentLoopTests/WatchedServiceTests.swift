import ComposeModel
import Diagnostics
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

@Suite struct WatchedServiceTests {
    @Test func anIgnoreFileThatCannotBeReadIsNamedWithAHint() async throws {
        try await withTemporaryDirectory { root in
            let file = root.appending(".dockerignore")
            try FileManager.default.createDirectory(atPath: file.string, withIntermediateDirectories: false)
            var service = Service(name: "app", image: "x")
            service.build = BuildDefinition(context: root.string)
            service.watchRules = [WatchRule(path: root.string, action: .sync, target: "/app")]
            let error = #expect(throws: DevelopmentLoopError.self) { _ = try WatchedService(service) }
            #expect(
                error?.diagnostics == [
                    Diagnostic(
                        code: .unusableIgnoreRules,
                        message:
                            "watch rules of service 'app': the ignore file '\(file)' cannot be read: is a directory",
                        hint: "make it readable"
                    )
                ]
            )
        }
    }

    @Test(arguments: [
        (
            "!", "'!' is not followed by a pattern",
            #"write the pattern to be kept right after it, as in '!README.md'; '\!' is a file of that name"#
        ),
        ("a[b", "'[' is not closed by ']'", #"close it, as in '[ab]', or write '\[' for the character itself"#),
        (
            "[^]", "a character class is empty",
            #"name the characters, as in '[ab]', or write '\[' for the character itself"#
        ),
        ("[z-a]", "a character range is incomplete or reversed", "write both ends, the lower one first, as in '[a-z]'"),
        (#"a\"#, #"a trailing '\' escapes nothing"#, #"write '\\' for the character itself, or remove it"#),
    ])
    func aMalformedPatternComesWithWhatToWrite(pattern: String, flaw: String, hint: String) throws {
        var service = Service(name: "app", image: "x")
        service.watchRules = [WatchRule(path: "/p", action: .sync, target: "/app", ignore: [pattern])]
        let error = #expect(throws: DevelopmentLoopError.self) { _ = try WatchedService(service) }
        #expect(
            error?.diagnostics == [
                Diagnostic(
                    code: .unusableIgnoreRules,
                    message: "watch rules of service 'app': malformed ignore pattern '\(pattern)': \(flaw)",
                    hint: hint
                )
            ]
        )
    }
}
