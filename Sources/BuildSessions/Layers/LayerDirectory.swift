package import SystemPackage

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A directory of this host in which layers are kept, to be used again in later builds.
///
/// - Shape: an image layout of OCI: `blobs/sha256/…`, and in `index.json` what begins a cache, by its tag.
/// - Source: `client/ociindex` of BuildKit; `image-layout.md` of the OCI image specification.
package struct LayerDirectory: Hashable, Sendable {
    /// Its absolute path.
    package let path: FilePath

    /// Describes a directory, which need not exist.
    package init(_ path: FilePath) { self.path = path }

    /// What a digest has been kept under; `nil` for what is no digest.
    func blob(_ digest: String) -> FilePath? {
        let prefix = "sha256:"
        let digits = digest.dropFirst(prefix.count)
        guard digest.hasPrefix(prefix), digits.count == 64, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            return nil
        }
        return path.appending("blobs/sha256/\(digits)")
    }

    /// Makes the directories that layers are put into.
    ///
    /// - Throws: an error of the file system.
    func make() throws {
        for name in ["blobs/sha256", "ingest"] {
            try FileManager.default.createDirectory(
                atPath: path.appending(name).string,
                withIntermediateDirectories: true
            )
        }
    }

    /// The digest that a cache begins with; `nil` where there is none of the tag.
    package func beginning(tagged tag: String) -> String? {
        index?.manifests.last { $0.tag == tag }?.digest
    }

    /// Notes what a cache begins with, in place of what had the tag before.
    ///
    /// - Parameter descriptor: a descriptor of OCI as JSON, as BuildKit tells it in the end.
    /// - Throws: an error of the file system, `DecodingError`.
    package func note(beginning descriptor: String, tagged tag: String) throws {
        var beginning = try JSONDecoder().decode(Descriptor.self, from: Data(descriptor.utf8))
        beginning.annotations = [Descriptor.tagName: tag]
        var index = index ?? Index()
        index.manifests.removeAll { $0.tag == tag }
        index.manifests.append(beginning)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try make()
        try Data(#"{"imageLayoutVersion":"1.0.0"}"#.utf8).write(to: url("oci-layout"), options: .atomic)
        try encoder.encode(index).write(to: url("index.json"), options: .atomic)
    }

    private func url(_ name: String) -> URL { URL(filePath: path.appending(name).string) }

    private var index: Index? {
        let file = path.appending("index.json").string
        guard let content = FileManager.default.contents(atPath: file) else { return nil }
        return try? JSONDecoder().decode(Index.self, from: content)
    }

    private struct Index: Codable {
        var schemaVersion = 2
        var mediaType: String? = "application/vnd.oci.image.index.v1+json"
        var manifests: [Descriptor] = []
    }

    private struct Descriptor: Codable {
        static let tagName = "org.opencontainers.image.ref.name"

        var mediaType: String
        var digest: String
        var size: Int64
        var annotations: [String: String]?

        var tag: String? { annotations?[Self.tagName] }
    }
}
