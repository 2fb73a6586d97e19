import Foundation
import TestSupport
import Testing

@testable import Workflows

/// What this machine has.
private enum Host {
    static var hasPython: Bool {
        let directories = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return directories.contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }
    }
}

/// The program that fills a cache, run by this machine's Python in a directory of its own, with a shell in place of pip.
@Suite(.enabled(if: Host.hasPython)) struct ToolCacheTests {
    /// Finds the directory that pip is to fill, as `$into`.
    private static let target = #"for word; do [ "$last" = --target ] && into=$word; last=$word; done; "#

    /// Fills the cache below a directory.
    ///
    /// - Parameter pip: what pip does, with the directory as `$into`.
    private func fill(_ directory: String, _ pip: String) throws -> Int32 {
        let cache = ToolCache(of: .debugpy, for: "amd64")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = cache.installation.map { word in
            word.replacingOccurrences(of: cache.directory, with: directory)
                .replacingOccurrences(
                    of: #"sys.executable, "-I", "-m", "pip","#,
                    with: "'sh', '-c', '''\(Self.target + pip)''', 'pip',"
                )
        }
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func names(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }

    @Test func whatIsCompleteGetsItsNameAndAllMayReadIt() async throws {
        try await withTemporaryDirectory { directory in
            let code = try fill("\(directory)", "touch $into/module")
            #expect(code == 0)
            #expect(try names(in: "\(directory)") == ["current"])
            #expect(try names(in: "\(directory)/current") == ["module"])
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/current")
            #expect(attributes[.posixPermissions] as? Int == 0o755)
        }
    }

    @Test func whoeverIsFasterCounts() async throws {
        try await withTemporaryDirectory { directory in
            let faster = "mkdir $into/../current; touch $into/../current/theirs; touch $into/mine"
            let code = try fill("\(directory)", faster)
            #expect(code == 0)
            #expect(try names(in: "\(directory)") == ["current"])
            #expect(try names(in: "\(directory)/current") == ["theirs"])
        }
    }

    @Test func whatFailsLeavesNothing() async throws {
        try await withTemporaryDirectory { directory in
            let code = try fill("\(directory)", "touch $into/half; exit 3")
            #expect(code == 3)
            #expect(try names(in: "\(directory)") == [])
        }
    }

    @Test func halfOfItIsNeverTakenForTheWhole() async throws {
        try await withTemporaryDirectory { directory in
            let killed = try fill("\(directory)", "touch $into/half; kill -9 $PPID")
            #expect(killed != 0)
            let left = try names(in: "\(directory)")
            #expect(left.count == 1 && left.first?.hasPrefix(".filling-") == true)
            let code = try fill("\(directory)", "touch $into/whole")
            #expect(code == 0)
            #expect(try names(in: "\(directory)/current") == ["whole"])
            // Somebody may be at it still.
            #expect(try names(in: "\(directory)") == left + ["current"])
        }
    }

    @Test func whatWasLeftLongAgoGoes() async throws {
        try await withTemporaryDirectory { directory in
            let left = "\(directory)/.filling-old"
            try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 0)],
                ofItemAtPath: left
            )
            let code = try fill("\(directory)", "touch $into/module")
            #expect(code == 0)
            #expect(try names(in: "\(directory)") == ["current"])
        }
    }
}
