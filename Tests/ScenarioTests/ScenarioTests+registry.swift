import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// What is sent to a registry that asks for credentials.
    @Suite(.serialized) struct Registries {
        /// Serves one image, `private/base:1`, to the user `ann`.
        private static let registry = #"""
            import base64, gzip, hashlib, http.server, io, json, platform, tarfile
            blobs = {}
            def blob(content):
                digest = "sha256:" + hashlib.sha256(content).hexdigest()
                blobs[digest] = content
                return digest
            file = io.BytesIO()
            with tarfile.open(fileobj=file, mode="w") as tar:
                tar.addfile(tarfile.TarInfo("word"), io.BytesIO())
            layer = file.getvalue()
            packed = gzip.compress(layer, mtime=0)
            machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
            config = json.dumps({
                "architecture": machine, "os": "linux", "config": {"Labels": {"origin": "registry"}},
                "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(layer).hexdigest()]},
                "history": [{"created_by": "test"}],
            }).encode()
            kind = "application/vnd.docker."
            manifest = json.dumps({
                "schemaVersion": 2, "mediaType": kind + "distribution.manifest.v2+json",
                "config": {"mediaType": kind + "container.image.v1+json", "size": len(config), "digest": blob(config)},
                "layers": [{
                    "mediaType": kind + "image.rootfs.diff.tar.gzip", "size": len(packed), "digest": blob(packed),
                }],
            }).encode()
            token = "Basic " + base64.b64encode(b"ann:s3cr3t-word").decode()
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def answer(self, status, content, kind="application/json", **headers):
                    self.send_response(status)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(content)))
                    for name, value in headers.items(): self.send_header(name.replace("_", "-"), value)
                    self.end_headers()
                    if self.command == "GET": self.wfile.write(content)
                def do_GET(self):
                    name = self.path.rsplit("/", 1)[-1]
                    if self.headers.get("Authorization") != token:
                        self.answer(401, b"{}", WWW_Authenticate='Basic realm="test"')
                    elif "/manifests/" in self.path and "/private/base/" in self.path:
                        digest = "sha256:" + hashlib.sha256(manifest).hexdigest()
                        self.answer(
                            200, manifest, kind + "distribution.manifest.v2+json", Docker_Content_Digest=digest)
                    elif name in blobs: self.answer(200, blobs[name], "application/octet-stream")
                    else: self.answer(200 if self.path == "/v2/" else 404, b"{}")
                do_HEAD = do_GET
            http.server.ThreadingHTTPServer(("0.0.0.0", 5000), Handler).serve_forever()
            """#

        @Test func aPrivateBaseImageIsPulledWithCredentialsBeforeTheBuild() async throws {
            let files = [
                "compose.yaml": "services:\n  app: {build: {context: ., args: [BASE]}}\n",
                "Dockerfile": "ARG BASE\nFROM ${BASE}\nCOPY Dockerfile /Dockerfile\n",
                "none/config.json": "{}",
            ]
            try await Scenario.run(files) { scenario in
                let host = try await scenario.startRegistry(Self.registry)
                let base = "\(host)/private/base:1"
                let token = Data("ann:s3cr3t-word".utf8).base64EncodedString()
                try scenario.write(#"{"auths": {"\#(host)": {"auth": "\#(token)"}}}"#, to: "login/config.json")
                func build(_ login: String, _ options: String...) async throws -> ChildProcess.Result {
                    let folder = scenario.directory.appendingPathComponent(login).path
                    let environment = ["DOCKER_CONFIG": folder, "BASE": base]
                    return try await scenario.start(["build"] + options, environment: environment).result()
                }

                #expect(try await build("none").status == 1)
                #expect(
                    try await build("login", "--dry-run").output == """
                        1. pull image \(base)  # 'app' is built from it, and builders are not given credentials
                        2. build image \(scenario.project)-app of service app after 1  # building was asked for

                        """
                )
                let first = try await build("login")
                #expect(first.status == 0, "\(first.errors)")
                #expect(try await scenario.docker("inspect", "-f", "{{.Config.Labels.origin}}", base) == "registry")
                // The newest base image was asked for: the engine's builder would ask the registry, and be refused.
                let newest = try await build("login", "--pull")
                #expect(newest.status == 0, "\(newest.errors)")
                #expect(
                    try await scenario.docker(
                        "inspect",
                        "-f",
                        "{{.Config.Labels.origin}}",
                        "\(scenario.project)-app"
                    ) == "registry"
                )
                // It is there now, and nothing has to be asked.
                #expect(try await build("none").status == 0)
                #expect(!"\(first)\(newest)".contains("s3cr3t"))
                try await scenario.docker("rmi", base)

                try scenario.write(#"{"auths": {"\#(host)": {"auth": "YW5uOndyb25n"}}}"#, to: "login/config.json")
                let refused = try await build("login", "--no-cache")
                #expect(refused.status == 1)
                #expect(
                    refused.errors.hasSuffix(
                        """
                          --> compose.yaml:2:9
                          |
                        2 |   app: {build: {context: ., args: [BASE]}}
                          |         ^^^^^

                        hint: check the image's name in the Dockerfile, and 'docker login' to its registry (EG0512)

                        """
                    ),
                    "\(refused.errors)"
                )
            }
        }
    }
}
