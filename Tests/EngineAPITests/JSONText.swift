import Foundation

/// JSON with sorted keys, as tests compare it.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// Reads a value from JSON text.
func decoded<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
}

/// Reads a file beside the tests.
func fixture(_ name: String, of file: String = #filePath) throws -> String {
    let directory = URL(filePath: file).deletingLastPathComponent()
    return try String(contentsOf: directory.appending(path: "Fixtures/\(name)"), encoding: .utf8)
}
