import ComposeLoader
import Foundation
import Testing

/// Real projects as `config --no-interpolate` prints them, compared with docker compose itself.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["ENGARDE_CONFORMANCE"] != nil && DockerCompose.path != nil,
        "ENGARDE_CONFORMANCE or ENGARDE_DOCKER_COMPOSE is not set"
    )
)
struct UninterpolatedConformanceTests {
    @Test func everyCaseIsPrintedAsDockerComposeDoesOrIsAKnownDifference() throws {
        var equal = 0
        var different: [String] = []
        for item in try #require(try ConformanceCase.all()) {
            var request = try #require(item.request)
            request.interpolates = false
            let theirs = try DockerCompose.run(
                item.arguments + ["-p", "conformance", "config", "--no-interpolate"],
                in: item.input,
                environment: ConformanceCase.environment
            )
            let ours: String
            do throws(LoadError) {
                ours = ConfigRenderer().text(try ProjectLoader().load(request))
            } catch {
                ours = ""
            }
            if ours == theirs.output {
                equal += 1
            } else if KnownDifferences.reasons[item.name] == nil {
                different.append(item.name)
            }
        }
        print("conformance of --no-interpolate: \(equal) equal")
        #expect(different == [])
    }
}
