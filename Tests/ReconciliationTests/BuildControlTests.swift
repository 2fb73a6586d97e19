import EngineAPI
import Testing

/// What a build asks for that only BuildKit's own interface has a place for.
@Suite struct BuildControlTests {
    @Test func theStepHasIt() throws {
        let request = try BuildRequest.of(
            """
            no_cache_filter: [one, two], entitlements: [network.host], privileged: true,
            ulimits: {nofile: {soft: 1, hard: 2}, core: 0}, platforms: [linux/amd64, linux/arm64],
            provenance: mode=max, sbom: true
            """
        )
        #expect(request.uncachedStages == ["one", "two"])
        #expect(request.entitlements == ["network.host", "security.insecure"])
        #expect(Set(request.ulimits) == ["nofile=1:2", "core=0:0"])
        #expect(request.platforms == ["linux/amd64", "linux/arm64"] && request.platform == nil)
        #expect(request.attestations == [.provenance: "mode=max", .sbom: ""])
        #expect(request.needsControl && request.needsImageLists)
    }

    @Test func cachesAreOfSeveralTypes() throws {
        let request = try BuildRequest.of(
            """
            cache_from: [shop/a, 'type=registry,ref=shop/b', 'type=gha, scope=x', 'type=local,src=cache'],
            cache_to: [shop/c, 'type=registry,ref=shop/d,mode=max', type=inline, 'type=local,dest=/cache']
            """
        )
        #expect(request.cacheFrom == ["shop/a", "shop/b"])
        #expect(
            request.cacheImports == [
                BuildCache(type: "gha", attributes: ["scope": "x"]),
                BuildCache(type: "local", attributes: ["src": "/shop/cache"]),
            ]
        )
        #expect(
            request.cacheExports == [
                BuildCache(type: "registry", attributes: ["ref": "shop/c"]),
                BuildCache(type: "registry", attributes: ["ref": "shop/d", "mode": "max"]),
                BuildCache(type: "local", attributes: ["dest": "/cache"]),
            ]
        )
        #expect(request.buildArgs == ["BUILDKIT_INLINE_CACHE": "1"])
    }

    @Test func theRunDecidesOnAttestations() throws {
        let without = try BuildRequest.of("provenance: mode=max", attestations: [.provenance: "false"])
        #expect(without.attestations == [:] && !without.needsControl)
        let with = try BuildRequest.of("sbom: false", attestations: [.sbom: "generator=x", .provenance: "1"])
        #expect(with.attestations == [.provenance: "", .sbom: "generator=x"])
    }
}
