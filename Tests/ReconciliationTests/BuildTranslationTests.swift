import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// What a build step is given: all that it needs, or a refusal of all that is not supported.
@Suite struct BuildTranslationTests {
    private func builds(
        _ text: String,
        overrides: BuildOverrides = BuildOverrides(toolVersion: "9.9")
    ) throws -> [Operation.BuildImage] {
        let fixture = try PlanFixture(text, profiles: [])
        return try ImageReconciler(fixture.project, overrides: overrides, building: .always)
            .plan(for: Array(fixture.project.services.values), observed: ObservedState())
            .steps.compactMap { step in
                if case .buildImage(let build) = step.operation { build } else { nil }
            }
    }

    @Test func aStepHasAllThatABuildNeeds() throws {
        var overrides = BuildOverrides(toolVersion: "9.9")
        overrides.arguments = ["MODE": "fast"]
        overrides.withoutCache = true
        let build = try #require(
            try builds(
                """
                services:
                  web:
                    platform: linux/arm64
                    build:
                      context: /app
                      dockerfile: docker/Dockerfile
                      target: run
                      args: {MODE: slow, LEVEL: "3"}
                      labels: {who: me}
                      tags: ["shop/web:next"]
                      extra_hosts: ["far:10.0.0.1"]
                      cache_from: ["shop/cache"]
                      network: none
                      shm_size: 64m
                """,
                overrides: overrides
            )
            .first
        )
        #expect(build.image == "shop-web")
        #expect(build.context == "/app")
        #expect(build.dockerfile == .file("docker/Dockerfile"))
        var request = BuildOptions(tags: ["shop-web", "shop/web:next"])
        request.target = "run"
        request.buildArgs = ["MODE": "fast", "LEVEL": "3"]
        request.labels = [
            "who": "me", "com.docker.compose.project": "shop", "com.docker.compose.service": "web",
            "com.docker.compose.version": "9.9",
        ]
        request.extraHosts = ["far:10.0.0.1"]
        request.cacheFrom = ["shop/cache"]
        request.noCache = true
        request.networkMode = "none"
        request.shmSize = 64 << 20
        request.platform = "linux/arm64"
        #expect(build.request == request)
    }

    @Test func aDockerfileMayStandInTheComposeFile() throws {
        let text = "services: {web: {build: {context: /app, dockerfile_inline: FROM scratch}}}\n"
        #expect(try builds(text).map(\.dockerfile) == [.inline("FROM scratch")])
    }

    @Test func allThatIsNotSupportedIsRefusedAtOnceAtItsPlace() throws {
        let error = #expect(throws: ReconciliationError.self) {
            try builds(
                """
                services:
                  web: {build: {context: /app, ssh: [default], secrets: [token], privileged: true}}
                  api: {build: {context: "https://example.com/repo.git"}}
                secrets: {token: {environment: TOKEN}}
                """
            )
        }
        #expect(
            error?.each.map(\.description) == [
                "service 'api' uses 'build.context', which is not supported yet: remote ones, since directories are sent",
                "the build of service 'web' uses secret 'token', which is declared with 'environment': secrets of builds are not supported yet",
                "service 'web' uses 'build.ssh', which is not supported yet: builds have no session with the engine's builder",
                "service 'web' uses 'build.privileged', which is not supported yet: the engine's builder grants no privileges",
            ]
        )
        #expect(
            error?.each.map(\.path) == [
                ["services", "api", "build", "context"], ["secrets", "token", "environment"],
                ["services", "web", "build", "ssh"], ["services", "web", "build", "privileged"],
            ]
        )
    }
}
