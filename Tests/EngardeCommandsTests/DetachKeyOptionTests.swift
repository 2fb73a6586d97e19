import EngardeCommands
import Foundation
import Testing

/// The keys that disconnect, as the command line and docker's configuration say.
@Suite struct DetachKeyOptionTests {
    /// Keys that there are not are said before the engine is asked for anything, so that nothing is made in vain.
    @Test(arguments: [["run", "web"], ["run", "-d", "web"], ["attach", "--detach-keys=ctrl-", "web"]])
    func keysThatThereAreNotComeFirst(arguments: [String]) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(#"{"detachKeys": "ctrl-"}"#.utf8).write(to: folder.appendingPathComponent("config.json"))
        let run = try await ProgramRun(
            ["engarde"] + arguments,
            files: ["compose.yaml": "services: {web: {image: x}}\n"],
            environment: ["DOCKER_CONFIG": folder.path, "DOCKER_HOST": "unix:///nowhere/docker.sock"]
        )
        #expect(run.status == .failure)
        #expect(
            run.errors == """
                error: 'ctrl-' of the detach keys 'ctrl-' is not a key

                hint: write keys such as 'ctrl-p,ctrl-q' or 'ctrl-x,x'

                """
        )
    }
}
