import Foundation
import Testing

/// A grammar that random texts are given to, with what must hold for every text.
struct FuzzTarget: Sendable, CustomTestStringConvertible {
    /// The folder of the grammar's inputs in `Tests/Corpus`.
    let name: String
    /// Pieces that mean something to the grammar.
    let pieces: [String]
    /// What is wrong with how a text was read; `nil` when all is well.
    let violation: @Sendable (String) -> String?

    var testDescription: String { name }

    /// Checks the corpus, then random texts until the time is up: `ENGARDE_FUZZ_SECONDS`, 2 unless set.
    ///
    /// Random texts are made of pieces, or are inputs of the corpus with pieces put in and taken out. A text that breaks
    /// something is made as short as possible and printed. `ENGARDE_FUZZ_SEED` is the seed, 1 unless set, `random` for another
    /// one in each run.
    func run() throws {
        let corpus = try FuzzCorpus.texts(name)
        try #require(!corpus.isEmpty, "\(name) has no corpus")
        for (file, text) in corpus {
            if let violation = violation(text) { Issue.record("\(name)/\(file): \(violation)") }
        }
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["ENGARDE_FUZZ_SECONDS"].flatMap(Double.init) ?? 2
        let seed =
            environment["ENGARDE_FUZZ_SEED"] == "random"
            ? UInt64.random(in: 1..<1_000_000) : environment["ENGARDE_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
        var random = GeneratedProject.Random(seed: seed)
        let end = ContinuousClock.now + .seconds(seconds)
        var count = 0
        while ContinuousClock.now < end {
            let text = text(corpus, &random)
            count += 1
            guard violation(text) != nil else { continue }
            let smallest = shrunk(text)
            Issue.record(
                "\(name), seed \(seed), after \(count) texts: \(smallest.debugDescription): \(violation(smallest) ?? "")"
            )
            return
        }
        print("fuzz: \(name): \(count) texts, seed \(seed)")
    }

    private func text(_ corpus: [(name: String, text: String)], _ random: inout GeneratedProject.Random) -> String {
        guard Bool.random(using: &random), let base = corpus.randomElement(using: &random)?.text else {
            return (0..<Int.random(in: 0...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
        }
        var scalars = Array(base.unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let start = Int.random(in: 0...scalars.count, using: &random)
            let removed =
                Bool.random(using: &random) ? 0 : Int.random(in: 0...min(8, scalars.count - start), using: &random)
            let added = Bool.random(using: &random) ? pieces.randomElement(using: &random) ?? "" : ""
            scalars.replaceSubrange(start..<(start + removed), with: Array(added.unicodeScalars))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The text without all that it breaks something without.
    private func shrunk(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        var length = max(1, scalars.count / 2)
        while length >= 1 {
            var start = 0
            while start + length <= scalars.count {
                var candidate = scalars
                candidate.removeSubrange(start..<(start + length))
                if violation(String(String.UnicodeScalarView(candidate))) != nil {
                    scalars = candidate
                } else {
                    start += 1
                }
            }
            length /= 2
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
