import ComposeModel
import EngineAPI
import IgnoreRules
import Reconciliation
import SessionEvents
import SystemPackage
import TarArchives

/// Builds by an engine that has no sessions: everything is sent before.
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

    /// What is said of a file that is in the image otherwise than on the host.
    private static func warning(of incident: TarIncident) -> String? {
        switch incident {
        case .vanished(let path): Self.warning(ofVanished: path)
        case .grew(let path): "'\(path)' grew while the context was sent, what was added is left out"
        case .shrank, .notArchivable: nil
        }
    }

    static func warning(ofVanished path: FilePath) -> String {
        "'\(path)' vanished while the context was sent, the image is built without it"
    }

    /// What an archive's failure means for the build.
    static func flaw(
        _ error: TarArchivesError,
        of service: ServiceName,
        context: String
    ) -> ConvergenceError {
        switch error.code {
        case .unreadable(let path, let errno):
            .build(service: service, unreadable(path, errno, inContext: name(of: path, inContext: context)))
        case .shrank(let path):
            .build(
                service: service,
                .fileShrank(path: path.string, inContext: name(of: path, inContext: context))
            )
        case .malformedHeader, .truncated: .build(service: service, .unreadable("\(error)"))
        }
    }
}
