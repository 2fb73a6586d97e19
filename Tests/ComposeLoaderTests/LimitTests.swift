import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

/// Sizes and shapes that must not take long.
@Suite(.serialized) struct LimitTests {
    private func ladder(_ count: Int) -> String {
        var text = "services:\n"
        for index in 0..<count {
            text += "  s\(index):\n    image: x\n"
            let dependencies = [index - 1, index - 5].filter { $0 >= 0 }
            if !dependencies.isEmpty { text += "    depends_on:\n" }
            for dependency in dependencies { text += "      - s\(dependency)\n" }
        }
        return text
    }

    @Test func aLadderOfDependenciesIsLinear() throws {
        let clock = ContinuousClock()
        let small = try clock.measure { _ = try Loading(ladder(500)).run() }
        let large = try clock.measure { _ = try Loading(ladder(5_000)).run() }
        // Ten times the services: far from the hundred times of anything quadratic.
        #expect(large < small * 40)
    }

    @Test func aBombOfAliasesIsRefused() {
        var text = "x-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "x-\(level): &a\(level) [\(items)]\n"
        }
        #expect(
            Loading(text).failure().hasPrefix("error: aliases expand to more than 100000 nodes\n  --> compose.yaml:")
        )
    }

    @Test func manyVariablesInOneTextAreLinear() throws {
        let text = String(repeating: "${A:-x}", count: 20_000)
        #expect(try Loading("services:\n  web:\n    image: x\n    hostname: \(text)\n").web().hostname?.count == 20_000)
    }

    @Test func deepNestingOfDefaultsIsBounded() throws {
        let depth = 100
        let text = String(repeating: "${A:-", count: depth) + "x" + String(repeating: "}", count: depth)
        #expect(try Loading("services:\n  web:\n    image: x\n    hostname: \(text)\n").web().hostname == "x")
    }
}
