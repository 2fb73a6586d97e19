import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// What a build step is given: all that it needs, or a refusal of all that is not supported.
@Suite struct BuildTranslationTests {
    private func builds(
        _ text: String,
        environment: [String: String] = [:],
        overrides: BuildOverrides = BuildOverrides(toolVersion: "9.9"),
        on engine: EngineCapabilities = .everything
    ) throws -> [Operation.BuildImage] {
        var fixture = try PlanFixture(text, profiles: [])
        fixture.project.environment = environment
        var observed = ObservedState()
        observed.engine = engine
        return try ImageReconciler(fixture.project, overrides: overrides, building: .always)
            .plan(for: Array(fixture.project.services.values), observed: observed)
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
                  web: {build: {context: /app, secrets: [token], isolation: hyperv}}
                  api: {build: {context: "s3://example.com/x"}}
                secrets: {token: {external: true}}
                """
            )
        }
        #expect(
            error?.each.map(\.description) == [
                "service 'api' uses 'build.context', which is not supported yet: others than directories, git repositories and http(s) URLs, which the engine does not get by itself",
                "the build of service 'web' uses secret 'token', which is declared with 'external': builds are given files and variables only",
                "service 'web' uses 'build.isolation', which is not supported yet: it is for containers of Windows",
            ]
        )
        #expect(
            error?.each.map(\.path) == [
                ["services", "api", "build", "context"], ["secrets", "token", "external"],
                ["services", "web", "build", "isolation"],
            ]
        )
    }

    @Test func aBuildIsGivenSecretsAndAgents() throws {
        var overrides = BuildOverrides(toolVersion: "9.9")
        overrides.agents = ["own": "/other", "more": ""]
        let text = """
            services:
              web:
                build: {context: /app, ssh: [default, own=/key], secrets: [token, {source: key, target: id}]}
            secrets: {token: {environment: TOKEN}, key: {file: /key}}
            """
        let build = try #require(
            try builds(text, environment: ["TOKEN": "hush", "SSH_AUTH_SOCK": "/agent"], overrides: overrides).first
        )
        #expect(
            build.secrets == [
                BuildSecret(key: "token", identifier: "token", source: .text(Confidential("hush"))),
                BuildSecret(key: "key", identifier: "id", source: .file("/key")),
            ]
        )
        #expect(
            build.agents == [
                BuildAgent(identifier: "default", path: "/agent"), BuildAgent(identifier: "own", path: "/other"),
                BuildAgent(identifier: "more", path: "/agent"),
            ]
        )
        var dump = ""
        Swift.dump(build, to: &dump)
        #expect(!dump.contains("hush") && !"\(build)".contains("hush"))
    }

    @Test func aBuildMayTakeFromFurtherContextsAndCaches() throws {
        let text = """
            services:
              web:
                build:
                  context: /app
                  additional_contexts: {code: /src, base: "docker-image://debian:12", lib: "service:lib"}
                  cache_from: ["type=registry,ref=shop/cache:1", "shop/cache:2"]
                  cache_to: [type=inline]
                  network: host
                  entitlements: [network.host]
              lib: {image: shop/lib, build: {context: /lib}}
            """
        let build = try #require(try builds(text).last)
        #expect(build.service == "web")
        let contexts: Set = [
            BuildContext(name: "code", source: .directory("/src")),
            BuildContext(name: "base", source: .image("debian:12")),
            BuildContext(name: "lib", source: .image("shop/lib")),
        ]
        #expect(Set(build.contexts) == contexts)
        #expect(build.request.cacheFrom == ["shop/cache:1", "shop/cache:2"])
        #expect(build.request.buildArgs == ["BUILDKIT_INLINE_CACHE": "1"])
        #expect(build.request.networkMode == "host")
        #expect(!build.request.needsControl)
    }

    @Test(
        arguments: [
            ("platforms: [linux/amd64, linux/arm64]", "multi-arch build"), ("privileged: true", "privileged mode"),
            ("additional_contexts: {a: /a}", "additional contexts"), ("ssh: [default]", "SSH keys"),
            ("secrets: [key]", "secrets"), ("no_cache_filter: [a]", "single stages without cache"),
            ("entitlements: [network.host]", "entitlements"), ("ulimits: {nofile: 1}", "ulimits"),
            ("cache_to: ['type=registry,ref=x']", "caches elsewhere"), ("provenance: true", "attestations"),
        ]
    )
    func whatTheBuilderBeforeBuildKitLacksIsRefusedWhereThatIsAskedFor(attribute: String, name: String) throws {
        let environment = ["DOCKER_BUILDKIT": "0"]
        let text = "services: {web: {build: {context: /app, \(attribute)}}}\nsecrets: {key: {file: /key}}\n"
        let error = #expect(throws: ReconciliationError.self) { _ = try builds(text, environment: environment) }
        #expect(
            error?.description
                == "the build of service 'web' cannot be done: the classic builder doesn't support \(name), "
                + "set DOCKER_BUILDKIT=1 to use BuildKit"
        )
        #expect(error?.path == ["services", "web", "build", String(attribute.prefix { $0 != ":" })])
        let plain = try builds("services: {web: {build: {context: /app}}}\n", environment: environment)
        #expect(plain.first?.request.builder == BuildOptions.Builder.classic)
    }

    @Test(
        arguments: [
            "https://example.com/shop.git", "https://example.com/shop.git#main", "git://example.com/shop#main:",
            "git@example.com:shop.git#v1", "github.com/example/shop", "http://127.0.0.1:8000/context.tar.gz",
            "https://example.com/Dockerfile#part:of",
        ]
    )
    func whatIsElsewhereTheEngineGetsByItself(context: String) throws {
        let text = "services: {web: {build: {context: \"\(context)\", dockerfile: docker/Dockerfile}}}\n"
        let request = try #require(try builds(text).first?.request)
        #expect(request.remote == context && request.dockerfile == "docker/Dockerfile")
        #expect(request.builder == .buildKit)
        #expect(try builds(text, on: EngineCapabilities(speaking: .oldestSpoken)).first?.request == request)
    }

    @Test func aDirectoryOfARepositoryIsForTheBuilderThatTakesIt() throws {
        let oldest = EngineCapabilities(speaking: .oldestSpoken)
        func text(_ attributes: String = "") -> String {
            "services: {web: {build: {context: 'https://example.com/shop.git#main:web'\(attributes)}}}\n"
                + "secrets: {key: {file: /key}}\n"
        }
        #expect(try builds(text()).map(\.request.builder) == [.buildKit])
        let older = try #require(try builds(text(), on: oldest).first?.request)
        #expect(older.builder == .classic && older.remote == "https://example.com/shop.git#main:web")
        let error = #expect(throws: ReconciliationError.self) { try builds(text(", secrets: [key]"), on: oldest) }
        #expect(
            error?.description == "the build of service 'web' is from a directory of a git repository, which BuildKit "
                + "takes from Docker Engine v23.0 on only, and the classic builder doesn't support secrets"
        )
        #expect(error?.hint == "name the whole repository, with the Dockerfile's path in it, or upgrade the engine")
        #expect(error?.path == ["services", "web", "build", "secrets"])
        #expect(try builds(text(", secrets: [key]")).map(\.secrets.count) == [1])
    }

    @Test(
        arguments: [
            ("dockerfile_inline: FROM x", "dockerfile_inline"), ("dockerfile: /D", "dockerfile"),
            ("additional_contexts: {x: /x}", "additional_contexts"),
        ]
    )
    func theDockerfileOfARemoteContextIsInIt(attribute: String, name: String) throws {
        let error = #expect(throws: ReconciliationError.self) {
            try builds("services: {web: {build: {context: 'https://example.com/x.git', \(attribute)}}}\n")
        }
        #expect(error?.each.map(\.path) == [["services", "web", "build", name]])
    }

    @Test func theEnvironmentNamesThePlatformOfServicesThatNameNone() throws {
        let environment = ["DOCKER_DEFAULT_PLATFORM": "linux/arm64"]
        func platform(_ attributes: String) throws -> String? {
            try builds("services: {web: {\(attributes)}}\n", environment: environment).first?.request.platform
        }
        #expect(try platform("build: {context: /app}") == "linux/arm64")
        #expect(try platform("platform: linux/amd64, build: {context: /app}") == "linux/amd64")
        let error = #expect(throws: ReconciliationError.self) {
            _ = try platform("build: {context: /app, platforms: [linux/amd64]}")
        }
        #expect(
            error?.description == "service \"web\" build.platforms does not support value set by "
                + "DOCKER_DEFAULT_PLATFORM: linux/arm64"
        )
        #expect(error?.path == ["services", "web", "build", "platforms"])
    }

    @Test func ofSeveralPlatformsTheEngineTakesItsOwnWhereTheImageRuns() throws {
        var overrides = BuildOverrides(toolVersion: "9.9")
        overrides.areForThisEngine = true
        func platforms(_ attributes: String) throws -> [String] {
            try builds("services: {web: {\(attributes)}}\n", overrides: overrides)
                .map { $0.request.platform ?? "its own" }
        }
        let several = "build: {context: /app, platforms: [linux/amd64, linux/arm64]}"
        #expect(try platforms(several) == ["its own"])
        #expect(try platforms("platform: linux/arm64, \(several)") == ["linux/arm64"])
        #expect(try platforms("build: {context: /app, platforms: [linux/arm64]}") == ["linux/arm64"])
    }

    @Test(
        arguments: [
            ("additional_contexts: {x: 'https://example.com/x.git'}", "additional_contexts"),
            ("additional_contexts: {x: 'oci-layout:///x'}", "additional_contexts"),
            ("cache_from: ['type=azblob']", "cache_from"), ("cache_to: ['type=s3,region=x']", "cache_to"),
            ("cache_to: ['mode=max']", "cache_to"), ("entitlements: [device]", "entitlements"),
        ]
    )
    func whatTheEnginesBuilderIsNotGivenIsRefused(attributes: String, name: String) throws {
        let error = #expect(throws: ReconciliationError.self) {
            _ = try builds("services: {web: {build: {context: /app, \(attributes)}}}\n")
        }
        #expect(error?.each.map(\.path) == [["services", "web", "build", name]])
    }

    @Test func whatABuildIsToBeGivenMustBeThere() {
        let secret =
            "services: {web: {build: {context: /app, secrets: [token]}}}\nsecrets: {token: {environment: TOKEN}}\n"
        let unset = #expect(throws: ReconciliationError.self) { try builds(secret) }
        #expect(unset == .buildSecretUnset(service: "web", key: "token", variable: "TOKEN"))
        #expect(unset?.path == ["secrets", "token", "environment"])
        let agent = #expect(throws: ReconciliationError.self) {
            try builds("services: {web: {build: {context: /app, ssh: [default]}}}\n")
        }
        #expect(agent?.description == "invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set")
        #expect(agent?.path == ["services", "web", "build", "ssh"])
        var overrides = BuildOverrides(toolVersion: "9.9")
        overrides.agents = ["default": ""]
        let named = #expect(throws: ReconciliationError.self) {
            try builds("services: {web: {build: {context: /app}}}\n", overrides: overrides)
        }
        #expect(named?.path == [])
    }
}
