import EngineAPI
import Testing

/// Which way a build goes: by BuildKit's own interface only where the other one has no place for what it asks for.
@Suite struct BuildOptionsTests {
    private static let asked: [(isList: Bool, change: @Sendable (inout BuildOptions) -> Void)] = [
        (false, { $0.uncachedStages = ["one"] }), (false, { $0.entitlements = ["network.host"] }),
        (false, { $0.entitlements = ["security.insecure"] }), (false, { $0.ulimits = ["core=0:0"] }),
        (false, { $0.cacheImports = [BuildCache(type: "gha")] }),
        (true, { $0.cacheExports = [BuildCache(type: "registry")] }), (true, { $0.attestations = [.sbom: ""] }),
        (true, { $0.platforms = ["linux/amd64", "linux/arm64"] }),
    ]

    @Test(arguments: asked.indices) func whatTheOtherEndpointHasNoPlaceForGoesThisWay(index: Int) {
        let (isList, change) = Self.asked[index]
        var options = BuildOptions()
        #expect(!options.needsControl && !options.needsImageLists)
        change(&options)
        #expect(options.needsControl && options.needsImageLists == isList)
        options.builder = .classic
        #expect(!options.needsControl && !options.needsImageLists)
    }

    @Test func allElseGoesTheOtherWay() {
        var options = BuildOptions(dockerfile: "D", tags: ["shop-web"])
        options.target = "run"
        options.buildArgs = ["BUILDKIT_INLINE_CACHE": "1"]
        options.cacheFrom = ["shop/cache"]
        options.noCache = true
        options.platform = "linux/arm64"
        options.networkMode = "host"
        options.entitlements = ["network.host"]
        options.session = "s"
        #expect(!options.needsControl)
    }
}
