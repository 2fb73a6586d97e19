import ComposeLoader
import Foundation
import Testing

/// Real projects, compared with what docker compose 2.40.3 makes of them.
@Suite(
    .enabled(if: ProcessInfo.processInfo.environment["ENGARDE_CONFORMANCE"] != nil, "ENGARDE_CONFORMANCE is not set")
)
struct ConformanceTests {
    @Test func everyCaseEqualsDockerComposeOrIsAKnownDifference() throws {
        let cases = try #require(try ConformanceCase.all())
        try #require(!cases.isEmpty)
        var equal = 0
        var sameText = 0
        var justified = 0
        var unexpected: [String] = []
        let start = ContinuousClock.now
        for item in cases {
            switch outcome(of: item) {
            case .equal(let isSameText):
                equal += 1
                sameText += isSameText ? 1 : 0
                if KnownDifferences.reasons[item.name] != nil { unexpected.append("\(item.name): no longer differs") }
            case .different(let what):
                justified += KnownDifferences.reasons[item.name] == nil ? 0 : 1
                if KnownDifferences.reasons[item.name] == nil { unexpected.append("\(item.name): \(what)") }
            }
        }
        print(
            "conformance: \(equal) of \(cases.count) equal, \(justified) known to differ; "
                + "\(sameText) YAML texts equal; in \(ContinuousClock.now - start)"
        )
        for line in unexpected { print("  \(line)") }
        #expect(unexpected == [])
    }

    private enum Outcome {
        case equal(isSameText: Bool)
        case different(String)
    }

    private func outcome(of item: ConformanceCase) -> Outcome {
        guard let request = item.request else { return .different("the case has an unknown flag") }
        do throws(LoadError) {
            let loaded = try ProjectLoader().load(request)
            guard item.isAccepted else { return .different("accepted, but docker compose refuses it") }
            return compare(loaded, item)
        } catch {
            return item.isAccepted ? .different("refused: \(error)") : .equal(isSameText: true)
        }
    }

    private func compare(_ loaded: LoadedProject, _ item: ConformanceCase) -> Outcome {
        let json = ConfigRenderer(format: .json).text(loaded)
        let yaml = ConfigRenderer(format: .yaml).text(loaded)
        let expectedYAML = item.expected("config.yaml") ?? ""
        guard let expectedJSON = item.expected("config.json"), let expected = object(expectedJSON),
            let actual = object(json)
        else { return .different("no JSON to compare") }
        guard expected == actual else {
            return .different("JSON differs: \(firstDifference(expectedJSON, json))")
        }
        if yaml != expectedYAML { print("  \(item.name): YAML text differs: \(firstDifference(expectedYAML, yaml))") }
        return .equal(isSameText: yaml == expectedYAML)
    }

    private func object(_ text: String) -> NSDictionary? {
        (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? NSDictionary
    }

    private func firstDifference(_ expected: String, _ actual: String) -> String {
        let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let right = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let place = zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset ?? min(left.count, right.count)
        let wanted = place < left.count ? left[place] : "(end)"
        let got = place < right.count ? right[place] : "(end)"
        return "line \(place + 1): expected '\(wanted)', got '\(got)'"
    }
}
