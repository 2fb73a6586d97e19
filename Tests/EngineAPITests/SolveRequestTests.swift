@testable import EngineAPI
import Testing

/// The messages of BuildKit's own interface.
@Suite struct SolveRequestTests {
    /// The fields of a message: numbers, and texts or messages as bytes.
    private static func fields(_ bytes: some Collection<UInt8>) throws -> [UInt64: [[UInt8]]] {
        var reader = ProtobufReader(Array(bytes)[...])
        var fields: [UInt64: [[UInt8]]] = [:]
        while let field = try reader.next() {
            guard case .bytes(let bytes) = field.value else { continue }
            fields[field.number, default: []].append(Array(bytes))
        }
        return fields
    }

    private static func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }

    private static func table(_ entries: [[UInt8]]?) throws -> [String: String] {
        try (entries ?? []).reduce(into: [:]) { table, entry in
            let fields = try fields(entry)
            table[text(fields[1]?.first)] = text(fields[2]?.first)
        }
    }

    @Test func aRequestHasItsFieldsWhereBuildKitLooksForThem() throws {
        var request = SolveRequest(reference: "r1", session: "s1")
        request.attributes = ["no-cache": "", "target": "run"]
        request.exporterAttributes = ["name": "shop-web"]
        request.cacheExports = [BuildCache(type: "registry", attributes: ["ref": "x", "mode": "max"])]
        request.cacheImports = [BuildCache(type: "gha"), BuildCache(type: "registry", attributes: ["ref": "y"])]
        request.entitlements = ["network.host", "security.insecure"]
        let fields = try Self.fields(request.protobuf)
        #expect(fields.keys.sorted() == [1, 3, 4, 5, 6, 7, 8, 9, 13])
        #expect(Self.text(fields[1]?.first) == "r1")
        #expect(Self.text(fields[3]?.first) == "moby")
        #expect(try Self.table(fields[4]) == ["name": "shop-web"])
        #expect(Self.text(fields[5]?.first) == "s1")
        #expect(Self.text(fields[6]?.first) == "dockerfile.v0")
        #expect(try Self.table(fields[7]) == ["no-cache": "", "target": "run"])
        #expect(fields[9]?.map(Self.text) == ["network.host", "security.insecure"])
        let exporter = try Self.fields(fields[13]?.first ?? [])
        #expect(Self.text(exporter[1]?.first) == "moby")
        #expect(try Self.table(exporter[2]) == ["name": "shop-web"])
        let caches = try Self.fields(fields[8]?.first ?? [])
        let export = try Self.fields(caches[4]?.first ?? [])
        #expect(Self.text(export[1]?.first) == "registry")
        #expect(try Self.table(export[2]) == ["ref": "x", "mode": "max"])
        #expect(try caches[5]?.map { Self.text(try Self.fields($0)[1]?.first) } == ["gha", "registry"])
        #expect(try Self.fields(request.statusRequest) == [1: [Array("r1".utf8)]])
    }

    @Test func anAnswerNamesTheImage() throws {
        var entry = ProtobufWriter()
        entry.write(1, "containerimage.digest")
        entry.write(2, "sha256:1")
        var answer = ProtobufWriter()
        answer.writeMessage(1, entry.bytes)
        answer.write(2, "of a later version")
        #expect(try SolveResponse(protobuf: answer.bytes).image == "sha256:1")
        #expect(try SolveResponse(protobuf: []).image == nil)
        #expect(throws: ProtobufReader.Malformed.truncated) { try SolveResponse(protobuf: [0x0A, 9]) }
    }
}
