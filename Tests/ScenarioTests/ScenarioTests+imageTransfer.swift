import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Images that are pulled and pushed because somebody asks for it.
    @Suite struct ImageTransfer {
        /// A registry that takes and gives what it is sent.
        static let registry = #"""
            import hashlib, http.server, itertools
            blobs, manifests, uploads, numbers = {}, {}, {}, itertools.count()
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def body(self):
                    if self.headers.get("Transfer-Encoding") != "chunked":
                        return self.rfile.read(int(self.headers.get("Content-Length") or 0))
                    content = b""
                    while size := int(self.rfile.readline(), 16):
                        content += self.rfile.read(size)
                        self.rfile.readline()
                    self.rfile.readline()
                    return content
                def answer(self, status, content=b"", kind="application/json", **headers):
                    self.send_response(status)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(content)))
                    for name, value in headers.items(): self.send_header(name.replace("_", "-"), value)
                    self.end_headers()
                    if self.command != "HEAD": self.wfile.write(content)
                def do_GET(self):
                    path, name = self.path.split("?")[0], self.path.rsplit("/", 1)[-1]
                    if path == "/v2/": self.answer(200, b"{}")
                    elif path in manifests:
                        kind, content = manifests[path]
                        digest = "sha256:" + hashlib.sha256(content).hexdigest()
                        self.answer(200, content, kind, Docker_Content_Digest=digest)
                    elif "/blobs/" in path and name in blobs:
                        self.answer(200, blobs[name], "application/octet-stream")
                    else: self.answer(404, b'{"errors": [{"code": "MANIFEST_UNKNOWN", "message": "unknown"}]}')
                do_HEAD = do_GET
                def do_POST(self):
                    self.body()
                    place = "/v2/uploads/%d" % next(numbers)
                    uploads[place] = b""
                    self.answer(202, Location=place, Range="0-0")
                def do_PATCH(self):
                    uploads[self.path.split("?")[0]] += self.body()
                    self.answer(202, Location=self.path, Range="0-%d" % len(uploads[self.path.split("?")[0]]))
                def do_PUT(self):
                    content = self.body()
                    if "/manifests/" in self.path:
                        digest = "sha256:" + hashlib.sha256(content).hexdigest()
                        manifests[self.path] = self.headers["Content-Type"], content
                        manifests[self.path.rsplit("/", 1)[0] + "/" + digest] = manifests[self.path]
                        return self.answer(201, Docker_Content_Digest=digest)
                    content = uploads.pop(self.path.split("?")[0]) + content
                    digest = "sha256:" + hashlib.sha256(content).hexdigest()
                    blobs[digest] = content
                    self.answer(201, Docker_Content_Digest=digest)
            http.server.ThreadingHTTPServer(("0.0.0.0", 5000), Handler).serve_forever()
            """#

        /// Runs `body` with the address of an empty registry.
        private func withRegistry(
            _ files: [String: String],
            _ body: (Scenario, _ host: String) async throws -> Void
        ) async throws {
            try await Scenario.run(files) { scenario in
                let host = try await scenario.startRegistry(Self.registry)
                try await body(scenario, host)
            }
        }

        @Test func whatIsPushedCanBePulled() async throws {
            try await withRegistry(["Dockerfile": "FROM scratch\nCOPY Dockerfile /Dockerfile\n"]) { scenario, host in
                let image = "\(host)/\(scenario.project)/own"
                try scenario.write(
                    """
                    services:
                      another: {image: "\(image):1"}
                      base: {image: "\(Requirements.image)", pull_policy: missing}
                      own: {image: "\(image):1", build: {context: ., tags: ["\(image):2"]}}
                      unnamed: {build: .}
                    """,
                    to: "compose.yaml"
                )
                let built = try await scenario.engarde("build", "--push", "own")
                #expect(built.status == 0, "\(built.errors)")
                #expect(built.errors.contains(" ✔ Image \(image):1  Pushed  "), "\(built.errors)")
                #expect(built.errors.contains(" ✔ Image \(image):2  Pushed  "), "\(built.errors)")
                let push = try await scenario.engarde("push")
                #expect(push.status == 0, "\(push.errors)")
                #expect(push.errors.contains("   another Skipped\n"), "\(push.errors)")
                #expect(push.errors.contains("   unnamed Skipped\n"), "\(push.errors)")
                #expect(push.errors.contains(" ✔ Image \(image):1  Pushed  "), "\(push.errors)")
                try await scenario.docker("rmi", "\(image):1", "\(image):2")

                #expect(
                    try await scenario.engarde("pull", "--dry-run", "--ignore-buildable").output
                        == "1. pull image \(image):1  # pulling was asked for\n"
                )
                let pull = try await scenario.engarde("pull")
                #expect(pull.status == 0, "\(pull.errors)")
                #expect(pull.errors.contains(" ✔ another Pulled \(image):1  "), "\(pull.errors)")
                for skipped in [
                    "own Skipped - Image is already being pulled by another",
                    "base Skipped - Image is already present locally",
                    "unnamed Skipped - No image to be pulled",
                ] {
                    #expect(pull.errors.contains("   \(skipped)\n"), "\(pull.errors)")
                }
                #expect(!(try await scenario.docker("image", "inspect", "\(image):1")).hasPrefix("[]"))
                #expect(try await scenario.engarde("pull", "-q", "own").errors == "")

                let locked = try await scenario.engarde("config", "--lock-image-digests", "own")
                let digests = try await scenario.docker("inspect", "-f", "{{json .RepoDigests}}", "\(image):1")
                let digest = try #require(
                    digests.split(separator: "\"").first { $0.contains("@") }?.split(separator: "@").last
                )
                #expect(locked.output == "services:\n  own:\n    image: \(image):1@\(digest)\n", "\(locked.errors)")
                try await scenario.docker("rmi", "\(image):1")
            }
        }

        @Test func whatCannotBePulledOrPushedIsSaid() async throws {
            try await withRegistry([:]) { scenario, host in
                let text = """
                    services:
                      gone: {image: "\(host)/gone:1"}
                      own: {image: "\(host)/own:1", build: .}
                    """
                try scenario.write(text, to: "compose.yaml")
                let pull = try await scenario.engarde("pull")
                #expect(pull.status == 1)
                #expect(pull.errors.contains(" ✘ gone failed while pulling \(host)/gone:1\n"), "\(pull.errors)")
                #expect(pull.errors.contains("  --> compose.yaml:2:10\n"), "\(pull.errors)")

                let tolerant = try await scenario.engarde("pull", "--ignore-pull-failures")
                #expect(tolerant.status == 0)
                let built = "warning: Some service image(s) must be built from source by running: engarde build own\n"
                #expect(tolerant.errors.contains(built), "\(tolerant.errors)")
                #expect(tolerant.errors.contains("warning: cannot pull image '\(host)/gone:1': "), "\(tolerant.errors)")

                let push = try await scenario.engarde("push", "own")
                #expect(push.status == 1)
                let start = """
                       Image \(host)/own:1  Pushing
                     ✘ Image \(host)/own:1  failed while pushing
                    error: cannot push image '\(host)/own:1':
                    """
                #expect(push.errors.hasPrefix(start), "\(push.errors)")
                // The words between are the engine's.
                let words = String(push.errors.dropFirst(start.count).prefix { $0 != "\n" })
                #expect(words.contains("\(host)/own"), "\(push.errors)")
                #expect(
                    push.errors.hasSuffix(
                        """

                          --> compose.yaml:3:9
                          |
                        3 |   own: {image: "\(host)/own:1", build: .}
                          |         ^^^^^

                        hint: check that the image is built and that you are logged in to its registry, or run 'engarde -p \(scenario.project) build own' (EG0514)

                        """
                    ),
                    "\(push.errors)"
                )
                let ignored = try await scenario.engarde("push", "--ignore-push-failures")
                #expect(ignored.status == 0)
                #expect(ignored.errors.contains("warning: cannot push image '\(host)/own:1': "), "\(ignored.errors)")
            }
        }
    }
}
