import EngineAPI
import Testing

/// What becomes of a build's options where BuildKit is asked by its own interface.
@Suite struct SolveRequestOptionsTests {
    @Test func optionsBecomeWhatTheFrontendReads() {
        var options = BuildOptions(dockerfile: "D", tags: ["shop-web", "shop/web:2"])
        options.session = "s"
        options.remote = BuildOptions.sessionContext
        options.target = "run"
        options.buildArgs = ["A": "1", "B": nil, "BUILDKIT_INLINE_CACHE": "1"]
        options.labels = ["l": "v"]
        options.uncachedStages = ["one", "two"]
        options.pull = true
        options.platforms = ["linux/amd64", "linux/arm64"]
        options.networkMode = "host"
        options.extraHosts = ["far:10.0.0.1", "six:[fd00::1]", "seven:fd00::2"]
        options.shmSize = 64
        options.ulimits = ["nofile=1:2", "core=0:0"]
        options.attestations = [.provenance: "mode=max", .sbom: ""]
        options.cacheFrom = ["shop/cache"]
        options.cacheImports = [BuildCache(type: "gha", attributes: ["scope": "a\"b", "a": "1"])]
        options.cacheExports = [BuildCache(type: "registry", attributes: ["ref": "x"])]
        let request = SolveRequest(options, reference: "r")
        #expect(request.reference == "r" && request.session == "s")
        #expect(
            request.attributes == [
                "filename": "D", "target": "run", "build-arg:A": "1", "build-arg:BUILDKIT_INLINE_CACHE": "1",
                "label:l": "v", "no-cache": "one,two", "image-resolve-mode": "pull",
                "platform": "linux/amd64,linux/arm64", "force-network-mode": "host",
                "add-hosts": "far=10.0.0.1,six=fd00::1,seven=fd00::2", "shm-size": "64",
                "ulimit": "nofile=1:2,core=0:0", "attest:provenance": "mode=max", "attest:sbom": "",
                "cache-imports": #"[{"Type":"registry","Attrs":{"ref":"shop/cache"}},"#
                    + #"{"Type":"gha","Attrs":{"a":"1","scope":"a\"b"}}]"#,
            ]
        )
        #expect(request.exporterAttributes == ["name": "shop-web,shop/web:2"])
        #expect(request.cacheImports.map(\.type) == ["registry", "gha"])
        #expect(request.cacheExports.map(\.type) == ["registry", "inline"])
        #expect(request.entitlements == ["network.host"])
    }

    @Test func whatIsLeftToTheEngineIsNotSaid() {
        var options = BuildOptions()
        options.networkMode = "default"
        options.platform = "linux/arm64"
        options.remote = "https://example.com/x.git"
        options.noCache = true
        options.uncachedStages = ["one"]
        let request = SolveRequest(options, reference: "r")
        #expect(
            request.attributes == [
                "filename": "Dockerfile", "image-resolve-mode": "default", "platform": "linux/arm64",
                "context": "https://example.com/x.git", "no-cache": "",
            ]
        )
        #expect(request.exporterAttributes == [:] && request.entitlements == [] && request.cacheExports == [])
    }
}
