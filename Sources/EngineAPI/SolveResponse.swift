/// What has come of a build that BuildKit was asked for by its own interface.
///
/// - Shape: protobuf, `moby.buildkit.v1.SolveResponse`. Fields that are not named here are passed over.
/// - Source: `api/services/control/control.proto` of BuildKit.
package struct SolveResponse: Hashable, Sendable {
    /// What the exporters have to say.
    package var exporterResponse: [String: String] = [:]

    /// The image; `nil` where none was made.
    package var image: ImageID? { exporterResponse["containerimage.digest"].map { ImageID($0) } }

    /// What the layers that were sent elsewhere begin with, as a descriptor of OCI in JSON; `nil` where none were.
    package var cacheBeginning: String? { exporterResponse["cache.manifest"].flatMap { $0.isEmpty ? nil : $0 } }

    /// Reads a message.
    ///
    /// - Throws: ``ProtobufReader/Malformed``.
    package init(protobuf bytes: [UInt8]) throws(ProtobufReader.Malformed) {
        var reader = ProtobufReader(bytes[...])
        while let field = try reader.next() {
            guard case (1, .bytes(let bytes)) = (field.number, field.value) else { continue }
            var entry = ProtobufReader(bytes)
            var (key, value) = ("", "")
            while let field = try entry.next() {
                switch (field.number, field.value) {
                case (1, .bytes(let bytes)): key = String(decoding: bytes, as: UTF8.self)
                case (2, .bytes(let bytes)): value = String(decoding: bytes, as: UTF8.self)
                default: break
                }
            }
            exporterResponse[key] = value
        }
    }
}
