import ComposeModel
import Testing

@testable import Workflows

/// Where profiles go, and in which form.
@Suite struct ProfileDestinationTests {
    private func destination(_ wanted: String? = nil, isDirectory: Bool = false) -> ProfileDestination {
        ProfileDestination(
            wanted: wanted,
            isDirectory: isDirectory,
            of: "web",
            suffix: "svg",
            at: .seconds(1_700_000_000) + .milliseconds(5),
            in: "/shop"
        )
    }

    @Test func withoutAWishTheNameTellsServiceAndTime() {
        #expect(destination().path == "/shop/profiles/web-20231114-221320.svg")
        #expect(destination("/tmp", isDirectory: true).path == "/tmp/web-20231114-221320.svg")
        #expect(destination("/tmp/a.svg").path == "/tmp/a.svg")
    }

    @Test(arguments: [("/a.svg", "flamegraph"), ("/a.json", "speedscope"), ("/a.txt", "raw"), ("/a", "flamegraph")])
    func theNameChoosesTheForm(path: String, format: String) {
        #expect(destination(path).pySpyFormat == format)
    }
}
