import ComposeLoader
import ComposeModel
import Foundation
import OrderedCollections
import Testing

/// The loader on real files.
@Suite struct DiskTests {
    private func withDirectory(_ body: (String) throws -> Void) throws {
        let directory = NSTemporaryDirectory() + "engarde-loader-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory + "/real", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try body(directory)
    }

    @Test func aProjectOnDiskLoadsAndItsWatchPathsAreResolved() throws {
        try withDirectory { directory in
            try FileManager.default.createSymbolicLink(atPath: directory + "/link", withDestinationPath: "real")
            let text = "services:\n  web:\n    build: link\n    develop: {watch: [{path: link/src, action: rebuild}]}\n"
            try text.write(toFile: directory + "/compose.yaml", atomically: true, encoding: .utf8)
            let project = try ProjectLoader().load(LoadRequest(workingDirectory: directory)).project
            let web = try #require(project.services["web"])
            #expect(web.build?.context == directory + "/link")
            let resolved = DiskProjectFiles().resolvingSymbolicLinks(in: directory)
            #expect(web.watchRules.map(\.path) == [resolved + "/real/src"])
        }
    }

    @Test func kindsAndErrorsAreTold() throws {
        try withDirectory { directory in
            let files = DiskProjectFiles()
            #expect(files.kind(of: directory) == .directory)
            #expect(files.kind(of: directory + "/none") == .missing)
            #expect(files.kind(of: "/dev/null") == .file)
            #expect(throws: ProjectFileError.missing) { try files.contents(of: directory + "/none") }
            #expect(throws: ProjectFileError.isDirectory) { try files.contents(of: directory) }
            let nothing = try files.contents(of: "/dev/null")
            #expect(nothing.isEmpty)
        }
    }

    @Test func aHugeFileIsRefusedAtOnce() throws {
        try withDirectory { directory in
            let path = directory + "/compose.yaml"
            try "".write(toFile: path, atomically: true, encoding: .utf8)
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: 100_000_000)
            try handle.close()
            let start = ContinuousClock.now
            #expect(throws: ProjectFileError.tooLarge(limit: DiskProjectFiles.sizeLimit)) {
                try DiskProjectFiles().contents(of: path)
            }
            #expect(ContinuousClock.now - start < .seconds(1))
        }
    }

    @Test func manyLoadsAtTheSameTimeDoNotDisturbEachOther() async throws {
        let results = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<40 {
                group.addTask {
                    try Loading("name: p\(index)\nservices:\n  web: {image: x\(index)}\n").config()
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(results.count == 40)
    }
}
