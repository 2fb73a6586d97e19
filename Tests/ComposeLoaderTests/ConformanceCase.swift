import ComposeLoader
import Foundation

/// One case of the conformance folder.
struct ConformanceCase: Sendable {
    let name: String
    let folder: String
    let arguments: [String]
    let isAccepted: Bool

    var input: String { folder + "/input" }

    /// The variables that a case is loaded with.
    static let environment = [
        "PATH": "/usr/bin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8", "DOCKER_HOST": "tcp://127.0.0.1:1",
    ]

    /// What the case loads; `nil` when it has a flag that is not known here.
    var request: LoadRequest? {
        var request = LoadRequest(
            workingDirectory: input,
            environment: Self.environment,
            projectName: "conformance"
        )
        var arguments = arguments[...]
        while let flag = arguments.popFirst(), let value = arguments.popFirst() {
            switch flag {
            case "-f": request.files.append(value)
            case "--env-file": request.environmentFiles.append(value)
            case "--profile": request.profiles.append(value)
            case "--project-directory": request.projectDirectory = value
            default: return nil
            }
        }
        return request
    }

    /// The cases of the folder that `ENGARDE_CONFORMANCE` names; `nil` when it is not set.
    static func all() throws -> [ConformanceCase]? {
        guard let root = ProcessInfo.processInfo.environment["ENGARDE_CONFORMANCE"] else { return nil }
        return try FileManager.default.contentsOfDirectory(atPath: root).sorted().compactMap { name in
            let folder = root + "/" + name
            guard let data = FileManager.default.contents(atPath: folder + "/case.json") else { return nil }
            let description = try JSONDecoder().decode(Description.self, from: data)
            return ConformanceCase(
                name: name,
                folder: folder,
                arguments: description.args,
                isAccepted: description.exit == 0
            )
        }
    }

    private struct Description: Decodable {
        var args: [String]
        var exit: Int
    }

    /// The expected text of `config.json` or `config.yaml`, with the folder's place filled in.
    func expected(_ file: String) -> String? {
        FileManager.default.contents(atPath: folder + "/" + file).map { data in
            String(decoding: data, as: UTF8.self)
                .replacingOccurrences(of: "@DIR@", with: input)
                .replacingOccurrences(of: "@HOME@", with: "/root")
        }
    }
}
