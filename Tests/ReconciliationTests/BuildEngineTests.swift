import Diagnostics
import EngineAPI
import Reconciliation
import Testing

/// Builds that not every engine can do.
@Suite struct BuildEngineTests {
    private static let oldest = EngineCapabilities(speaking: .oldestSpoken)

    @Test(arguments: ["provenance: true", "sbom: true", "cache_to: [shop/cache]"])
    func whatIsMoreThanOneImageNeedsContainerd(attribute: String) throws {
        let error = try #require(throws: ReconciliationError.self) { try BuildRequest.of(attribute, on: Self.oldest) }
        #expect(
            error.description
                == "service 'web': a build for several platforms, with provenance or sbom, or whose cache is sent "
                + "elsewhere requires Docker Engine that keeps its images in containerd, and this is an engine with "
                + "version 1.41 of the API"
        )
        #expect(error.hint == "leave it out of the build, or have the engine keep its images in containerd")
        #expect(error.path == ["services", "web", "build", String(attribute.prefix { $0 != ":" })])
        #expect(error.diagnostics.map(\.code) == [.featureMissing])
    }

    @Test func severalPlatformsNeedContainerdToo() throws {
        let platforms = "platforms: [linux/amd64, linux/arm64]"
        let error = try #require(throws: ReconciliationError.self) { try BuildRequest.of(platforms, on: Self.oldest) }
        #expect(
            error.description
                == "the build of service 'web' names several platforms: "
                + "Multi-platform build is not supported for the docker driver."
        )
        #expect(
            error.hint
                == "name one platform, run 'up', which builds for the engine's own, or have the engine keep its images "
                + "in containerd"
        )
        #expect(error.path == ["services", "web", "build", "platforms"])
        #expect(error.diagnostics.map(\.code) == [.featureMissing])
        let up = try BuildRequest.of(platforms, isUp: true, on: Self.oldest)
        #expect(up.platforms == [] && !up.needsControl)
    }

    @Test(
        arguments: [
            "no_cache_filter: [a]", "entitlements: [network.host]", "privileged: true", "cache_from: [type=gha]",
        ]
    )
    func theRestEveryBuildKitHas(attribute: String) throws {
        let request = try BuildRequest.of(attribute, on: Self.oldest)
        #expect(request.needsControl && !request.needsImageLists)
        let podman = EngineCapabilities(.podman(4), speaking: .oldestSpoken)
        let error = try #require(throws: ReconciliationError.self) { try BuildRequest.of(attribute, on: podman) }
        #expect(
            error.description
                == "service 'web': a build with no_cache_filter, entitlements, privileged, attestations or other caches "
                + "requires BuildKit, and this is Podman 4 with version 1.41 of the API"
        )
        #expect(error.path == ["services", "web", "build", String(attribute.prefix { $0 != ":" })])
    }

    @Test func limitsNeedANewerFrontend() throws {
        let error = try #require(throws: ReconciliationError.self) {
            try BuildRequest.of("ulimits: {nofile: 1}", on: Self.oldest)
        }
        #expect(
            error.description == "service 'web': build.ulimits requires Docker Engine v23.0 or later, "
                + "and this is an engine with version 1.41 of the API"
        )
        #expect(error.path == ["services", "web", "build", "ulimits"])
        let newer = EngineCapabilities(speaking: APIVersion(major: 1, minor: 42))
        #expect(try BuildRequest.of("ulimits: {nofile: 1}", on: newer).ulimits == ["nofile=1:1"])
    }
}
