import ComposeModel
@testable import Convergence
import Foundation
import Testing

/// Where programs are found that manage services.
@Suite struct ProviderHostTests {
    @Test func pluginsAreWhereDockerHasThem() throws {
        let files = FileManager.default
        let home = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? files.removeItem(at: home) }
        let plugin = home.appendingPathComponent(".docker/cli-plugins/docker-x")
        try files.createDirectory(at: plugin.deletingLastPathComponent(), withIntermediateDirectories: true)
        #expect(files.createFile(atPath: plugin.path, contents: nil, attributes: [.posixPermissions: 0o755]))
        func found(_ configuration: String?) -> String? {
            var environment = ["HOME": home.path]
            environment["DOCKER_CONFIG"] = configuration
            return ProviderHost(project: "shop", environment: environment, variables: ProvidedVariables()).plugin("x")
        }
        #expect(found(nil) == plugin.path)
        #expect(found("") == plugin.path)
        #expect(found(home.appendingPathComponent(".docker").path) == plugin.path)
        #expect(found(home.path) == nil)
    }
}
