import ComposeModel
import Diagnostics
import EngineAPI
import Operations
import Testing

/// Which of a service's containers is chosen.
@Suite struct ContainerChoiceTests {
    private static func container(_ name: String, number: Int? = nil, created: Int64 = 0) -> ContainerSummary {
        var summary = ContainerSummary(
            id: ContainerID(name),
            name: name,
            image: "i",
            imageID: "sha256:i",
            state: .running
        )
        summary.created = created
        summary.labels = [
            ComposeLabel.oneOff: number == nil ? "True" : "False",
            ComposeLabel.containerNumber: number.map(String.init) ?? "1",
        ]
        return summary
    }

    private static let all = [
        container("run-old", created: 1), container("web-10", number: 10), container("run-new", created: 2),
        container("web-2", number: 2),
    ]

    @Test func theLowestNumberComesFirstAndRunsComeLast() throws {
        let choice = ContainerChoice(of: "web")
        #expect(try choice.chosen(among: Self.all).name == "web-2")
        #expect(try choice.chosen(among: Self.all.filter { $0.name.hasPrefix("run") }).name == "run-new")
    }

    @Test func anIndexIsThatOfAServicesOwnContainer() throws {
        #expect(try ContainerChoice(of: "web", index: 10).chosen(among: Self.all).name == "web-10")
        #expect(throws: ContainerChoice.Failure.noSuchIndex("web", 1)) {
            try ContainerChoice(of: "web", index: 1).chosen(among: Self.all)
        }
    }

    @Test func withoutContainersOfRunItIsAnError() throws {
        var choice = ContainerChoice(of: "web")
        choice.includesOneOffs = false
        let runs = Self.all.filter { $0.name.hasPrefix("run") }
        #expect(throws: ContainerChoice.Failure.notRunning("web")) { try choice.chosen(among: runs) }
        choice.includesStopped = true
        #expect(throws: ContainerChoice.Failure.missing("web")) { try choice.chosen(among: runs) }
    }

    @Test func theWordsAreThoseThatScriptsLookFor() {
        func text(_ failure: ContainerChoice.Failure) -> String {
            Diagnostic.rendered(failure.diagnostics, calling: "engarde")
        }
        #expect(
            text(.noSuchIndex("web", 2)) == """
                error: service "web" is not running container #2

                hint: see 'engarde explain EG0804'
                """
        )
        #expect(
            text(.missing("web")) == """
                error: no container found for service "web"

                hint: start it with 'engarde up -d web' (EG0804)
                """
        )
    }
}
