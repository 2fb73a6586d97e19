/// A version of the Docker Engine API, such as `1.41`.
package struct APIVersion: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The number before the dot.
    package let major: Int
    /// The number after the dot.
    package let minor: Int

    /// Creates a version from its two numbers.
    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `major.minor`; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0 else {
            return nil
        }
        self.init(major: major, minor: minor)
    }

    /// Reads the text form.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let version = APIVersion(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no API version")
        }
        self = version
    }

    /// Writes the text form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// `major.minor`.
    package var description: String { "\(major).\(minor)" }

    /// Orders by major, then by minor number: `1.9` is older than `1.41`.
    package static func < (left: APIVersion, right: APIVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

extension APIVersion {
    /// The oldest version that will do: that of Docker Engine 20.10.
    package static let oldestSpoken = APIVersion(major: 1, minor: 41)
    /// The newest version that this program knows.
    package static let newestSpoken = APIVersion(major: 1, minor: 51)

    /// The releases of Docker Engine that brought the versions that are spoken.
    ///
    /// - Source: the table in the documentation of the Engine API.
    package static let releases: [APIVersion: String] = [
        APIVersion(major: 1, minor: 41): "20.10", APIVersion(major: 1, minor: 42): "23.0",
        APIVersion(major: 1, minor: 43): "24.0", APIVersion(major: 1, minor: 44): "25.0",
        APIVersion(major: 1, minor: 45): "26.0", APIVersion(major: 1, minor: 46): "27.0",
        APIVersion(major: 1, minor: 47): "27.2", APIVersion(major: 1, minor: 48): "28.0",
        APIVersion(major: 1, minor: 49): "28.1", APIVersion(major: 1, minor: 50): "28.2",
        APIVersion(major: 1, minor: 51): "28.3",
    ]

    /// The release of Docker Engine that brought it, such as `Docker Engine v28.1`.
    package var release: String { Self.releases[self].map { "Docker Engine v\($0)" } ?? "version \(self) of the API" }
}
