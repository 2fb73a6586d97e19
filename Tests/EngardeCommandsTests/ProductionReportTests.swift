import Diagnostics
import Testing

@testable import EngardeCommands
@testable import Workflows

/// What is printed of a production check.
@Suite struct ProductionReportTests {
    private static let excerpt = SourceExcerpt(
        position: SourcePosition(file: "compose.yaml", line: 4, column: 5),
        lineText: "    mem_limit: 64M",
        length: 9
    )

    private static func report(keeping addresses: [ProductionReport.Address]? = nil) -> ProductionReport {
        ProductionReport(
            project: "shop-prod-check",
            files: ["/shop/compose.yaml"],
            findings: [
                ProductionFinding(.health, of: "web", wanted: "ready", found: "healthy", .ok, at: excerpt),
                ProductionFinding(.memory, of: "web", wanted: "64M", found: "none", .failed, at: excerpt)
                    .explained(by: .productionSettingNotApplied),
                ProductionFinding(.setup, of: nil, wanted: "external volume 'a'", found: "an empty one", .note),
            ],
            addresses: addresses
        )
    }

    private static func text(_ arguments: String..., report: ProductionReport) throws -> String {
        try ProductionCheckCommand.parsed(arguments).text(of: report, "engarde -p shop")
    }

    @Test func peopleGetATableAndWhatFailed() throws {
        #expect(
            try Self.text(report: Self.report()) == """
                SERVICE   CHECK          WANTED                FOUND          VERDICT   PLACE
                web       health         ready                 healthy        ok        compose.yaml:4
                web       memory limit   64M                   none           failed    compose.yaml:4
                -         setup          external volume 'a'   an empty one   note

                error: memory limit of service 'web': wanted 64M, found none
                  --> compose.yaml:4:5
                  |
                4 |     mem_limit: 64M
                  |     ^^^^^^^^^

                hint: see 'engarde explain EG1051'

                3 checks: 1 failed

                """
        )
    }

    @Test func whatIsKeptCanBeReachedAndRemoved() throws {
        let addresses = [ProductionReport.Address(service: "web", port: "80/tcp", host: "0.0.0.0:32768")]
        let text = try Self.text(report: Self.report(keeping: addresses))
        let end = """
            project 'shop-prod-check' goes on to run
              web 80/tcp  0.0.0.0:32768
            remove it with 'engarde -p shop prod-check --remove'

            """
        #expect(text.hasSuffix(end), "\(text)")
    }

    @Test func programsGetAnObject() throws {
        let text = try Self.text("--format=json", report: Self.report())
        #expect(
            text == """
                {"checks":[\
                {"check":"health","found":"healthy","lines":[],"place":{"column":5,"file":"compose.yaml","line":4},\
                "service":"web","verdict":"ok","wanted":"ready"},\
                {"check":"memory limit","code":"EG1051","found":"none","lines":[],\
                "place":{"column":5,"file":"compose.yaml","line":4},"service":"web","verdict":"failed","wanted":"64M"},\
                {"check":"setup","found":"an empty one","lines":[],"verdict":"note","wanted":"external volume 'a'"}],\
                "failed":1,"files":["/shop/compose.yaml"],"passed":false,"project":"shop-prod-check","warnings":0}

                """
        )
    }

    @Test func optionsThatContradictEachOtherAreRefused() {
        let error = #expect(throws: UsageError.self) { try ProductionCheckCommand.parsed(["--keep", "--remove"]) }
        #expect(error?.message == "--keep and --remove contradict each other")
    }
}
