import Diagnostics
import Testing

@Suite struct DiagnosticRenderingTests {
    @Test func showsMessagePlaceExcerptCaretAndHint() {
        let position = SourcePosition(file: "docker-compose.yml", line: 12, column: 9)
        let diagnostic = Diagnostic(
            message: "service 'web' depends on undefined service 'db'",
            excerpt: SourceExcerpt(position: position, lineText: "      - db", length: 2),
            hint: "did you mean 'database'?"
        )
        #expect(
            diagnostic.rendered() == """
                error: service 'web' depends on undefined service 'db'
                  --> docker-compose.yml:12:9
                   |
                12 |       - db
                   |         ^^

                hint: did you mean 'database'?
                """
        )
    }

    @Test func keepsTabsBeforeTheCaretAndStaysInsideTheLine() {
        let position = SourcePosition(file: "a.yml", line: 1, column: 2)
        let diagnostic = Diagnostic(
            message: "odd",
            excerpt: SourceExcerpt(position: position, lineText: "\tab", length: 99)
        )
        #expect(diagnostic.rendered() == "error: odd\n  --> a.yml:1:2\n  |\n1 | \tab\n  | \t^^")
    }

    @Test func aWarningIsOneLine() {
        let position = SourcePosition(file: "a.yml", line: 1, column: 2)
        var warning = Diagnostic(
            severity: .warning,
            message: "odd",
            excerpt: SourceExcerpt(position: position, lineText: "ab", length: 1),
            hint: "make it even"
        )
        #expect(warning.rendered() == "warning: a.yml:1:2: odd (make it even)")
        warning.notes = [Diagnostic.Note(title: "the numbers", lines: ["1", "3"])]
        #expect(warning.rendered() == "warning: a.yml:1:2: odd (make it even)\n\nthe numbers:\n  | 1\n  | 3")
        #expect(Diagnostic(severity: .warning, message: "odd").rendered() == "warning: odd")
    }

    @Test func aColumnBehindTheEndOfTheLineStillGetsACaret() {
        let position = SourcePosition(file: "a.yml", line: 3, column: 40)
        let diagnostic = Diagnostic(
            message: "ends too early",
            excerpt: SourceExcerpt(position: position, lineText: "a: [", length: 1)
        )
        #expect(diagnostic.rendered().hasSuffix("3 | a: [\n  |     ^"))
    }

    @Test func notesFollowTheExcerptUnderTheirTitle() {
        let diagnostic = Diagnostic(
            message: "service 'db' did not become healthy",
            notes: [.init(title: "last log lines of 'db'", lines: ["one", "two"])]
        )
        #expect(
            diagnostic.rendered()
                == "error: service 'db' did not become healthy\n\nlast log lines of 'db':\n  | one\n  | two"
        )
    }

    @Test func theCodeIsWhereTheHintIs() {
        var diagnostic = Diagnostic(code: .undefinedService, message: "odd", hint: "make it even")
        #expect(diagnostic.rendered() == "error: odd\n\nhint: make it even")
        #expect(Diagnostic.rendered([diagnostic]) == "error: odd\n\nhint: make it even (EG0260)")
        diagnostic.command = ["up"]
        #expect(Diagnostic.rendered([diagnostic]) == "error: odd\n\nhint: make it even 'engarde up' (EG0260)")
        diagnostic.hint = nil
        #expect(diagnostic.rendered() == "error: odd")
        #expect(Diagnostic.rendered([diagnostic]) == "error: odd\n\nhint: see 'engarde explain EG0260'")
        diagnostic.code = .unexpected
        #expect(Diagnostic.rendered([diagnostic]) == "error: odd")
        #expect(
            Diagnostic.rendered([
                Diagnostic(code: .credentialsUnusable, severity: .warning, message: "odd", hint: "even")
            ])
                == "warning: odd (even)"
        )
    }

    @Test func ofSeveralErrorsTheLastOfACodeSaysWhereItsPageIs() {
        let errors = [
            Diagnostic(code: .wrongType, message: "a"), Diagnostic(code: .undefinedService, message: "b"),
            Diagnostic(code: .wrongType, message: "c", hint: "d"), Diagnostic(code: .wrongType, message: "e"),
            Diagnostic(message: "f"),
        ]
        #expect(
            Diagnostic.rendered(errors) == """
                error: a

                error: b

                hint: see 'engarde explain EG0260'

                error: c

                hint: d (EG0231)

                error: e

                hint: see 'engarde explain EG0231'

                error: f
                """
        )
    }

    @Test func causesAreBelowTheMessageUnlessItSaysThem() {
        let deepest = Diagnostic(message: "no such file", position: SourcePosition(file: "b.yml", line: 1, column: 2))
        let cause = Diagnostic(message: "'c.yml' is included", causes: [deepest])
        var diagnostic = Diagnostic(message: "odd", causes: [cause], hint: "make it even")
        #expect(
            diagnostic.rendered() == """
                error: odd
                  because: 'c.yml' is included
                    because: b.yml:1:2: no such file

                hint: make it even
                """
        )
        diagnostic.position = SourcePosition(file: "a.yml", line: 3, column: 4)
        #expect(diagnostic.rendered().hasPrefix("error: odd\n  --> a.yml:3:4\n\n  because: 'c.yml' is included\n"))
        diagnostic.saysCauses = true
        #expect(diagnostic.rendered() == "error: odd\n  --> a.yml:3:4\n\nhint: make it even")
    }
}
