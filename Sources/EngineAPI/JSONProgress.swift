#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One message of a pull, a build or an import.
///
/// - Shape: one JSON object a line. Which fields are there depends on the message.
/// - Source: `POST /images/create`, `POST /build`.
package struct JSONProgress: Hashable, Sendable, Codable {
    /// What a message is about: a layer, a tag, or the kind of ``aux``.
    package var id: String?
    /// What is happening, such as `Downloading`.
    package var status: String?
    /// Output of the classic builder, and BuildKit's last words.
    package var stream: String?
    /// How far it is.
    package var progressDetail: Detail?
    /// Why it failed; the last message of a failed operation.
    package var errorDetail: ErrorDetail?
    /// The same, as engines before ``errorDetail`` wrote it.
    package var error: String?
    /// What is not for people.
    package var aux: Auxiliary?

    /// Creates a message that says nothing.
    package init() {}

    /// The engine's words on why the operation failed; `nil` where this is no failure.
    package var failure: String? {
        // Podman ends its words with a line break.
        (errorDetail.map(\.message) ?? error).map { words in
            var words = words[...]
            while words.last?.isNewline ?? false { words.removeLast() }
            return String(words)
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, status, stream, progressDetail, errorDetail, error, aux
    }

    /// How far a part of the operation is.
    package struct Detail: Hashable, Sendable, Codable {
        /// Bytes done.
        package var current: Int64?
        /// Bytes in all, where they are known.
        package var total: Int64?

        /// Creates a detail.
        package init(current: Int64? = nil, total: Int64? = nil) {
            self.current = current
            self.total = total
        }

        enum CodingKeys: String, CodingKey {
            case current, total
        }
    }

    /// Why an operation failed.
    package struct ErrorDetail: Hashable, Sendable, Codable {
        /// A command's exit code or an HTTP status.
        package var code: Int?
        /// The engine's words.
        @ZeroWhenAbsent package var message: String

        /// Creates a reason.
        package init(message: String, code: Int? = nil) {
            self.code = code
            self.message = message
        }

        enum CodingKeys: String, CodingKey {
            case code, message
        }
    }

    /// What is not for people.
    package enum Auxiliary: Hashable, Sendable, Codable {
        /// The image that was built, imported or pulled.
        case image(ImageID)
        /// A `StatusResponse` of BuildKit, see ``BuildKitStatus``.
        case trace([UInt8])
        /// Anything else; it is not kept.
        case other

        enum CodingKeys: String, CodingKey {
            case id = "ID"
        }

        /// Reads an object with an `ID`, or base64.
        package init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                self = Data(base64Encoded: text).map { .trace(Array($0)) } ?? .other
            } else if let object = try? decoder.container(keyedBy: CodingKeys.self),
                let id = try? object.decodeIfPresent(ImageID.self, forKey: .id)
            {
                self = .image(id)
            } else {
                self = .other
            }
        }

        /// Writes what ``init(from:)`` reads.
        package func encode(to encoder: any Encoder) throws {
            switch self {
            case .image(let id):
                var object = encoder.container(keyedBy: CodingKeys.self)
                try object.encode(id, forKey: .id)
            case .trace(let bytes):
                var value = encoder.singleValueContainer()
                try value.encode(Data(bytes).base64EncodedString())
            case .other:
                var value = encoder.singleValueContainer()
                try value.encodeNil()
            }
        }
    }
}
