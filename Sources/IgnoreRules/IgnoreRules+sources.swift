package import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension IgnoreRules {
    /// What no watcher wants to hear of: version control and the temporary files of editors, at any depth.
    package static let editorsAndVersionControl: IgnoreRules = {
        let patterns = [
            "**/.git", "**/*___jb_old___", "**/*___jb_tmp___", "**/.idea", "**/.#*", "**/#*#", "**/4913", "**/*~",
            "**/.*.swp", "**/.*.swx", "**/.*.swo", "**/.*.swn", "**/.*.kate-swp", "**/*-go-tmp-umask",
        ]
        return (try? IgnoreRules(patterns)) ?? .none
    }()

    /// The file with the ignore rules of a build context: `<Dockerfile>.dockerignore` beside the Dockerfile if it exists,
    /// else `.dockerignore` in the context; `nil` if neither exists.
    package static func ignoreFile(context: FilePath, dockerfile: FilePath?) -> FilePath? {
        var candidates = [context.appending(".dockerignore")]
        if let dockerfile {
            candidates.insert(FilePath(context.pushing(dockerfile).string + ".dockerignore"), at: 0)
        }
        return candidates.first { FileManager.default.fileExists(atPath: $0.string) }
    }

    /// Reads the ignore rules of a build context.
    ///
    /// - Parameters:
    ///   - context: the absolute path of the build context.
    ///   - dockerfile: the Dockerfile, relative to the context or absolute; `nil` if the build has no Dockerfile on disk.
    ///
    /// **Throws:** `IgnoreRulesError`; a missing file is not an error.
    package static func ofBuildContext(
        _ context: FilePath,
        dockerfile: FilePath? = "Dockerfile"
    ) throws(IgnoreRulesError) -> IgnoreRules {
        guard let file = ignoreFile(context: context, dockerfile: dockerfile) else { return .none }
        return try IgnoreRules(contentsOf: file)
    }

    /// Reads the ignore rules in a file.
    ///
    /// **Throws:** `IgnoreRulesError`, also if the file does not exist.
    package init(contentsOf file: FilePath) throws(IgnoreRulesError) {
        let text: String
        do {
            let descriptor = try FileDescriptor.open(file, .readOnly)
            text = try descriptor.closeAfter { try descriptor.readText() }
        } catch let error as Errno {
            throw IgnoreRulesError(code: .unreadableFile(error), file: file)
        } catch {
            throw IgnoreRulesError(code: .unreadableFile(.ioError), file: file)
        }
        try self.init(parsing: text, file: file)
    }
}

extension FileDescriptor {
    fileprivate func readText() throws -> String {
        var bytes: [UInt8] = []
        while true {
            let chunk = try [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                count = try read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if chunk.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk
        }
    }
}
