import ComposeLoader

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SourceFileSearch {
    /// Looks at the files of this host.
    static let disk = SourceFileSearch(files: DiskProjectFiles()) { directory in
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
    }
}
