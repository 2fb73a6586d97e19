import TestSupport
import Testing

extension Scenario {
    /// Starts a registry in a container that goes with the scenario, and waits until it answers.
    ///
    /// - Parameter program: what serves on port 5000, in Python.
    /// - Returns: its address on this host, such as `localhost:49153`.
    func startRegistry(_ program: String) async throws -> String {
        let container = try await docker(
            "run",
            "-d",
            "-p",
            "127.0.0.1::5000",
            "--label",
            "com.docker.compose.project=\(project)",
            Requirements.image,
            "python3",
            "-c",
            program
        )
        let address = try await docker("port", container, "5000")
        let host = "localhost:\(try #require(address.split(separator: ":").last))"
        #expect(try await eventually { try await shell("curl -s \(host)/v2/").status == 0 })
        return host
    }
}
