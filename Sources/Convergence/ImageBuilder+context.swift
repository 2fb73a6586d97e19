import ComposeModel
import EngineAPI
import IgnoreRules
import Reconciliation
import SessionEvents
import SystemPackage
import TarArchives

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

extension ImageBuilder {
    /// The archive that is sent; a Dockerfile that lies outside the context, or has no file at all, travels along under
    /// a name of its own.
    ///
    /// - Throws: ``ConvergenceError/build(service:_:)``.
    func context(of build: Operation.BuildImage, _ request: inout BuildOptions) throws -> TarArchive {
        let service = build.service
        let root = FilePath(build.context)
        if let flaw = Self.flaw(ofDirectory: root) { throw ConvergenceError.build(service: service, flaw) }
        let ownName = ".engarde.Dockerfile"
        var always: [FilePath] = [".dockerignore"]
        // The builder looks at the first 1,024 bytes to see whether this is an archive at all, and extended headers of a
        // first file would fill them: so the first entry is one without any.
        var extra = [TarItem(TarEntry(path: ".", kind: .directory, mode: 0o755))]
        var ignoring = FilePath("Dockerfile")
        switch build.dockerfile {
        case .inline(let text):
            request.dockerfile = ownName
            extra += [TarItem(path: FilePath(ownName), bytes: Array(text.utf8))]
        case .file(let path):
            ignoring = FilePath(path)
            let file = build.dockerfile(at: path)
            let bytes = try Self.dockerfile(at: file, of: service)
            var relative = file
            if relative.removePrefix(root.lexicallyNormalized()) {
                request.dockerfile = relative.string
                always.append(relative)
            } else {
                request.dockerfile = ownName
                extra += [TarItem(path: FilePath(ownName), bytes: bytes)]
            }
        }
        do {
            let rules = try IgnoreRules.ofBuildContext(root, dockerfile: ignoring)
            return TarArchive.directory(
                root,
                ignoring: IgnoreRuleSet(rules, relativeTo: root),
                always: always,
                extra: extra,
                report: { [events] incident in
                    // Sockets, pipes and devices have no place in an image.
                    guard let text = Self.warning(of: incident) else { return }
                    events.warn("build of '\(service)': \(text)")
                }
            )
        } catch {
            throw ConvergenceError.build(service: service, Self.flaw(error))
        }
    }

    /// What keeps a directory from being the context; `nil` when it can be looked into.
    private static func flaw(ofDirectory directory: FilePath) -> ConvergenceError.BuildFlaw? {
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

    private static func dockerfile(at file: FilePath, of service: ServiceName) throws -> [UInt8] {
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

    private static func flaw(_ error: IgnoreRulesError) -> ConvergenceError.BuildFlaw {
        if case .unreadableFile(let errno) = error.code, let file = error.file { return unreadable(file, errno) }
        return .unreadable("\(error)")
    }

    private static func unreadable(_ path: FilePath, _ error: Errno) -> ConvergenceError.BuildFlaw {
        .fileUnreadable(path: path.string, inContext: nil, reason: "\(error)".lowercased())
    }

    /// What is said of a file that is in the image otherwise than on the host.
    private static func warning(of incident: TarIncident) -> String? {
        switch incident {
        case .vanished(let path): "'\(path)' vanished while the context was sent, the image is built without it"
        case .grew(let path): "'\(path)' grew while the context was sent, what was added is left out"
        case .shrank, .notArchivable: nil
        }
    }

    /// What an archive's failure means for the build.
    static func flaw(
        _ error: TarArchivesError,
        of service: ServiceName,
        context: String
    ) -> ConvergenceError {
        func nameInContext(_ path: FilePath) -> String? {
            var name = path
            return name.removePrefix(FilePath(context)) && !name.isEmpty ? name.string : nil
        }
        return switch error.code {
        case .unreadable(let path, let errno):
            .build(
                service: service,
                .fileUnreadable(
                    path: path.string,
                    inContext: nameInContext(path),
                    reason: "\(errno)".lowercased()
                )
            )
        case .shrank(let path):
            .build(service: service, .fileShrank(path: path.string, inContext: nameInContext(path)))
        case .malformedHeader, .truncated: .build(service: service, .unreadable("\(error)"))
        }
    }
}
