import ComposeLoader
import Foundation
import Testing

/// Whether the known differences have the reasons that they are said to have: checked with docker compose itself.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["ENGARDE_CONFORMANCE"] != nil && DockerCompose.path != nil,
        "ENGARDE_CONFORMANCE or ENGARDE_DOCKER_COMPOSE is not set"
    )
)
struct JustificationTests {
    private static let environment = ["PATH": "/usr/bin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8"]

    @Test func everyKnownDifferenceHasItsReason() throws {
        let cases = try #require(try ConformanceCase.all()).filter { KnownDifferences.reasons[$0.name] != nil }
        #expect(cases.count == KnownDifferences.reasons.count)
        for item in cases {
            switch KnownDifferences.reasons[item.name] {
            case .newerAttribute(let attribute):
                let refusal = item.expected("stderr.txt") ?? ""
                #expect(refusal.contains("additional properties '\(attribute)' not allowed"), "\(item.name)")
                try compare(item) { Self.text($0, without: attribute) }
            case .noJSON:
                #expect(item.expected("stderr.txt")?.hasPrefix("json: error") == true, "\(item.name)")
                try compare(item) { $0 }
            case nil: continue
            }
        }
    }

    /// Compares the YAML of both tools on a copy of a case whose files are changed.
    private func compare(_ item: ConformanceCase, _ change: (String) -> String) throws {
        let directory = NSTemporaryDirectory() + "engarde-justification-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: item.input, toPath: directory)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let names = item.arguments.filter { $0 != "-f" }
        for name in names {
            let text = try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
            try change(text).write(toFile: "\(directory)/\(name)", atomically: true, encoding: .utf8)
        }
        let theirs = try DockerCompose.run(
            item.arguments + ["-p", "conformance", "config"],
            in: directory,
            environment: Self.environment
        )
        let request = LoadRequest(
            workingDirectory: directory,
            environment: Self.environment,
            files: names,
            projectName: "conformance"
        )
        let ours = ConfigRenderer().text(try ProjectLoader().load(request))
        #expect(ours == theirs.output, "\(item.name): \(theirs.errors)")
    }

    /// A text without the lines of an attribute and of what is below it.
    private static func text(_ text: String, without attribute: String) -> String {
        var depth: Int?
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let indentation = line.prefix { $0 == " " }.count
            let content = line.dropFirst(indentation)
            if let attributeDepth = depth, content.isEmpty || indentation > attributeDepth { return false }
            depth = content.hasPrefix("\(attribute):") ? indentation : nil
            return depth == nil
        }.joined(separator: "\n")
    }
}
