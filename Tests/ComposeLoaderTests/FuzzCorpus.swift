import Foundation

/// The inputs in `Tests/Corpus`: one folder a grammar, one file an input.
enum FuzzCorpus {
    private static let folder =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Corpus"

    /// The inputs for a grammar, by the names of their files.
    static func texts(_ grammar: String) throws -> [(name: String, text: String)] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(grammar)").sorted().map { name in
            let data = FileManager.default.contents(atPath: "\(folder)/\(grammar)/\(name)") ?? Data()
            return (name, String(decoding: data, as: UTF8.self))
        }
    }
}
