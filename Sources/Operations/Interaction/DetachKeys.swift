package import Diagnostics

/// The keys that disconnect a terminal from a command in a container, which goes on.
package struct DetachKeys: Sendable, Hashable {
    /// The keys as docker writes them, such as `ctrl-p,ctrl-q`.
    package let text: String
    /// The bytes that a terminal sends for them, one for each key.
    package let bytes: [UInt8]

    /// Docker's own keys.
    package static let standard = DetachKeys(text: "ctrl-p,ctrl-q", bytes: [16, 17])

    private init(text: String, bytes: [UInt8]) {
        self.text = text
        self.bytes = bytes
    }

    /// Reads keys, separated by commas: a character, `ctrl-` with a letter or one of `@[\]^_`, or `DEL`.
    ///
    /// - Throws: ``Failure``.
    /// - Source: `term.ToBytes` of moby.
    package init(_ text: String) throws(Failure) {
        var bytes: [UInt8] = []
        for key in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let byte = Self.byte(of: key) else { throw Failure(key: String(key), text: text) }
            bytes.append(byte)
        }
        self.init(text: text, bytes: bytes)
    }

    private static func byte(of key: Substring) -> UInt8? {
        let units = Array(key.utf8)
        if units.count == 1 { return units[0] }
        if key == "DEL" { return 127 }
        guard key.hasPrefix("ctrl-"), units.count == 6 else { return nil }
        switch units[5] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): return units[5] & 31
        case UInt8(ascii: "@"), UInt8(ascii: "[")...UInt8(ascii: "_"): return units[5] & 31
        default: return nil
        }
    }

    /// A key that there is not.
    package struct Failure: Error, Hashable, DiagnosticConvertible {
        /// The key.
        package var key: String
        /// All of the keys.
        package var text: String

        /// The failure as one diagnostic.
        package var diagnostics: [Diagnostic] {
            [
                Diagnostic(
                    code: .arguments,
                    message: "'\(key)' of the detach keys '\(text)' is not a key",
                    hint: "write keys such as 'ctrl-p,ctrl-q' or 'ctrl-x,x'"
                )
            ]
        }
    }
}
