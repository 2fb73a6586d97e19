import ComposeLoader
import ComposeYAML
import Diagnostics
import Foundation
import Testing

/// Every single edit of every file of the corpus, and some of recorded cases, do what they say and nothing else.
@Suite struct SourceEditPropertyTests {
    /// What a file says, without where.
    private indirect enum Shape: Equatable {
        case scalar(String)
        case alias(String)
        case list([Shape])
        case mapping([Entry])

        struct Entry: Equatable {
            var key: Shape
            var value: Shape
        }

        init(_ node: SyntaxNode) {
            switch node.content {
            case .scalar(let text): self = .scalar(text)
            case .alias(let name): self = .alias(name)
            case .sequence(let items, _): self = .list(items.map { Shape($0.value) })
            case .mapping(let entries, _):
                self = .mapping(entries.map { Entry(key: Shape($0.key), value: Shape($0.value)) })
            }
        }

        /// The shape with the value at a path changed; `nil` removes it.
        func changing(_ path: ArraySlice<ProjectPath.Step>, to change: (Shape) -> Shape?) -> Shape? {
            guard let step = path.first else { return change(self) }
            switch (self, step) {
            case (.list(var items), .index(let index)):
                let new = items[index].changing(path.dropFirst(), to: change)
                items.replaceSubrange(index...index, with: new.map { [$0] } ?? [])
                return .list(items)
            case (.mapping(var entries), .key(let key)):
                guard let index = entries.firstIndex(where: { $0.key == .scalar(key) }) else { return self }
                let new = entries[index].value.changing(path.dropFirst(), to: change)
                let entry = new.map { [Entry(key: entries[index].key, value: $0)] } ?? []
                entries.replaceSubrange(index...index, with: entry)
                return .mapping(entries)
            default:
                return self
            }
        }
    }

    private typealias Random = GeneratedProject.Random

    /// The texts of the recorded cases; `nil` where no folder is named.
    private static func recordedTexts() throws -> [(name: String, bytes: [UInt8])]? {
        try ConformanceCase.all()?.flatMap { item in
            (FileManager.default.enumerator(atPath: item.input)?.compactMap { $0 as? String } ?? []).sorted()
                .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
                .map { path in
                    let data = FileManager.default.contents(atPath: "\(item.input)/\(path)") ?? Data()
                    return ("\(item.name)/\(path)", Array(data))
                }
        }
    }

    private static func shapes(_ bytes: [UInt8]) -> [Shape]? {
        let source = SourceText(path: "/f", displayPath: "f", bytes: bytes)
        return (try? SyntaxTree(of: source).documents)?.map(Shape.init)
    }

    private struct Count {
        var made = 0
        var refused = 0
    }

    /// A text as it is, with the line breaks of Windows, and with a byte order mark.
    private static func variants(_ bytes: [UInt8]) -> [[UInt8]] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let windows = lines.map { $0.hasSuffix("\r") ? String($0.dropLast()) : String($0) }.joined(separator: "\r\n")
        return [bytes, Array(windows.utf8), [0xEF, 0xBB, 0xBF] + bytes]
    }

    @Test func anEditChangesWhatItSaysAndNothingElse() throws {
        var count = Count()
        for (name, text) in try ["yaml", "project"].flatMap({ try FuzzCorpus.texts($0) }) {
            for bytes in Self.variants(Array(text.utf8)) { try check(name, bytes, &count) { $0 } }
        }
        #expect(count.made > 100 && count.refused * 4 < count.made, "\(count)")
    }

    @Test func someEditsOfRecordedCasesChangeWhatTheySayAndNothingElse() throws {
        var random = Random(seed: 9)
        var count = Count()
        for (name, bytes) in try Self.recordedTexts() ?? [] where bytes.count < 20_000 {
            let variant = Self.variants(bytes)[Int.random(in: 0..<3, using: &random)]
            try check(name, variant, &count) { Array($0.shuffled(using: &random).prefix(4)) }
        }
        #expect(count.refused * 20 <= count.made, "\(count)")
    }

    private func check(
        _ name: String,
        _ bytes: [UInt8],
        _ count: inout Count,
        choosing: ([ProjectPath]) -> [ProjectPath]
    ) throws {
        let source = SourceText(path: "/f", displayPath: "f", bytes: bytes)
        guard let before = Self.shapes(bytes), (try? YAMLParser.documents(of: source)) != nil else { return }
        let document = try SourceDocument(file: "/f", bytes: bytes)
        for (index, shape) in before.enumerated() {
            for path in choosing([ProjectPath([])] + document.paths(document: index)) {
                let edits: [(String, () throws -> SourceEdit, (Shape) -> Shape?)] = [
                    ("delete", { try document.deleting(path, document: index) }, { _ in nil }),
                    (
                        "replace", { try document.replacing(valueAt: path, with: "'new'", document: index) },
                        { _ in .scalar("new") }
                    ),
                    (
                        "insert",
                        { try document.inserting("new", "[1]", belowMappingAt: path, document: index) },
                        { old in
                            guard case .mapping(let entries) = old else { return old }
                            let added = Shape.Entry(key: .scalar("new"), value: .list([.scalar("1")]))
                            return .mapping(entries + [added])
                        }
                    ),
                ]
                for (verb, make, change) in edits {
                    guard let edit = try? make() else {
                        count.refused += verb == "insert" ? 0 : 1
                        continue
                    }
                    count.made += 1
                    let after = try SourceEdit.apply([edit], to: bytes, of: "/f")
                    var expected = before
                    expected[index] = shape.changing(path.steps[...], to: change) ?? shape
                    let isExpected = Self.shapes(after) == expected
                    #expect(isExpected, "\(verb) '\(path)' in \(name)")
                    let isKept =
                        after.starts(with: bytes[..<edit.range.lowerBound])
                        && after.suffix(bytes.count - edit.range.upperBound) == bytes[edit.range.upperBound...]
                    #expect(isKept, "\(verb) '\(path)' in \(name)")
                }
            }
        }
    }
}
