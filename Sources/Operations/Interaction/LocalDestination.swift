import CLibrary
import IgnoreRules
import SystemPackage

/// A path of this machine that is copied to.
struct LocalDestination {
    /// Where it is; of a symbolic link, what it leads to.
    let place: CopyPath
    /// What there is: `true` for a directory, `false` for a file, `nil` for nothing.
    let present: Bool?

    /// Looks at a path.
    ///
    /// - Throws: ``CopyFailure`` for what nothing can be copied to.
    init(_ written: CopyPath) throws(CopyFailure) {
        var path = written.path
        var patience = 10
        while patience > 0, let target = Self.linkTarget(of: path) {
            path = path.removingLastComponent().pushing(target).lexicallyNormalized()
            patience -= 1
        }
        place = CopyPath(path, as: written)
        guard let metadata = try? FileMetadata(of: path) else {
            let parent = path.removingLastComponent()
            guard (try? FileMetadata(of: parent, followingLink: true))?.kind == .directory else {
                throw .missingParent(parent)
            }
            present = nil
            return
        }
        switch metadata.kind {
        case .directory: present = true
        case .file: present = false
        case .special, .symbolicLink: throw .special(path.string)
        }
    }

    private static func linkTarget(of path: FilePath) -> FilePath? {
        guard (try? FileMetadata(of: path))?.kind == .symbolicLink else { return nil }
        var buffer = [CChar](repeating: 0, count: 4_097)
        let count = readlink(path.string, &buffer, 4_096)
        return count > 0
            ? FilePath(String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)) : nil
    }
}
