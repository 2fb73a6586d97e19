import Diagnostics
import EngineClient
import Reconciliation

/// The instruction of a Dockerfile at which a build failed.
///
/// BuildKit says which step of which stage it was, as in `[backend 2/5] RUN make`; the line follows from counting.
struct FailedInstruction: Hashable {
    /// Where it stands: its first line.
    let excerpt: SourceExcerpt

    /// Finds the instruction in a Dockerfile's text; `nil` when the failure is about none, or about one that is not in it.
    ///
    /// - Parameter file: the Dockerfile's path as the user would type it.
    init?(of failure: BuildFailure, in dockerfile: String, named file: String) {
        let step = failure.step.flatMap { BuildStepName($0) }
        guard let line = step.flatMap({ Self.line(of: $0, in: dockerfile) }) ?? Self.line(in: failure.message) else {
            return nil
        }
        let lines = dockerfile.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(line - 1) else { return nil }
        let text = lines[line - 1]
        let start = text.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        excerpt = SourceExcerpt(
            position: SourcePosition(
                file: file,
                line: line,
                column: text.unicodeScalars.distance(from: text.startIndex, to: start.startIndex) + 1
            ),
            lineText: String(text),
            length: start[...end].unicodeScalars.count
        )
    }

    /// A stage: where it begins, and what of it are steps.
    private struct Stage {
        var name: String
        var line: Int
        var steps: [(keyword: String, line: Int)] = []
    }

    private static func line(of step: BuildStepName, in dockerfile: String) -> Int? {
        let stages = stages(of: dockerfile)
        let named = step.stage.map { name in stages.last { $0.name == name.lowercased() } }
        guard let stage = named ?? (stages.count == 1 ? stages.first : nil) else { return nil }
        // What comes before the steps of the stage is its base image, and what that has had done in what builds on it.
        let index = step.number - 1 - (step.count - stage.steps.count)
        guard index >= 0, step.keyword != "FROM" else { return stage.line }
        guard stage.steps.indices.contains(index), stage.steps[index].keyword == step.keyword else { return nil }
        return stage.steps[index].line
    }

    /// - Source: `frontend/dockerfile/dockerfile2llb/convert.go` of BuildKit, for the names of stages and what is counted.
    private static func stages(of dockerfile: String) -> [Stage] {
        var stages: [Stage] = []
        for instruction in DockerfileInstructions(dockerfile).instructions {
            let line = instruction.lines.lowerBound
            switch instruction.keyword {
            case "FROM":
                let words = instruction.words.dropFirst().drop { $0.hasPrefix("--") }.dropFirst()
                let name = words.first?.uppercased() == "AS" ? words.dropFirst().first?.lowercased() : nil
                stages.append(Stage(name: name ?? "stage-\(stages.count)", line: line))
            case "RUN", "COPY", "ADD", "WORKDIR":
                guard !stages.isEmpty else { continue }
                stages[stages.count - 1].steps.append((instruction.keyword, line))
            default: continue
            }
        }
        return stages
    }

    /// The line that BuildKit names when it cannot read a Dockerfile: `dockerfile parse error on line 3: …`.
    private static func line(in message: String) -> Int? {
        guard let start = message.firstRange(of: "dockerfile parse error ") else { return nil }
        let words = message[start.upperBound...].drop { !$0.isNumber }
        return Int(words.prefix { $0.isNumber })
    }
}
