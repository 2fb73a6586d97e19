/// A place where BuildKit finds layers to use again, or sends them to.
///
/// - Shape: protobuf, `moby.buildkit.v1.CacheOptionsEntry`.
/// - Source: `api/services/control/control.proto` of BuildKit.
package struct BuildCache: Hashable, Sendable {
    /// Its kind, such as `registry`.
    package var type: String
    /// What its kind wants to know, such as `ref`.
    package var attributes: [String: String]

    /// Describes a place.
    package init(type: String, attributes: [String: String] = [:]) {
        self.type = type
        self.attributes = attributes
    }

    /// The message.
    var protobuf: [UInt8] {
        var message = ProtobufWriter()
        message.write(1, type)
        message.write(2, attributes)
        return message.bytes
    }
}
