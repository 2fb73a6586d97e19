import Foundation
import IgnoreRules
import SystemPackage
import TestSupport
import Testing

/// What is known of files without their content.
@Suite struct FileMetadataTests {
    @Test func aFurtherNameChangesNothingAboutAFile() async throws {
        try await withTemporaryDirectory { root in
            let (file, other) = (root.appending("file"), root.appending("other"))
            try file.write("x")
            try other.write("x")
            let before = try FileMetadata(of: file)
            #expect(before.sharedIdentity == nil)
            #expect(link(file.string, root.appending("second").string) == 0)
            #expect(link(other.string, root.appending("another").string) == 0)
            let after = try FileMetadata(of: file)
            #expect(after == before && after.hashValue == before.hashValue)
            #expect(after.sharedIdentity != nil)
            #expect(try FileMetadata(of: root.appending("second")).sharedIdentity == after.sharedIdentity)
            #expect(try FileMetadata(of: other).sharedIdentity != after.sharedIdentity)
        }
    }
}
