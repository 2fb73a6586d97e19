internal import EngineAPI
internal import GRPC

/// Gives a build the secrets that its `RUN --mount=type=secret` asks for.
///
/// - Source: `session/secrets/secrets.proto` of BuildKit.
package struct SecretService: SessionService {
    /// How long a secret may be, in bytes; BuildKit takes no longer ones.
    package static let longestSecret = 500 * 1_024

    private let secrets: [String: [UInt8]]

    /// Creates the service.
    ///
    /// - Parameter secrets: by the identifiers that a Dockerfile has for them.
    package init(_ secrets: [String: [UInt8]]) { self.secrets = secrets }

    /// `GetSecret`.
    package var methods: [String: BuildSession.Method] {
        ["/moby.buildkit.secrets.v1.Secrets/GetSecret": Self.single { try answer(to: $0) }]
    }

    func answer(to request: [UInt8]) throws -> [UInt8] {
        let identifier = try Self.firstText(of: request)
        guard let secret = secrets[identifier] else { throw CallStatus(.notFound, "secret \(identifier): not found") }
        var answer = ProtobufWriter()
        answer.write(1, secret)
        return answer.bytes
    }
}

extension SessionService {
    /// The first field of a message, a text; empty where it is not there.
    static func firstText(of message: [UInt8]) throws -> String {
        var reader = ProtobufReader(message[...])
        var text = ""
        do {
            while let field = try reader.next() {
                if case (1, .bytes(let bytes)) = (field.number, field.value) {
                    text = String(decoding: bytes, as: UTF8.self)
                }
            }
        } catch {
            throw CallStatus(.invalidArgument, "a malformed message")
        }
        return text
    }
}
