import Crypto

/// SHA-256 digests as labels have them.
package enum Digest {
    /// The digest of a text's UTF-8 form in hexadecimal digits.
    package static func hexadecimal(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).hexadecimal
    }
}
