import ComposeLoader
import Diagnostics
import Foundation
import Testing

/// Where a value is written, another one can be written, and the project changes there and nowhere else.
@Suite struct LocatedEditPropertyTests {
    /// The files of a project, one of them with another text.
    private struct Overlay: ProjectFiles {
        let base: any ProjectFiles
        let path: String
        let bytes: [UInt8]

        func kind(of path: String) -> ProjectFileKind { base.kind(of: path) }

        func contents(of path: String) throws(ProjectFileError) -> [UInt8] {
            path == self.path ? bytes : try base.contents(of: path)
        }

        func resolvingSymbolicLinks(in path: String) -> String { base.resolvingSymbolicLinks(in: path) }
    }

    /// All scalars of a project by their paths, in its order.
    private static func scalars(_ loaded: LoadedProject) -> [(path: ProjectPath, node: ProjectNode)] {
        var found: [(ProjectPath, ProjectNode)] = []
        func collect(_ node: ProjectNode) {
            for item in node.items { collect(item) }
            for entry in node.entries { collect(entry.value) }
            if node.items.isEmpty, node.entries.isEmpty { found.append((node.path, node)) }
        }
        collect(loaded.root)
        return found
    }

    /// Whether any text will do as the value.
    private static func takesAnyText(_ path: ProjectPath) -> Bool {
        guard case .key("services") = path.steps.first, path.steps.count > 2 else { return false }
        switch (path.steps[2], path.steps.count) {
        case (.key("image"), 3), (.key("environment"), 4), (.key("labels"), 4): return true
        default: return false
        }
    }

    private func check(
        _ name: String,
        _ request: LoadRequest,
        in files: any ProjectFiles,
        _ random: inout GeneratedProject.Random,
        count: Int
    ) throws -> (chosen: Int, made: Int) {
        guard let loaded = try? ProjectLoader(files: files).load(request) else { return (0, 0) }
        let scalars = Self.scalars(loaded)
        let candidates = scalars.filter { Self.takesAnyText($0.path) && $0.node.string != nil && $0.node.range != nil }
        let chosen = candidates.shuffled(using: &random).prefix(count)
        var made = 0
        for (path, node) in chosen {
            let range = try #require(node.range)
            let bytes = try files.contents(of: range.file)
            let document = try SourceDocument(file: range.file, bytes: bytes)
            let place = try #require(document.place(ofValueAt: range.bytes), "'\(path)' of \(name)")
            guard let edit = try? document.replacing(valueAt: place.path, with: "'edited'", document: place.document)
            else { continue }
            made += 1
            let edited = try SourceEdit.apply([edit], to: bytes, of: range.file)
            let overlay = Overlay(base: files, path: range.file, bytes: edited)
            let again = Self.scalars(try ProjectLoader(files: overlay).load(request))
            let expected = scalars.map {
                "\($0.path): \($0.node.range == range ? "edited" : $0.node.scalarText ?? "")"
            }
            let actual = again.map { "\($0.path): \($0.node.scalarText ?? "")" }
            #expect(actual.difference(from: expected).map { "\($0)" } == [], "'\(path)' of \(name)")
        }
        return (chosen.count, made)
    }

    @Test func aValueOfTheCorpusIsWrittenWhereItSays() throws {
        var random = GeneratedProject.Random(seed: 9)
        var made = 0
        for (name, text) in try FuzzCorpus.texts("project") {
            let files = InMemoryProjectFiles(["/project/compose.yaml": text])
            let request = LoadRequest(workingDirectory: "/project", files: ["compose.yaml"])
            made += try check(name, request, in: files, &random, count: .max).made
        }
        #expect(made > 3)
    }

    @Test func someValuesOfRecordedCasesAreWrittenWhereTheySay() throws {
        var random = GeneratedProject.Random(seed: 9)
        var (chosen, made) = (0, 0)
        for item in try ConformanceCase.all() ?? [] where item.isAccepted {
            guard let request = item.request else { continue }
            let count = try check(item.name, request, in: DiskProjectFiles(), &random, count: 3)
            (chosen, made) = (chosen + count.chosen, made + count.made)
        }
        // What an alias refers to is not replaced.
        #expect((chosen - made) * 20 <= made, "\(made) of \(chosen)")
    }
}
