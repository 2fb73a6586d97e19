#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads scalars with the tag `!!binary`.
enum BinaryScalar {
    static let tag = "tag:yaml.org,2002:binary"

    /// The text that a scalar stands for in Base64.
    ///
    /// - Throws: ``YAMLError`` with the code `invalidBase64` or `binaryNotText`.
    static func text(of scalar: String, at location: SourceLocation) throws(YAMLError) -> String {
        guard let data = Data(base64Encoded: scalar.filter { $0 != "\n" && $0 != "\r\n" }) else {
            throw YAMLError(.invalidBase64, at: location)
        }
        guard let text = String(validating: data, as: UTF8.self) else { throw YAMLError(.binaryNotText, at: location) }
        return text
    }
}
