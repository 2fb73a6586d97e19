import ComposeModel
import Foundation
import IgnoreRules
@testable import Operations
import SystemPackage
import TarArchives
import TestSupport
import Testing

/// Where copied files go, and how an archive becomes files.
@Suite struct CopyTests {
    @Test(
        arguments: [
            ("web:/x", CopyEnd.service("web", path: "/x")), ("web:x:y", .service("web", path: "x:y")),
            ("/web:x", .local("/web:x")), ("./web:x", .local("./web:x")), ("../a:b", .local("../a:b")),
            ("x", .local("x")),
            ("-", .stream), ("web:", .service("web", path: "")), (":x", .local(":x")),
        ]
    )
    func anArgumentIsAPathAServiceOrAStream(argument: String, end: CopyEnd) {
        #expect(CopyEnd(argument) == end)
        #expect(end.text == argument)
    }

    @Test(
        arguments: [
            ("x", "/w/x", "x", false, "/w/x"), ("x/", "/w/x", "x", true, "/w/x/"), ("x/.", "/w/x", "", true, "/w/x/."),
            (".", "/w", "", true, "/w/."), ("..", "/", "", false, "/"), ("/a/../b", "/b", "b", false, "/b"),
            ("/", "/", "", true, "/"), ("/.", "/", "", true, "/."),
        ]
    )
    func theEndOfAPathMeansSomething(text: String, path: String, name: String, isDirectory: Bool, forEngine: String) {
        let read = CopyPath(text, in: "/w")
        #expect(read.path.string == path)
        #expect(read.name == name)
        #expect(read.mustBeDirectory == isDirectory)
        #expect(read.text == forEngine)
    }

    /// As the manual of `docker cp` has it.
    @Test(
        arguments: [
            ("f", false, "/d/x", nil, "/d x"), ("f", false, "/d/x", false, "/d x"),
            ("f", false, "/d/x", true, "/d/x f"),
            ("f", false, "/d/x/", nil, "there is no directory '/d/x'"),
            ("f", false, "/d/x/", false, "'/d/x' is not a directory"),
            ("s", true, "/d/x", nil, "/d x"), ("s", true, "/d/x/", nil, "/d x"), ("s", true, "/d/x", true, "/d/x s"),
            ("s", true, "/d/x", false, "a directory cannot be copied onto the file '/d/x'"),
            ("", true, "/d/x", nil, "/d x"), ("", true, "/d/x", true, "/d/x "),
        ] as [(String, Bool, String, Bool?, String)]
    )
    func placement(source: String, isDirectory: Bool, destination: String, present: Bool?, expected: String) {
        let place = CopyPath(destination, in: "/")
        do throws(CopyFailure) {
            let placement = try CopyPlacement(of: source, isDirectory: isDirectory, at: place, where: present)
            #expect("\(placement.directory) \(placement.name)" == expected)
        } catch {
            #expect(error.description == expected)
        }
    }

    private func extract(_ items: [TarItem], to target: FilePath, hasOwnName: Bool = true) throws {
        var extraction = ArchiveExtraction(to: target, hasOwnName: hasOwnName, keepsOwners: false)
        do {
            // However it is cut.
            let bytes = try TarEncoder.encode(items)
            var start = 0
            while start < bytes.count {
                try extraction.push(Array(bytes[start..<min(bytes.count, start + 700)]))
                start += 700
            }
            try extraction.finish()
        } catch {
            extraction.cancel()
            throw error
        }
    }

    private static let tree: [TarItem] = [
        TarItem(TarEntry(path: "app", kind: .directory, mode: 0o555, modified: .init(seconds: 1_000))),
        TarItem(path: "app/a.txt", bytes: Array("hello".utf8), mode: 0o640),
        TarItem(TarEntry(path: "app/link", kind: .symbolicLink(target: Array("a.txt".utf8)))),
        TarItem(TarEntry(path: "app/again", kind: .hardLink(target: "app/a.txt"))),
        TarItem(path: "app/empty", bytes: []),
        TarItem(path: "app/large", bytes: [UInt8](repeating: 7, count: 5_000)),
    ]

