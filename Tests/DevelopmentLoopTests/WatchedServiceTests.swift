import ComposeModel
import Foundation
import SystemPackage
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
                error?.description == """
                    watch rules of service 'app': the ignore file '\(file)' cannot be read: is a directory
                    hint: make it readable
                    """
            )
        }
    }
}
