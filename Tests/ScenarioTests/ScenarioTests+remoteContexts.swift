import Foundation
import Testing

extension ScenarioTests {
    /// Contexts that the engine gets by itself, from servers on this host.
    @Suite struct RemoteContexts {
        private static let image = Requirements.image
        private static let hasGit = Requirements.has("git", "$(git --exec-path)/git-daemon")

        private func content(_ scenario: Scenario, _ service: String, _ file: String) async throws -> String {
            try await scenario.docker("run", "--rm", "\(scenario.project)-\(service)", "cat", file)
        }

        @Test func archivesAndSingleDockerfilesAreBuiltFromTheirURLs() async throws {
            let files = [
                "compose.yaml": """
                services:
                  packed:
                    build: {context: "http://127.0.0.1:29891/context.tar.gz", dockerfile: docker/Dockerfile}
                  single: {build: "http://127.0.0.1:29891/single"}
                  missing: {build: "http://127.0.0.1:29891/missing.tar"}

                """,
                "packed/docker/Dockerfile": "FROM \(Self.image)\nCOPY . /all\n",
                "packed/file": "of the archive",
                "served/single": "FROM \(Self.image)\nRUN echo of the text > /file\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.shell(
                    """
                    tar -C packed -czf served/context.tar.gz .
                    python3 -m http.server --bind 127.0.0.1 --directory served 29891 >/dev/null 2>&1 & server=$!
                    until python3 -c 'import socket; socket.create_connection(("127.0.0.1", 29891))' 2>/dev/null
                    do sleep 0.1; done
                    $engarde build packed single; status=$?
                    $engarde build missing 2>missing.txt; echo "missing: $?"
                    kill $server; wait $server; exit $status
                    """
                )
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.output.contains("missing: 1"), "\(result.output)")
                let words = try String(
                    contentsOf: scenario.directory.appendingPathComponent("missing.txt"),
                    encoding: .utf8
                )
                #expect(words.contains("'missing'") && words.contains("404"), "\(words)")
                #expect(try await content(scenario, "packed", "/all/file") == "of the archive")
                #expect(try await content(scenario, "single", "/file") == "of the text")
            }
        }

        @Test(.enabled(if: hasGit, "git is not installed"))
        func aRepositoryIsBuiltAtItsBranchAndADirectoryOfItByItself() async throws {
            let files = [
                "compose.yaml": """
                services:
                  whole: {build: "git://127.0.0.1:29892/shop.git#trunk"}
                  part: {build: "git://127.0.0.1:29892/shop.git#trunk:part"}

                """,
                "shop/Dockerfile": "FROM \(Self.image)\nCOPY file /whole\nCOPY part/file /file\n",
                "shop/file": "of the root",
                "shop/part/Dockerfile": "FROM \(Self.image)\nCOPY file /\n", "shop/part/file": "of the part",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.shell(
                    """
                    (cd shop && git init -q && git checkout -q -b trunk && git add -A &&
                        git -c user.name=a -c user.email=a@example.com commit -q -m files) &&
                        git clone -q --bare shop served/shop.git || exit 1
                    "$(git --exec-path)/git-daemon" --reuseaddr --export-all --base-path="$PWD/served" \\
                        --listen=127.0.0.1 --port=29892 "$PWD/served" >daemon.log 2>&1 & daemon=$!
                    until git ls-remote -q git://127.0.0.1:29892/shop.git >/dev/null 2>&1; do sleep 0.1; done
                    $engarde build; status=$?
                    kill $daemon; wait $daemon; exit $status
                    """
                )
                #expect(result.status == 0, "\(result.errors)")
                #expect(try await content(scenario, "whole", "/whole") == "of the root")
                #expect(try await content(scenario, "whole", "/file") == "of the part")
                #expect(try await content(scenario, "part", "/file") == "of the part")
            }
        }
    }
}
