import Foundation

/// What scenarios need of the machine; without it they are skipped by name.
enum Requirements {
    /// The image that scenarios run: it has a shell, GNU tar and Python.
    static let image = "python:3.11-slim"

    /// The built binary: that of `ENGARDE_BIN`, or the one beside the tests.
    static let binary: URL = {
        if let path = ProcessInfo.processInfo.environment["ENGARDE_BIN"] { return URL(fileURLWithPath: path) }
        var directory = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        while directory.path != "/" {
            let candidate = directory.appendingPathComponent("engarde")
            var isDirectory: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory), !isDirectory.boolValue
            {
                return candidate
            }
            directory.deleteLastPathComponent()
        }
        return root.appendingPathComponent(".build/debug/engarde")
    }()

    /// The repository.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Whether an engine answers and has the image that scenarios run.
    static let hasEngine = succeeds("docker image inspect \(image)")

    /// Whether the binary can be run as a user who may not use the engine.
    static let canBeNobody = succeeds(
        "setpriv --reuid=65534 --clear-groups \(binary.path) version && test -S /var/run/docker.sock"
    )

    /// Whether docker compose is there to be compared with.
    static let hasDockerCompose = hasEngine && succeeds("docker compose version")

    /// The path of docker compose, as `Scripts/ensure-compose` gets it or as it is installed; `nil` when it is not there.
    static let dockerCompose: String? = [
        root.appendingPathComponent(".build/peer/cli-plugins/docker-compose").path,
        "/usr/libexec/docker/cli-plugins/docker-compose", "/usr/lib/docker/cli-plugins/docker-compose",
    ]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Whether programs can be run at a terminal of their own.
    static let hasTerminals = succeeds("script -qec true /dev/null")

    /// Whether programs can be given a terminal that they control.
    static let canControlTerminals = succeeds("setsid --help | grep -q -- --ctty")

    /// Whether programs are there.
    static func has(_ programs: String...) -> Bool { programs.allSatisfy { succeeds("command -v \($0)") } }

    /// Whether terminals can be made, looked at and given other sizes.
    static let hasTmux = succeeds("tmux -V")

    /// Whether the images of the example workspace's services are there.
    static let hasWorkspaceImages = ["postgres:15-alpine", "redis:7-alpine", "engarde/node-frontend:bookworm"]
        .allSatisfy { succeeds("docker image inspect \($0)") }

    /// Whether the images that its production stages stand on are there, too.
    static let hasProductionImages =
        hasWorkspaceImages
        && ["python:3.11-slim", "node:20-alpine", "nginx:alpine"].allSatisfy { succeeds("docker image inspect \($0)") }

    /// Whether Langflow is to be built and started: some 340 packages from PyPI.
    static let wantsLangflow = ProcessInfo.processInfo.environment["ENGARDE_LANGFLOW"] == "1"

    private static func succeeds(_ command: String) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "\(command) >/dev/null 2>&1"]
        do {
            try process.run()
        } catch {
            return false
        }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
