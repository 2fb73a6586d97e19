import ComposeLoader
import ComposeModel
import Diagnostics
import Foundation
import OrderedCollections
import Testing

/// The loader as other programs use it.
@Suite struct LibraryTests {
    /// The article's example, to be compiled with the tests.
    private static func article() {
        let request = LoadRequest(workingDirectory: "/srv/shop", environment: ["TAG": "1.2"], files: ["compose.yaml"])
        do {
            let loaded = try ProjectLoader().load(request)
            for (name, service) in loaded.project.services { print(name, service.image, service.ports.count) }
            for warning in loaded.warnings { print(warning.rendered()) }
            print(ConfigRenderer(format: .yaml).text(loaded))
            print(loaded.origins(at: "services.web.image") ?? [])
        } catch {
            print(error.description)
        }
    }

    @Test func theExampleOfTheArticleIsTheOneAbove() throws {
        Self.article()
        let tests = URL(fileURLWithPath: #filePath)
        let root = tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let article = try String(
            contentsOf: root.appendingPathComponent("Sources/ComposeLoader/ComposeLoader.docc/LoadingAProject.md"),
            encoding: .utf8
        )
        let own = try String(contentsOf: tests, encoding: .utf8)
        func lines(_ text: String, from start: String, to end: String) throws -> [String] {
            let first = try #require(text.range(of: start))
            let last = try #require(text.range(of: end, range: first.upperBound..<text.endIndex))
            return text[first.upperBound..<last.lowerBound].split(separator: "\n").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        }
        let shown = try lines(article, from: "```swift\n", to: "```").filter { !$0.hasPrefix("import ") }
        #expect(shown.count == 10)
        #expect(try lines(own, from: "func article() {\n", to: "\n    }\n") == shown)
    }

    @Test func loadsThatRunAtOnceDoNotDisturbEachOther() async throws {
        let seeds = Array(UInt64(1)...120)
        @Sendable func text(_ seed: UInt64) -> String {
            let layers = GeneratedProject(seed: seed).texts
            var loading = Loading(files: AttributeSamples.included)
            loading.files["base.yaml"] = GeneratedProject.extendedFile
            for name in ["one.env", "two.env", "labels.env"] { loading.files[name] = "A=\(seed)\n" }
            for (index, layer) in layers.enumerated() {
                loading.files["\(index).yaml"] = layer
                loading.request.files.append("\(index).yaml")
            }
            do throws(LoadError) {
                return ConfigRenderer().text(try loading.run())
            } catch {
                return error.description
            }
        }
        let alone = seeds.map(text)
        #expect(alone.contains { $0.hasPrefix("name: ") } && alone.contains { $0.contains("error: ") })
        let together = await withTaskGroup(of: (Int, String).self) { group in
            for (index, seed) in seeds.enumerated() { group.addTask { (index, text(seed)) } }
            return await group.reduce(into: seeds.map { _ in "" }) { $0[$1.0] = $1.1 }
        }
        #expect(together == alone)
    }
}
