import Foundation
import Testing

@testable import ComposeLoader

/// Generated projects through docker compose and through the loader.
///
/// `ENGARDE_DOCKER_COMPOSE` is the path of a `docker-compose` binary; `ENGARDE_SEEDS` a range such as `1-200`.
@Suite(
    .enabled(
        if: DockerCompose.path != nil,
        "ENGARDE_DOCKER_COMPOSE is not set"
    )
)
struct DifferentialTests {
    private let environment = ["PATH": "/usr/bin:/bin", "HOME": "/root", "SET": "value"]

    @Test func generatedProjectsLoadAsInDockerCompose() throws {
        let bounds = (ProcessInfo.processInfo.environment["ENGARDE_SEEDS"] ?? "1-60").split(separator: "-").compactMap {
            UInt64($0)
        }
        let directory = NSTemporaryDirectory() + "engarde-differential-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let files = [
            "one.env": "A=env\nONE=1\n", "two.env": "ONE=${ONE}2\nTWO='t'\n", "labels.env": "a=file\nz=z\n",
            "base.yaml": GeneratedProject.extendedFile,
        ]
        try FileManager.default.createDirectory(atPath: directory + "/sub", withIntermediateDirectories: true)
        for (name, text) in files.merging(AttributeSamples.included, uniquingKeysWith: { $1 }) {
            try text.write(toFile: directory + "/" + name, atomically: true, encoding: .utf8)
        }
        var accepted = 0
        for seed in (bounds.first ?? 1)...(bounds.last ?? 60) {
            let project = GeneratedProject(seed: seed)
            let difference = try difference(project, in: directory)
            if difference == nil, try !load(project, in: directory).isEmpty { accepted += 1 }
            guard difference != nil else { continue }
            let smallest = try project.shrunk { try self.difference($0, in: directory) != nil }
            let shown = try self.difference(smallest, in: directory) ?? ""
            Issue.record("seed \(seed):\n\(smallest)\n\(shown)")
        }
        print("differential: \(accepted) projects loaded alike")
        #expect(accepted > 0)
    }

    /// What `config` prints for a project; empty when it is refused.
    private func load(_ project: GeneratedProject, in directory: String) throws -> String {
        var request = LoadRequest(workingDirectory: directory, environment: environment, projectName: "generated")
        request.profiles = project.profiles
        for (index, text) in project.texts.enumerated() {
            try text.write(toFile: directory + "/\(index).yaml", atomically: true, encoding: .utf8)
            request.files.append("\(index).yaml")
        }
        do throws(LoadError) {
            return ConfigRenderer().text(try ProjectLoader().load(request))
        } catch {
            return ""
        }
    }

    private func difference(_ project: GeneratedProject, in directory: String) throws -> String? {
        let ours = try load(project, in: directory)
        let theirs = try DockerCompose.run(
            project.layers.indices.flatMap { ["-f", "\($0).yaml"] } + project.profiles.flatMap { ["--profile", $0] } + [
                "-p", "generated", "config",
            ],
            in: directory,
            environment: environment
        )
        if ours == theirs.output { return nil }
        if ours.isEmpty { return "we refuse it" }
        if theirs.output.isEmpty { return "docker compose refuses it: \(theirs.errors.suffix(300))" }
        let left = theirs.output.split(separator: "\n", omittingEmptySubsequences: false)
        let right = ours.split(separator: "\n", omittingEmptySubsequences: false)
        let place = zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset ?? min(left.count, right.count)
        return
            "line \(place + 1): docker compose '\(place < left.count ? left[place] : "")', we '\(place < right.count ? right[place] : "")'"
    }
}

@Suite struct AttributeSampleTests {
    @Test func everyAttributeOfAServiceHasSamples() {
        for attribute in Record.service.attributes where !AttributeSamples.notGenerated.contains(attribute.name) {
            #expect(AttributeSamples.service[attribute.name]?.isEmpty == false, "\(attribute.name) has no sample")
        }
    }

    @Test func everySampleLoadsByItself() throws {
        for (attribute, samples) in AttributeSamples.service {
            for sample in samples {
                let text =
                    AttributeSamples.resources
                    + "services:\n  web:\n    image: base\n    \(attribute): \(sample)\n"
                    .replacingOccurrences(of: "image: base\n    image:", with: "image:")
                    + "  db: {image: x}\n  cache: {image: x}\n"
                let files = ["compose.yaml": text, "one.env": "A=1\n", "two.env": "B=1\n", "labels.env": "a=b\n"]
                do throws(LoadError) {
                    _ = try Loading(files: files).run()
                } catch {
                    Issue.record("\(attribute): \(sample)\n\(error)")
                }
            }
        }
    }
}
