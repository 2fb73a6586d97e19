import Foundation
import IgnoreRules
import SystemPackage
import TestSupport
import Testing

/// The rules as the Docker builder states them: each pattern becomes a regular expression, each path is tried with all its
/// parents, and all patterns are gone through in order.
private struct ReferenceRules {
    private var patterns: [(expression: Regex<AnyRegexOutput>, isException: Bool)] = []

    init(_ texts: [String]) throws {
        for text in texts {
            let isException = text.hasPrefix("!")
            patterns.append((try Self.expression(isException ? String(text.dropFirst()) : text), isException))
        }
    }

    func matches(_ path: String) -> Bool {
        let components = path.split(separator: "/")
        let candidates = (1...components.count).map { components.prefix($0).joined(separator: "/") }
        var isIgnored = false
        for (expression, isException) in patterns
        where candidates.contains(where: { $0.wholeMatch(of: expression) != nil }) {
            isIgnored = !isException
        }
        return isIgnored
    }

    private static func expression(_ pattern: String) throws -> Regex<AnyRegexOutput> {
        if pattern.hasPrefix("**"), !pattern.dropFirst(2).contains(where: "*?[\\".contains) {
            let rest = pattern.dropFirst(2)
            return try Regex("(?s)(?:.*\(rest)\(rest.hasPrefix("/") ? "|\(rest.dropFirst())" : ""))")
        }
        var text = ""
        var rest = Substring(pattern)
        while let character = rest.popFirst() {
            if character == "*", rest.hasPrefix("*") {
                rest.removeFirst()
                if rest.hasPrefix("/") { rest.removeFirst() }
                text += rest.isEmpty ? ".*" : "(?:.*/)?"
            } else if character == "*" {
                text += "[^/]*"
            } else if character == "?" {
                text += "[^/]"
            } else {
                text += String(character)
            }
        }
        return try Regex("(?s)\(text)")
    }
}

@Suite struct IgnoreRulesReferenceTests {
    private static let pieces = ["a", "b", "ab", "*", "**", "?", "a*", "*b", "[ab]", "[^a]b", "**b", "a**"]
    private static let names = ["a", "b", "ab", "ba", "abb", "c"]

    /// Fixed, unless `ENGARDE_SEED` is a number or `random`.
    private static let seeds: [UInt64] = {
        guard let wanted = ProcessInfo.processInfo.environment["ENGARDE_SEED"] else { return [1, 2, 3, 4] }
        let seed = UInt64(wanted) ?? .random(in: .min ... .max)
        print("seed \(seed) (repeat with ENGARDE_SEED=\(seed))")
        return [seed]
    }()

    @Test(arguments: seeds)
    func agreesWithTheReference(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let patterns = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                let pieces = (0..<Int.random(in: 1...3, using: &generator)).compactMap { _ in
                    Self.pieces.randomElement(using: &generator)
                }
                return (Int.random(in: 0..<3, using: &generator) == 0 ? "!" : "") + pieces.joined(separator: "/")
            }
            let rules = try IgnoreRules(patterns)
            let reference = try ReferenceRules(patterns)
            for _ in 0..<12 {
                let names = (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in
                    Self.names.randomElement(using: &generator)
                }
                let path = names.joined(separator: "/")
                let isIgnored = reference.matches(path)
                #expect(rules.matches(FilePath(path)) == isIgnored, "seed \(seed): \(patterns) on '\(path)'")
                for count in 1..<names.count where !isIgnored {
                    let parent = names.prefix(count).joined(separator: "/")
                    #expect(
                        !rules.canSkip(directory: FilePath(parent)),
                        "seed \(seed): \(patterns) skip '\(parent)' though '\(path)' is kept"
                    )
                }
            }
        }
    }
}
