import BuildSessions
import Foundation
import SystemPackage
import TestSupport
import Testing

/// What caches in a directory begin with.
@Suite struct LayerDirectoryTests {
    @Test func whatACacheBeginsWithIsFoundByItsTag() async throws {
        try await withTemporaryDirectory { root in
            let directory = LayerDirectory(root.appending("cache"))
            #expect(directory.beginning(tagged: "latest") == nil)
            for (tag, digest) in [("latest", "sha256:1"), ("other", "sha256:2"), ("latest", "sha256:3")] {
                let descriptor = #"{"mediaType": "x", "digest": "\#(digest)", "size": 5}"#
                try directory.note(beginning: descriptor, tagged: tag)
            }
            #expect(directory.beginning(tagged: "latest") == "sha256:3")
            #expect(directory.beginning(tagged: "other") == "sha256:2")
            let index = FileManager.default.contents(atPath: root.appending("cache/index.json").string) ?? Data()
            #expect(
                String(decoding: index, as: UTF8.self) == """
                    {"manifests":[{"annotations":{"org.opencontainers.image.ref.name":"other"},"digest":"sha256:2",\
                    "mediaType":"x","size":5},{"annotations":{"org.opencontainers.image.ref.name":"latest"},\
                    "digest":"sha256:3","mediaType":"x","size":5}],\
                    "mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2}
                    """
            )
        }
    }
}
