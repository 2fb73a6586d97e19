@testable import EngardeCommands
import Testing

/// Pages of the manual, from the same declarations as help. `ShellTests` hands them to mandoc.
@Suite struct ManualTests {
    @Test func aPageIsWhatTheVerbDeclares() async throws {
        let run = try await ProgramRun("engarde", "man", "version")
        #expect(run.status == .success && run.errors == "")
        #expect(
            run.output == #"""
                .Dd November 14, 2023
                .Dt ENGARDE-VERSION 1
                .Os EnGarde 0.1.0
                .Sh NAME
                .Nm engarde-version
                .Nd show the version
                .Sh SYNOPSIS
                .Nm engarde
                .Op Ar global options
                .Cm version
                .Op Ar options
                .Sh DESCRIPTION
                Show the version.
                .Sh OPTIONS
                .Bl -tag -width Ds
                .It Fl -short
                Show only the number.
                .It Fl f Ar format , Fl -format Ar format
                How to show it: pretty, json, or a template of \(aq.Version\(aq.
                (default: pretty)
                .El
                .Pp
                The global options, which stand before
                .Cm version ,
                are those of
                .Xr engarde 1 .
                .Sh EXAMPLES
                Prints the number alone.
                .Dl engarde version \-\-short
                .Sh SEE ALSO
                .Xr engarde 1

                """#
        )
    }

    @Test func theProgramsPageNamesEveryVerbAndGlobalOption() async throws {
        let page = try await ProgramRun("engarde", "man").output
        for verb in EngardeProgram.verbs {
            #expect(page.contains("\n.It Xr engarde-\(verb.name) 1\n"), "\(verb.name)")
        }
        for option in CommandSyntax(of: EngardeCommand.self).options where option.shouldDisplay {
            #expect(page.contains("Fl \(option.canonicalName.dropFirst())"), "\(option.canonicalName)")
        }
    }

    @Test func textMeansItself() {
        #expect(ManualText.escaped(".env isn't a ~ or -f, read-only") == #"\&.env isn\(aqt a \(ti or \-f, read-only"#)
        #expect(ManualText.escaped(#"a\b"#) == #"a\eb"#)
    }

    @Test func whatStandsBehindAVerb() {
        var page = ManualText()
        page.operands("[options] <service> <command> [argument...]")
        #expect(page.text == ".Op Ar options\n.Ar service\n.Ar command\n.Op Ar argument ...\n")
    }

    @Test func sentencesStandOnLinesOfTheirOwn() {
        var page = ManualText()
        let long = "One (of 'two'). " + Array(repeating: "word", count: 17).joined(separator: " ") + " .env ends it."
        page.prose(long)
        let words = Array(repeating: "word", count: 16).joined(separator: " ")
        #expect(page.text == "One (of \\(aqtwo\\(aq).\n\(words)\nword .env ends it.\n")
    }

    @Test(
        arguments: [
            (0, "January 1, 1970"), (951_782_400, "February 29, 2000"), (1_767_225_599, "December 31, 2025"),
            (1_772_323_200, "March 1, 2026"),
        ]
    )
    func daysOfTheCalendar(seconds: Int64, text: String) {
        #expect(ManualDate(seconds: seconds).text == text)
    }

    @Test func aBuildCanBeRepeated() async throws {
        let run = try await ProgramRun("engarde", "man", "ps", environment: ["SOURCE_DATE_EPOCH": "0"])
        #expect(run.output.hasPrefix(".Dd January 1, 1970\n"))
    }

    @Test func aPageOfAVerbThatIsNotThere() async throws {
        let run = try await ProgramRun("engarde", "man", "lgos")
        #expect(run.errors == "error: engarde has no command 'lgos'\n\nhint: did you mean 'logs'? (EG0802)\n")
    }
}