    @Test func aTreeArrivesWithModesTimesAndLinks() async throws {
        try await withTemporaryDirectory { root in
            try extract(Self.tree, to: root.appending("copy"))
            #expect(
                try Self.shown(root) == [
                    "copy 555 1000", "copy/a.txt 640 hello", "copy/again 640 hello", "copy/empty 644 ",
                    "copy/large 644 5000 bytes", "copy/link -> a.txt",
                ]
            )
        }
    }

    /// Podman's archives of contents do not name the directory that these are in.
    @Test(arguments: [[TarItem(path: "a.txt", bytes: [7])], []]) func contentsArriveWithoutTheirDirectory(
        items: [TarItem]
    ) async throws {
        try await withTemporaryDirectory { root in
            try extract(items, to: root.appending("copy"), hasOwnName: false)
            #expect(FileManager.default.fileExists(atPath: root.appending("copy").string))
            let names = try FileManager.default.contentsOfDirectory(atPath: root.appending("copy").string)
            #expect(names == items.map(\.entry.path.string))
        }
    }

    @Test func nothingIsWrittenThroughALinkOfTheArchive() async throws {
        try await withTemporaryDirectory { root in
            let items = [
                TarItem(TarEntry(path: "app", kind: .directory)),
                TarItem(TarEntry(path: "app/out", kind: .symbolicLink(target: Array(root.string.utf8)))),
                TarItem(path: "app/out/evil", bytes: Array("x".utf8)),
            ]
            #expect(throws: CopyFailure.throughLink(root.appending("copy/out/evil"))) {
                try extract(items, to: root.appending("copy"))
            }
            #expect(throws: CopyFailure.outside("app/../../evil")) {
                try extract([TarItem(path: "app/../../evil", bytes: [1])], to: root.appending("copy"))
            }
            let written = try FileManager.default.contentsOfDirectory(atPath: root.string)
            #expect(written == ["copy"])
        }
    }

    @Test func aFileIsNotReplacedByADirectoryOrTheOtherWayRound() async throws {
        try await withTemporaryDirectory { root in
            try extract([TarItem(path: "f", bytes: [1])], to: root.appending("x"))
            #expect(throws: CopyFailure.inTheWay(root.appending("x"), isDirectory: false)) {
                try extract(Self.tree, to: root.appending("x"))
            }
            try extract([TarItem(TarEntry(path: "d", kind: .directory, mode: 0o755))], to: root.appending("y"))
            #expect(throws: CopyFailure.inTheWay(root.appending("y"), isDirectory: true)) {
                try extract([TarItem(path: "f", bytes: [1])], to: root.appending("y"))
            }
        }
    }

    @Test func whatIsCutShortLeavesNoHalfFile() async throws {
        try await withTemporaryDirectory { root in
            var extraction = ArchiveExtraction(to: root.appending("x"), hasOwnName: true, keepsOwners: false)
            let bytes = try TarEncoder.encode([TarItem(path: "f", bytes: [UInt8](repeating: 1, count: 2_000))])
            try extraction.push(Array(bytes.prefix(1_500)))
            #expect(throws: TarArchivesError(.truncated)) { try extraction.finish() }
            extraction.cancel()
            #expect(try FileManager.default.contentsOfDirectory(atPath: root.string).isEmpty)
        }
    }

    @Test func anArchiveOfATreeHasTheNameThatItIsToHave() async throws {
        try await withTemporaryDirectory { root in
            try extract(Self.tree, to: root.appending("copy"))
            func names(as name: FilePath) async throws -> [String] {
                var bytes: [UInt8] = []
                for try await piece in TarArchive.tree(root.appending("copy"), as: name) { bytes += piece }
                return try TarDecoder.decode(bytes).map(\.entry.path.string)
            }
            let parts = ["a.txt", "again", "empty", "large", "link"]
            #expect(try await names(as: "other") == ["other"] + parts.map { "other/\($0)" })
            #expect(try await names(as: "") == parts)
        }
    }

    @Test func aSourceIsWhatItIsWrittenAs() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("d/f").write("x")
            try root.appending("l").makeLink(to: "d")
            func source(_ text: String, followsLink: Bool = false) throws -> LocalSource {
                try LocalSource(CopyPath(text, in: root.string), followsLink: followsLink)
            }
            let link = try source("l")
            #expect(link.path == root.appending("l") && !link.isDirectory)
            for (text, follows, name) in [("l", true, "l"), ("l/", false, "l"), ("l/.", false, "")] {
                let followed = try source(text, followsLink: follows)
                #expect(followed.path == root.appending("d") && followed.name == name && followed.isDirectory)
            }
            #expect(throws: CopyFailure.missingSource(root.appending("no"))) { try source("no") }
            #expect(throws: CopyFailure.noDirectory(root.appending("d/f"))) { try source("d/f/") }
        }
    }

    @Test func aDestinationMayBeALink() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("d").makeDirectory()
            try root.appending("l").makeLink(to: "d")
            try root.appending("new").makeLink(to: "not-yet")
            try root.appending("f").write("x")
            func destination(_ text: String) throws -> String {
                let destination = try LocalDestination(CopyPath(text, in: root.string))
                let kind = destination.present.map { $0 ? "directory" : "file" } ?? "nothing"
                return "\(kind) at \(destination.place.path.string.dropFirst(root.string.count))"
            }
            #expect(try destination("l") == "directory at /d")
            #expect(try destination("new") == "nothing at /not-yet")
            #expect(try destination("f") == "file at /f")
            #expect(try destination("x") == "nothing at /x")
            #expect(throws: CopyFailure.missingParent(root.appending("no"))) { try destination("no/x") }
            #expect(throws: CopyFailure.special("/dev/null")) { try destination("/dev/null") }
        }
    }

    /// What is below a directory, in the order of the names.
    private static func shown(_ root: FilePath) throws -> [String] {
        try FileTreeWalk(of: root).compactMap { step in
            guard case .file(let path, let metadata) = step, path != root else { return nil }
            let name = path.string.dropFirst(root.string.count + 1)
            let mode = String(metadata.mode, radix: 8)
            switch metadata.kind {
            case .directory: return "\(name) \(mode) \(FileMetadata.modificationTime(of: path).seconds)"
            case .symbolicLink: return "\(name) -> \(String(decoding: try path.symbolicLinkTarget(), as: UTF8.self))"
            default:
                let text = try String(contentsOfFile: path.string, encoding: .utf8)
                return "\(name) \(mode) \(text.count > 100 ? "\(text.utf8.count) bytes" : text)"
            }
        }
    }
}
