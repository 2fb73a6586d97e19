import Foundation

/// One case of the conformance folder.
struct ConformanceCase: Sendable {
    let name: String
    let folder: String
    let arguments: [String]
    let isAccepted: Bool

    var input: String { folder + "/input" }

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
