import EngineAPI
import NIOCore
import Testing

@testable import EngineClient

@Suite struct EngineRequestTests {
    private func text(_ request: EngineRequest, _ version: APIVersion? = APIVersion(major: 1, minor: 41)) -> String {
        String(buffer: request.serialized(version: version, allocator: ByteBufferAllocator()))
    }

    @Test func queryIsEscaped() {
        var request = EngineRequest(.get, "/containers/json", about: .engine)
        request.add("all", if: true)
        request.add("size", if: false)
        request.add(QueryFilters.label("a", "b c&d=é+"))
        request.add("path", "/a b/c")
        request.add("none", nil)
        #expect(
            text(request)
                == "GET /v1.41/containers/json?all=1&filters=%7B%22label%22:%5B%22a%3Db%20c%26d%3D%C3%A9%2B%22%5D%7D"
                + "&path=/a%20b/c HTTP/1.1\r\nHost: docker\r\nUser-Agent: engarde\r\n\r\n"
        )
    }

    @Test func bodiesAreAnnounced() throws {
        var request = EngineRequest(.post, "/volumes/create", about: .engine)
        #expect(text(request).hasSuffix("\r\nContent-Length: 0\r\n\r\n"))
        try request.setJSON(VolumeCreateRequest(name: "v/w"))
        #expect(
            text(request).hasSuffix(
                "\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"Name\":\"v/w\"}"
            )
        )
        request.body = .stream(contentType: "application/x-tar")
        #expect(text(request).hasSuffix("\r\nContent-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n\r\n"))
    }

    /// A name that a user wrote cannot end the request line or the path.
    @Test func namesCannotLeaveTheirPlace() {
        let request = EngineClient.request(.get, "a?b#c\r\nX: y", "json")
        #expect(text(request).hasPrefix("GET /v1.41/containers/a%3Fb%23c%0D%0AX:%20y/json HTTP/1.1\r\n"))
    }

    @Test func buildOptionsBecomeParameters() throws {
        var options = BuildOptions(dockerfile: "docker/Dockerfile", tags: ["app:dev", "app:latest"])
        options.target = "dev"
        options.buildArgs = ["B": "2", "A": nil]
        options.labels = ["l": "v"]
        options.extraHosts = ["db:10.0.0.1", "x:10.0.0.2"]
        options.cacheFrom = ["app:cache"]
        options.noCache = true
        options.networkMode = "none"
        options.shmSize = 1_024
        options.platform = "linux/arm64"
        options.remote = "https://example.com/app.git#main:web"
        options.session = "s"
        let query = try EngineClient.buildRequest(options).query.map { "\($0.name)=\($0.value)" }
        #expect(
            query == [
                "version=2", "dockerfile=docker/Dockerfile", "t=app:dev", "t=app:latest", "target=dev",
                #"buildargs={"A":null,"B":"2"}"#, #"labels={"l":"v"}"#, #"cachefrom=["app:cache"]"#,
                "extrahosts=db:10.0.0.1", "extrahosts=x:10.0.0.2", "nocache=1", "networkmode=none", "shmsize=1024",
                "platform=linux/arm64", "remote=https://example.com/app.git#main:web", "session=s", "forcerm=1",
            ]
        )
    }

    @Test(
        arguments: [
            ("redis", "redis", nil), ("redis:7", "redis", "7"), ("host:5000/a/b", "host:5000/a/b", nil),
            ("host:5000/a/b:c", "host:5000/a/b", "c"), ("a@sha256:1", "a", "sha256:1"),
            ("a:1@sha256:2", "a", "sha256:2"),
        ] as [(String, String, String?)]
    ) func referencesAreTakenApart(text: String, repository: String, tag: String?) {
        let parts = EngineClient.parts(of: ImageReference(text))
        #expect(parts.repository == repository && parts.tag == tag)
    }

    @Test func gracePeriodsAreRoundedUp() {
        #expect(EngineClient.wholeSeconds(.milliseconds(1)) == "1")
        #expect(EngineClient.wholeSeconds(.seconds(3)) == "3")
        #expect(EngineClient.wholeSeconds(.zero) == "0")
        #expect(EngineClient.unixTime(EngineTimestamp(seconds: 7, nanoseconds: 5)) == "7.000000005")
    }
}
