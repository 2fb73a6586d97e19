import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

/// Sizes and shapes that must not take long, nor much memory.
@Suite(.serialized) struct LimitTests {
    private static let service = "services:\n  web:\n    image: x\n"

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

    @Test func aProjectOfThousandsOfDocumentsIsLinear() throws {
        func documents(_ count: Int) -> String {
            (0..<count).map { "---\nservices: {s\($0): {image: x}}\n" }.joined()
        }
        let clock = ContinuousClock()
        let small = try clock.measure { _ = try Loading(documents(400)).run() }
        let large = try clock.measure { _ = try Loading(documents(4_000)).run() }
        #expect(large < small * 40)
    }

    @Test func tenThousandServicesLoad() throws {
        #expect(try Loading(ladder(10_000)).run().project.services.count == 10_000)
    }

    @Test func tenThousandErrorsAreAllReported() {
        let text = "services:\n" + (0..<10_000).map { "  s\($0): {image: x, depends_on: [gone\($0)]}\n" }.joined()
        do throws(LoadError) {
            _ = try Loading(text).run()
            Issue.record("the project was loaded")
        } catch {
            #expect(error.diagnostics.count == 10_000)
            // Comparing each name with each would take minutes.
            #expect(error.diagnostics.last?.hint == nil)
        }
    }

    // MARK: YAML

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

    @Test func aBombOfMergeKeysIsRefused() {
        var text = "x-0: &a0 {k0: 1, k1: 2}\n"
        for level in 1...30 {
            text += "x-\(level): &a\(level) {<<: [*a\(level - 1), *a\(level - 1)], n\(level): {<<: *a\(level - 1)}}\n"
        }
        #expect(
            Loading(text).failure().hasPrefix("error: aliases expand to more than 100000 nodes\n  --> compose.yaml:")
        )
    }

    @Test func aFileOfAMillionValuesIsRefusedAtTheFirstThatIsTooMany() {
        let text = Self.service + "x-list:\n" + String(repeating: "- a\n", count: 1_000_001)
        #expect(
            Loading(text).failure() == """
                error: the file has more than 1000000 keys and values
                  --> compose.yaml:999996:3
                       |
                999996 | - …
                       |   ^
                """
        )
    }

    @Test(arguments: ["[", "{a: "]) func deepNestingIsRefused(_ opening: String) {
        let failure = Loading("x-a: \(String(repeating: opening, count: 20_000))\n").failure()
        #expect(
            failure.hasPrefix("error: collections are nested more than 200 levels deep\n  --> compose.yaml:1:"),
            "\(failure.prefix(200))"
        )
    }

    @Test func aLineOfAMillionCharactersIsNotShownWhole() {
        let failure = Loading(Self.service + "    imagee: \"\(String(repeating: "a", count: 1_000_000))\"\n").failure()
        #expect(failure.hasPrefix("error: unknown attribute 'imagee' in 'services.web'\n  --> compose.yaml:4:5\n"))
        #expect(failure.utf8.count < 2_000)
    }

    // MARK: Files that name files

    @Test func filesThatIncludeOthersTwiceEachAreRefused() {
        var files = [
            "compose.yaml": "include: [a0.yaml]\n" + Self.service, "a30.yaml": "x-a: 1\n", "b30.yaml": "x-a: 1\n",
        ]
        for level in 0..<30 {
            for name in ["a\(level)", "b\(level)"] {
                files["\(name).yaml"] = "include: [a\(level + 1).yaml, b\(level + 1).yaml]\n"
            }
        }
        #expect(
            Loading(files: files).failure().hasPrefix("error: more than 1000 files are included\n  --> a28.yaml:1:11\n")
        )
    }

    @Test func aLongChainOfIncludesIsRefused() {
        var files = ["compose.yaml": "include: [a0.yaml]\n" + Self.service]
        for level in 0...200 { files["a\(level).yaml"] = "include: [a\(level + 1).yaml]\n" }
        #expect(
            Loading(files: files).failure().hasPrefix(
                "error: files include one another more than 100 levels deep\n  --> a99.yaml:1:11\n"
            )
        )
    }

    @Test func aLongChainOfExtendsIsRefusedInEitherOrder() {
        let services = (0..<1_100).map { "  s\($0): {extends: s\($0 + 1), environment: {V\($0): 1}}\n" }
        let base = "  s1100: {image: x}\n"
        let basesLast = "services:\n" + services.joined() + base
        #expect(
            Loading(basesLast).failure().hasPrefix(
                "error: services extend one another more than 100 levels deep\n  --> compose.yaml:102:10\n"
            )
        )
        let basesFirst = "services:\n" + base + services.reversed().joined()
        #expect(
            Loading(basesFirst).failure().hasPrefix(
                "error: services extend one another more than 1000 levels deep\n  --> compose.yaml:1003:9\n"
            )
        )
    }

    // MARK: Variables

    @Test func manyVariablesInOneTextAreLinear() throws {
        let text = String(repeating: "${A:-x}", count: 20_000)
        #expect(try Loading("services:\n  web:\n    image: x\n    hostname: \(text)\n").web().hostname?.count == 20_000)
    }

    @Test func deepNestingOfDefaultsIsBounded() throws {
        let depth = 100
        let text = String(repeating: "${A:-", count: depth) + "x" + String(repeating: "}", count: depth)
        #expect(try Loading("services:\n  web:\n    image: x\n    hostname: \(text)\n").web().hostname == "x")
        let deeper = String(repeating: "${A:-", count: 50_000)
        let failure = Loading(Self.service + "    hostname: '\(deeper)'\n").failure()
        #expect(failure.contains("variables are nested more than 100 levels deep\n  --> compose.yaml:4:16\n"))
    }

    @Test func anEnvFileWhoseVariablesGrowWithoutEndIsRefused() {
        var text = "A0=xxxxxxxxxx\n"
        for level in 1...40 { text += "A\(level)=" + String(repeating: "${A\(level - 1)}", count: 4) + "\n" }
        #expect(
            Loading(files: ["compose.yaml": Self.service, ".env": text]).failure().hasPrefix(
                "error: the values of variables become more than 32 MiB of text\n  --> .env:12:5\n"
            )
        )
    }

    @Test func aProjectThatRepeatsALongVariableIsRefused() {
        let repeated = String(repeating: "$BIG", count: 1_000)
        let failure = Loading(Self.service + "    hostname: '\(repeated)'\n")
            .with { $0.environment["BIG"] = String(repeating: "x", count: 100_000) }.failure()
        #expect(
            failure.hasPrefix(
                "error: the values of variables become more than 32 MiB of text\n  --> compose.yaml:4:15\n"
            )
        )
    }

    @Test func anEnvFileOfTooManyVariablesIsRefused() {
        let text = (0...100_000).map { "K\($0)=v\n" }.joined()
        #expect(
            Loading(files: ["compose.yaml": Self.service, ".env": text]).failure().hasPrefix(
                "error: the file sets more than 100000 variables\n  --> .env:100001:1\n"
            )
        )
    }

    // MARK: Short forms

    @Test func rangesOfMorePortsThanTwoHostsHaveAreRefused() throws {
        #expect(try Loading(Self.service + "    ports: ['1-65535:1-65535']\n").web().ports.count == 65_535)
        let ranges = (1...3).map { "'127.0.0.\($0):1-65535:1-65535'" }.joined(separator: ", ")
        #expect(
            Loading(Self.service + "    ports: [\(ranges)]\n").failure().hasPrefix(
                "error: the port ranges of the project stand for more than 131072 ports\n  --> compose.yaml:4:71\n"
            )
        )
    }
}
