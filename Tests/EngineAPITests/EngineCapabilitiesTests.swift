import EngineAPI
import Foundation
import Testing

/// What engines can do, and that the documentation says the same.
@Suite struct EngineCapabilitiesTests {
    private static let oldest = EngineCapabilities(speaking: .oldestSpoken)
    private static let podman = EngineCapabilities(.podman(4), speaking: .oldestSpoken)

    @Test func theNewestDockerCanDoEverything() {
        #expect(EngineFeature.allCases.filter { !EngineCapabilities.everything.has($0) } == [])
    }

    @Test(arguments: EngineFeature.allCases.filter { $0.since != nil })
    func aFeatureComesWithItsVersion(feature: EngineFeature) throws {
        let since = try #require(feature.since)
        #expect(EngineCapabilities(speaking: since).has(feature))
        #expect(!EngineCapabilities(speaking: APIVersion(major: 1, minor: since.minor - 1)).has(feature))
        #expect(APIVersion.releases[since] != nil)
    }

    @Test func podmanLacksWhatItDoesInAnotherWay() {
        let always: [EngineFeature] = [
            .remoteContexts, .buildKit, .buildSession, .buildControl, .healthChecks, .hostGateway,
            .networkIdentifiers, .bridgeLinks, .networkLinks, .deviceRequests, .settingsAsAsked, .registryDigests,
            .eventNames, .steadyReading,
            .promptEnds, .gracePeriod, .pausedAmongRunning, .processes, .comparedStatistics, .pastEvents, .bareCommits,
            .quickResizes,
        ]
        #expect(always.allSatisfy { Self.oldest.has($0) && !Self.podman.has($0) })
        let newer = EngineCapabilities(.podman(5), speaking: .oldestSpoken)
        #expect(newer.has(.hostGateway) && newer.has(.deviceRequests))
        #expect(Self.podman.builder == .classic && Self.oldest.builder == .buildKit)
        #expect(EngineCapabilities(speaking: .oldestSpoken, isWindows: true).builder == .classic)
    }

    @Test func listsOfImagesAreKeptInContainerdOnly() {
        let here = EngineCapabilities(speaking: .newestSpoken, keepsImagesInContainerd: true)
        #expect(here.has(.imageLists) && !EngineCapabilities(speaking: .newestSpoken).has(.imageLists))
        let podman = EngineCapabilities(.podman(5), speaking: .newestSpoken, keepsImagesInContainerd: true)
        #expect(!podman.has(.imageLists))
        var information = SystemInformation()
        information.driverStatus = [["Backing Filesystem", "extfs"], ["driver-type", "io.containerd.snapshotter.v1"]]
        #expect(information.keepsImagesInContainerd && !SystemInformation().keepsImagesInContainerd)
    }

    @Test func everyVersionThatIsSpokenHasARelease() {
        for minor in APIVersion.oldestSpoken.minor...APIVersion.newestSpoken.minor {
            #expect(APIVersion.releases[APIVersion(major: 1, minor: minor)] != nil)
        }
    }

    /// `ENGARDE_RECORD=1` writes the table anew, and fails, so that nobody takes a recording for a test.
    @Test func theDocumentationSaysWhatTheTableSays() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/Engines.md")
        let mark = "<!-- features: generated from the table -->\n"
        let text = try String(contentsOf: file, encoding: .utf8)
        let range = try #require(text.range(of: mark))
        let whole = text[..<range.upperBound] + Self.documentation
        if ProcessInfo.processInfo.environment["ENGARDE_RECORD"] == "1" {
            try Data(whole.utf8).write(to: file)
            Issue.record("recorded the features")
            return
        }
        #expect(text == whole)
    }

    private static var documentation: String {
        let rows = EngineFeature.allCases.map { feature in
            let docker =
                feature == .imageLists
                ? "where it keeps its images in containerd"
                : feature.since.map { "since API \($0) (\($0.release))" } ?? "always"
            let podman = feature.sincePodman.map { version in
                version > 0
                    ? "since version \(version)" : feature.since == nil ? "always" : "as its version of the API says"
            }
            let absence =
                switch feature.absence {
                case .refused(let hint): "refused with `EG0412`; \(hint)"
                case .warned(let instead): "a warning; \(instead)"
                case .replaced(let substitute): substitute
                }
            return "| \(feature.title) | \(docker) | \(podman ?? "no") | \(absence) |"
        }
        let heading = ["| What | Docker Engine | Podman | Where it is missing |", "|---|---|---|---|"]
        return "\n" + (heading + rows).joined(separator: "\n") + "\n"
    }
}

/// How requests are put so that an engine understands them.
@Suite struct AdaptationTests {
    private func request(container: String, network: String) -> ContainerCreateRequest {
        var request = ContainerCreateRequest(image: "web", networks: ["back": EndpointSettings(aliases: ["web"])])
        request.hostConfig.networkMode = "back"
        request.config.macAddress = container
        request.networks["back"]?.macAddress = network
        return request
    }

    @Test(arguments: [("a", "", "a"), ("", "b", "b"), ("a", "b", "b"), ("", "", "")])
    func theMACAddressIsWhereTheEngineLooksForIt(container: String, network: String, wanted: String) {
        let request = request(container: container, network: network)
        let older = request.adapted(to: EngineCapabilities(speaking: APIVersion(major: 1, minor: 43)))
        #expect(older.config.macAddress == wanted)
        let newer = request.adapted(to: EngineCapabilities(speaking: APIVersion(major: 1, minor: 44)))
        #expect(newer.config.macAddress == "" && newer.networks["back"]?.macAddress == wanted)
        #expect(newer.networks["back"]?.aliases == ["web"])
    }

    /// Podman takes what is not asked for as no time at all.
    @Test func theTimeToStopInIsAskedForWhereTheEngineKillsAtOnce() {
        let podman = EngineCapabilities(.podman(4), speaking: .oldestSpoken)
        var request = ContainerCreateRequest(image: "web")
        #expect(request.adapted(to: podman).config.stopTimeout == 10)
        #expect(request.adapted(to: .everything).config.stopTimeout == nil)
        request.config.stopTimeout = 0
        #expect(request.adapted(to: podman).config.stopTimeout == 0)
    }

    @Test func aContainerWithoutNetworksKeepsItsOwn() {
        var request = ContainerCreateRequest(image: "web")
        request.hostConfig.networkMode = "bridge"
        request.config.macAddress = "a"
        #expect(request.adapted(to: .everything) == request)
    }

    @Test func theWordForTheHostIsReplaced() {
        var request = ContainerCreateRequest(image: "web")
        request.hostConfig.extraHosts = ["db:10.0.0.1", "host.docker.internal:host-gateway", "six:::1"]
        #expect(request.hostsOfGateway == ["host.docker.internal"])
        let resolved = request.resolvingHostGateway(to: "fd00::1").hostConfig.extraHosts
        #expect(resolved == ["db:10.0.0.1", "six:::1", "host.docker.internal:fd00::1"])
    }
}
