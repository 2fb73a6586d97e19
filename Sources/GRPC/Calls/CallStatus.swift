/// How a call ended that did not end well.
///
/// - Source: `doc/statuscodes.md` of gRPC.
package struct CallStatus: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failures, as far as they are told apart.
    package enum Code: Int, Sendable {
        /// The caller gave up, or the connection ended.
        case cancelled = 1
        /// None of the others.
        case unknown = 2
        /// What was asked for makes no sense.
        case invalidArgument = 3
        /// What was asked for is not there.
        case notFound = 5
        /// What is to be made is there.
        case alreadyExists = 6
        /// A message is too long.
        case resourceExhausted = 8
        /// There is no such method.
        case unimplemented = 12
        /// Something that cannot be was.
        case internalError = 13
        /// The service is not there at the moment.
        case unavailable = 14
    }

    /// The kind.
    package var code: Code
    /// The reason, on one line.
    package var message: String
    /// Details in a form of the service's own, as protobuf; empty where there are none.
    package var details: [UInt8] = []

    /// Creates a status.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The reason.
    package var description: String { message }

    /// The connection has ended.
    package static let connectionClosed = CallStatus(.cancelled, "the connection has ended")
}

extension CallStatus {
    /// The last head of a call that ended well.
    static let success = [HeaderField("grpc-status", "0")]

    /// The last head of a call that ended so.
    var trailers: [HeaderField] {
        [HeaderField("grpc-status", String(code.rawValue)), HeaderField("grpc-message", Self.escaped(message))]
    }

    /// Reads a last head; `nil` for a call that ended well.
    init?(trailers: [HeaderField]) {
        guard let text = trailers.first(named: "grpc-status") else {
            self.init(.unknown, "the call ended without a status")
            return
        }
        guard text != "0" else { return nil }
        let code = Int(text).flatMap(Code.init(rawValue:)) ?? .unknown
        self.init(code, (trailers.first(named: "grpc-message") ?? "").percentDecoded())
        details = trailers.first(named: "grpc-status-details-bin").flatMap { Base64.decode($0) } ?? []
    }

    /// All but the visible characters of ASCII, and the percent sign, as `%` and two digits.
    private static func escaped(_ text: String) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "%") {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
