import ComposeModel
import EngineAPI
import IgnoreRules
import Reconciliation
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Operation.BuildImage {
    /// Where a Dockerfile lies.
    ///
    /// - Parameter path: relative to the context, or absolute.
    func dockerfile(at path: String) -> FilePath {
        FilePath(context).pushing(FilePath(path)).lexicallyNormalized()
    }
}

/// What a build reads on this host.
extension ImageBuilder {
    /// What keeps a directory from being the context; `nil` when it can be looked into.
    static func flaw(ofDirectory directory: FilePath) -> ConvergenceError.BuildFlaw? {
        do {
            guard try FileMetadata(of: directory, followingLink: true).kind == .directory else {
                return .contextMissing(directory.string)
            }
            // One right is needed to list the names, another one to reach what is behind them.
            _ = try DirectoryListing(of: directory)
            _ = try FileMetadata(of: directory.pushing("."))
            return nil
        } catch .noSuchFileOrDirectory, .notDirectory {
            return .contextMissing(directory.string)
        } catch {
            return unreadable(directory, error)
        }
    }

    /// The content of a Dockerfile.
    ///
    /// - Throws: ``ConvergenceError/build(service:_:)``.
    static func dockerfile(at file: FilePath, of service: ServiceName) throws -> [UInt8] {
        let flaw: ConvergenceError.BuildFlaw
        do {
            try FileDescriptor.open(file, .readOnly, options: [.nonBlocking, .closeOnExec]).close()
            if let bytes = FileManager.default.contents(atPath: file.string) { return Array(bytes) }
            flaw = unreadable(file, .isDirectory)
        } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
            flaw = .dockerfileMissing(file.string)
        } catch let error as Errno {
            flaw = unreadable(file, error)
        }
        throw ConvergenceError.build(service: service, flaw)
    }

    static func flaw(_ error: IgnoreRulesError) -> ConvergenceError.BuildFlaw {
        if case .unreadableFile(let errno) = error.code, let file = error.file { return unreadable(file, errno) }
        return .unreadable("\(error)")
    }

    static func unreadable(
        _ path: FilePath,
        _ error: Errno,
        inContext name: String? = nil
    ) -> ConvergenceError.BuildFlaw {
        .fileUnreadable(path: path.string, inContext: name, reason: "\(error)".lowercased())
    }

    /// The path of a file within the context; `nil` where it lies outside.
    static func name(of path: FilePath, inContext context: String) -> String? {
        var name = path
        return name.removePrefix(FilePath(context)) && !name.isEmpty ? name.string : nil
    }
}
