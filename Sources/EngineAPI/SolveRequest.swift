/// What BuildKit is asked to build, by its own interface.
///
/// - Shape: protobuf, `moby.buildkit.v1.SolveRequest`. Fields that are not named here are left out.
/// - Source: `api/services/control/control.proto` of BuildKit.
package struct SolveRequest: Hashable, Sendable {
    /// What the build is known by; no two have the same.
    package var reference: String
    /// The session in which BuildKit may ask for files, secrets and credentials.
    package var session: String
    /// The program that reads the Dockerfile: that of the engine.
    package var frontend = "dockerfile.v0"
    /// What that is told.
    package var attributes: [String: String] = [:]
    /// What makes an image of what was built: that of the engine, whatever it keeps images in.
    package var exporter = "moby"
    /// What that is told.
    package var exporterAttributes: [String: String] = [:]
    /// Where layers are found.
    package var cacheImports: [BuildCache] = []
    /// Where layers are sent.
    package var cacheExports: [BuildCache] = []
    /// What steps may do beyond what all may.
    package var entitlements: [String] = []

    /// Creates a request.
    package init(reference: String, session: String) {
        self.reference = reference
        self.session = session
    }

    /// The message.
    package var protobuf: [UInt8] {
        var caches = ProtobufWriter()
        for cache in cacheExports { caches.writeMessage(4, cache.protobuf) }
        for cache in cacheImports { caches.writeMessage(5, cache.protobuf) }
        var exporters = ProtobufWriter()
        exporters.write(1, exporter)
        exporters.write(2, exporterAttributes)
        var message = ProtobufWriter()
        message.write(1, reference)
        // Where it stood before there could be several; engines that know of those look there first.
        message.write(3, exporter)
        message.write(4, exporterAttributes)
        message.write(5, session)
        message.write(6, frontend)
        message.write(7, attributes)
        message.write(8, caches.bytes)
        for entitlement in entitlements { message.write(9, entitlement) }
        message.writeMessage(13, exporters.bytes)
        return message.bytes
    }

    /// The message that asks for the reports of a build.
    ///
    /// - Shape: protobuf, `moby.buildkit.v1.StatusRequest`.
    package var statusRequest: [UInt8] {
        var message = ProtobufWriter()
        message.write(1, reference)
        return message.bytes
    }
}
