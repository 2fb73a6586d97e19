import EngineAPI
import Testing

@Suite struct VocabularyTests {
    @Test func versionsAreComparedByNumber() throws {
        let old = try #require(APIVersion("1.9"))
        let new = try #require(APIVersion("1.41"))
        #expect(old < new && new < APIVersion(major: 2, minor: 0))
        for text in ["1", "1.", "1.x", "v1.41", "1.41.0", "-1.2", ""] { #expect(APIVersion(text) == nil) }
    }

    @Test func filtersAreSortedAndEscaped() {
        let filters = QueryFilters.label("a", "b\"c").and(.label("present")).and(["event": [], "type": ["container"]])
        #expect(filters.jsonText == #"{"label":["a=b\"c","present"],"type":["container"]}"#)
        #expect(QueryFilters(["x": []]).isEmpty)
        #expect(QueryFilters(["x": ["\u{1}\\"]]).jsonText == #"{"x":["\u0001\\"]}"#)
    }

    @Test(arguments: [
        ("start", EngineEvent.Action.start),
        ("health_status: healthy", .healthStatus(.healthy)),
        ("exec_create: sh -c true: x", .execCreate("sh -c true: x")),
        ("exec_die", .execDie),
        ("cleanup", .other("cleanup")),
        ("health_status: odd", .other("health_status: odd")),
    ]) func actionsAreReadAndWritten(text: String, action: EngineEvent.Action) {
        #expect(EngineEvent.Action(text) == action)
        #expect(action.description == text)
    }

    @Test func everyWordOfAnActionComesBack() throws {
        let words = [
            "create", "start", "die", "stop", "kill", "restart", "pause", "unpause", "oom", "rename", "destroy",
            "exec_die", "connect", "disconnect", "mount", "unmount", "pull", "tag", "untag", "delete",
        ]
        for word in words {
            let action = EngineEvent.Action(word)
            #expect(action.description == word)
            if case .other = action { Issue.record("'\(word)' is not known") }
        }
    }

    @Test func eventsTellTheirFacts() throws {
        let json = #"""
            {"status":"die","id":"c1","Type":"container","Action":"die","Actor":{"ID":"c1","Attributes":{"exitCode":"3"}},
            "scope":"local","time":1795514143,"timeNano":1795514143000000005}
            """#
        let event = try decoded(EngineEvent.self, json)
        #expect(event.container == "c1" && event.exitCode == 3)
        #expect(event.timestamp == EngineTimestamp(seconds: 1_795_514_143, nanoseconds: 5))
        #expect(try decoded(EngineEvent.self, try jsonText(event)) == event)
    }

    @Test func progressMessagesAreTolerant() throws {
        let failure = try decoded(JSONProgress.self, #"{"errorDetail":{"message":"m"},"error":"e"}"#)
        #expect(failure.failure == "m")
        #expect(try decoded(JSONProgress.self, #"{"error":"e"}"#).failure == "e")
        #expect(try decoded(JSONProgress.self, #"{"aux":{"ID":"sha256:1"}}"#).aux == .image("sha256:1"))
        #expect(try decoded(JSONProgress.self, #"{"aux":"CgA="}"#).aux == .trace([10, 0]))
        #expect(try decoded(JSONProgress.self, #"{"aux":{"Tag":"t","Size":1}}"#).aux == .other)
        #expect(try decoded(JSONProgress.self, #"{"aux":"%%"}"#).aux == .other)
        #expect(try decoded(JSONProgress.self, #"{"status":"s","progressDetail":{}}"#).progressDetail == .init())
    }

    @Test func identifiersHaveAShortForm() {
        #expect(ImageID("sha256:0123456789abcdef").shortForm == "0123456789ab")
        #expect(ContainerID("p-web-1").shortForm == "p-web-1")
    }

    @Test func networkAndVolumeRequestsHaveTheEnginesForm() throws {
        var network = NetworkCreateRequest(name: "p_default", labels: ["a": "b"])
        network.ipam = IPAMConfiguration(pools: [.init(subnet: "10.9.0.0/24", gateway: "10.9.0.1")])
        network.isInternal = true
        #expect(
            try jsonText(network)
                == #"{"CheckDuplicate":true,"IPAM":{"Config":[{"Gateway":"10.9.0.1","Subnet":"10.9.0.0/24"}]},"#
                + #""Internal":true,"Labels":{"a":"b"},"Name":"p_default"}"#
        )
        #expect(try jsonText(VolumeCreateRequest(name: "v")) == #"{"Name":"v"}"#)
        let list = try decoded(VolumeListResponse.self, #"{"Volumes":null,"Warnings":null}"#)
        #expect(list.volumes.isEmpty)
        let inspection = try decoded(
            NetworkInspection.self,
            #"{"Name":"n","Id":"i","Containers":{"c":{"Name":"x"}},"Options":null,"IPAM":{"Options":null,"Config":null}}"#
        )
        #expect(inspection.containers == ["c": .init(name: "x")])
    }
}
