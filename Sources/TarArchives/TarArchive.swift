package import IgnoreRules
package import SystemPackage

/// The bytes of an archive as an asynchronous sequence of pieces, read from the file system as they are asked for.
///
/// **Throws:** `TarArchivesError` for what cannot be read.
///
/// **Cancellation:** ends the sequence early.
package struct TarArchive: AsyncSequence, Sendable {
    /// A piece of the archive.
    package typealias Element = [UInt8]

    private let dialect: TarDialect
    private let source: @Sendable () -> () throws(TarArchivesError) -> TarItem?
    private let report: @Sendable (TarIncident) -> Void
    /// Whether it would rather fail than fill a file up with zeros.
    private let refusesGaps: Bool

    /// Makes an archive of what a source gives.
    init(
        dialect: TarDialect,
        refusesGaps: Bool,
        report: @escaping @Sendable (TarIncident) -> Void,
        source: @escaping @Sendable () -> () throws(TarArchivesError) -> TarItem?
    ) {
        self.dialect = dialect
        self.refusesGaps = refusesGaps
        self.report = report
        self.source = source
    }

    /// An archive of items.
    ///
    /// - Parameter report: told of each file that could not be archived as it is.
    package static func items(
        _ items: [TarItem],
        dialect: TarDialect = .pax,
        report: @escaping @Sendable (TarIncident) -> Void = { _ in }
    ) -> TarArchive {
        TarArchive(dialect: dialect, refusesGaps: false, report: report) {
            var rest = items[...]
            return { () throws(TarArchivesError) in rest.popFirst() }
        }
    }

    /// An archive of what is in a directory and is not ignored, with paths relative to it: a build context.
    ///
    /// Files up to ``wholeFileLimit`` hold what one reading gave, whatever happened to them before. A longer one that
    /// grows while it is read ends where it ended when it was looked at; one that shrinks makes the archive fail.
    ///
    /// - Parameters:
    ///   - root: an absolute path.
    ///   - rules: what to leave out; ask them with absolute paths.
    ///   - always: files, relative to the root, that belong in the archive even if they are ignored (the Dockerfile and
    ///     the ignore file). Those that do not exist are left out.
    ///   - extra: items that come first, such as an inline Dockerfile.
    ///   - owner: the owner of every entry; `nil` for each file's own.
    ///   - report: told of each file that could not be archived as it is.
    package static func directory(
        _ root: FilePath,
        ignoring rules: IgnoreRuleSet = IgnoreRuleSet(),
        always: [FilePath] = [],
        extra: [TarItem] = [],
        owner: (userID: UInt32, groupID: UInt32)? = (0, 0),
        dialect: TarDialect = .pax,
        report: @escaping @Sendable (TarIncident) -> Void = { _ in }
    ) -> TarArchive {
        TarArchive(dialect: dialect, refusesGaps: true, report: report) {
            var extra = extra[...]
            var pinned = always.filter { rules.ignores(root.pushing($0)) }.map(root.pushing)[...]
            var walk = FileTreeWalk(of: root, ignoring: rules, tellingOfVanished: true).makeIterator()
            return { () throws(TarArchivesError) in
                if let item = extra.popFirst() { return item }
                while let path = pinned.popFirst() {
                    guard let metadata = try? FileMetadata(of: path) else { continue }
                    if let item = try TarItem(path, metadata, below: root, owner: owner, report: report)?
                        .read(upTo: wholeFileLimit, report: report)
                    {
                        return item
                    }
                }
                while let step = walk.next() {
                    switch step {
                    case .unreadable(let path, .noSuchFileOrDirectory): report(.vanished(path))
                    case .unreadable(let path, let errno): throw TarArchivesError(.unreadable(path, errno))
                    case .file(let path, let metadata):
                        if path == root { continue }
                        if let item = try TarItem(path, metadata, below: root, owner: owner, report: report)?
                            .read(upTo: wholeFileLimit, report: report)
                        {
                            return item
                        }
                    }
                }
                return nil
            }
        }
    }

    /// How long a file may be that is read at once.
    package static let wholeFileLimit = 65_536

    /// Starts to read.
    package func makeAsyncIterator() -> Iterator {
        Iterator(
            reading: Reading(TarEncoder(dialect: dialect, items: source()), refusesGaps: refusesGaps, report: report)
        )
    }

    /// The progress of reading.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let reading: Reading

        /// The next piece, `nil` at the end or when the task is cancelled.
        package mutating func next() async throws(TarArchivesError) -> [UInt8]? {
            if Task.isCancelled { return nil }
            return try reading.next()
        }
    }

    /// Owns the encoder of one iteration, so that the open file is closed when the iteration is given up.
    fileprivate final class Reading {
        private var encoder: TarEncoder
        private let report: @Sendable (TarIncident) -> Void
        private let refusesGaps: Bool
        private var reported = 0

        init(
            _ encoder: consuming TarEncoder,
            refusesGaps: Bool,
            report: @escaping @Sendable (TarIncident) -> Void
        ) {
            self.encoder = encoder
            self.refusesGaps = refusesGaps
            self.report = report
        }

        deinit { encoder.close() }

        func next() throws(TarArchivesError) -> [UInt8]? {
            let chunk = try encoder.next()
            for incident in encoder.incidents[reported...] {
                if refusesGaps, case .shrank(let path) = incident { throw TarArchivesError(.shrank(path)) }
                report(incident)
            }
            reported = encoder.incidents.count
            return chunk
        }
    }
}

extension TarItem {
    /// The item for a file of the file system; `nil` for what no archive can hold.
    package init?(
        _ path: FilePath,
        _ metadata: FileMetadata,
        below root: FilePath,
        owner: (userID: UInt32, groupID: UInt32)?,
        report: (TarIncident) -> Void
    ) throws(TarArchivesError) {
        var name = path
        _ = name.removePrefix(root)
        var content = Content.none
        let kind: TarEntry.Kind
        switch metadata.kind {
        case .file:
            kind = .file(size: metadata.size)
            content = .file(path)
        case .directory:
            kind = .directory
        case .symbolicLink:
            do {
                kind = .symbolicLink(target: try path.symbolicLinkTarget())
            } catch .noSuchFileOrDirectory, .invalidArgument {
                report(.vanished(path))
                return nil
            } catch {
                throw TarArchivesError(.unreadable(path, error))
            }
        case .special:
            report(.notArchivable(path))
            return nil
        }
        let entry = TarEntry(
            path: name,
            kind: kind,
            mode: metadata.mode,
            userID: owner?.userID ?? metadata.userID,
            groupID: owner?.groupID ?? metadata.groupID,
            modified: metadata.modified
        )
        self.init(entry, content: content)
    }
}
