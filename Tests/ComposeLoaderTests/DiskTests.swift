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
            #expect(throws: ProjectFileError.tooLarge(limit: DiskProjectFiles.sizeLimit)) {
                try DiskProjectFiles().contents(of: path)
            }
        }
    }

    private func failure(in directory: String) -> String {
        do throws(LoadError) {
            _ = try ProjectLoader().load(LoadRequest(workingDirectory: directory))
            return "loaded"
        } catch {
            return error.description
        }
    }

    @Test func aCircleThroughALinkToTheDirectoryIsFoundAtOnce() throws {
        try withDirectory { directory in
            try FileManager.default.createSymbolicLink(atPath: directory + "/sub", withDestinationPath: ".")
            let include = "include: [sub/compose.yaml]\nservices: {web: {image: x}}\n"
            try include.write(toFile: directory + "/compose.yaml", atomically: true, encoding: .utf8)
            #expect(
                failure(in: directory).hasPrefix(
                    "error: files include each other in a circle: 'compose.yaml' includes 'sub/compose.yaml'\n"
                )
            )
            let extends = "services: {web: {image: x, extends: {file: sub/compose.yaml, service: web}}}\n"
            try extends.write(toFile: directory + "/compose.yaml", atomically: true, encoding: .utf8)
            #expect(
                failure(in: directory).hasPrefix(
                    "error: services extend each other in a circle: 'web' extends 'web'\n  --> compose.yaml:1:28\n"
                )
            )
        }
    }

    @Test func linksThatLeadNowhereOrToThemselvesAreReported() throws {
        try withDirectory { directory in
            try FileManager.default.createSymbolicLink(atPath: directory + "/loop", withDestinationPath: "loop")
            try FileManager.default.createSymbolicLink(atPath: directory + "/gone", withDestinationPath: "nowhere")
            let text = "include: [%]\nservices: {web: {image: x}}\n"
            for (name, reason) in [
                ("loop", "cannot be read: Too many levels of symbolic links"), ("gone", "does not exist"),
            ] {
                try text.replacingOccurrences(of: "%", with: name)
                    .write(toFile: directory + "/compose.yaml", atomically: true, encoding: .utf8)
                #expect(
                    failure(in: directory).hasPrefix(
                        "error: Compose file '\(name)' \(reason)\n  --> compose.yaml:1:11\n"
                    )
                )
            }
        }
    }

    @Test func aPipeThatNobodyWritesToIsGivenUp() throws {
        try withDirectory { directory in
            mkfifo(directory + "/compose.yaml", 0o600)
            #expect(
                failure(in: directory) == "error: Compose file 'compose.yaml' cannot be read: nobody writes to the pipe"
            )
        }
    }

    @Test func aPipeThatSomebodyWritesToIsReadToItsEnd() throws {
        try withDirectory { directory in
            let path = directory + "/compose.yaml"
            mkfifo(path, 0o600)
            let writer = Process()
            writer.executableURL = URL(fileURLWithPath: "/bin/sh")
            writer.arguments = [
                "-c", "exec >\"$0\"; echo 'services:'; sleep 0.05; echo '  web: {image: x}'", path,
            ]
            try writer.run()
            let loaded = try ProjectLoader().load(LoadRequest(workingDirectory: directory))
            writer.waitUntilExit()
            #expect(loaded.project.services["web"]?.image == "x")
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root reads everything")) func aFileThatTheUserMayNotReadIsReported() throws {
        try withDirectory { directory in
            try "services: {}".write(toFile: directory + "/compose.yaml", atomically: true, encoding: .utf8)
            chmod(directory + "/compose.yaml", 0)
            #expect(
                failure(in: directory) == "error: Compose file 'compose.yaml' cannot be read: permission denied"
            )
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
