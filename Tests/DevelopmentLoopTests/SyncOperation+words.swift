import SystemPackage

@testable import DevelopmentLoop

extension [SyncOperation] {
    /// The operations as words, without modes and contents.
    var words: [String] {
        map { operation in
            switch operation {
            case .delete(let path): "delete \(path)"
            case .removeDirectory(let path): "remove \(path)"
            case .directory(let path, _): "directory \(path)"
            case .file(let path, _): "file \(path)"
            case .symbolicLink(let path, let target): "link \(path) \(String(decoding: target, as: UTF8.self))"
            }
        }
    }
}
