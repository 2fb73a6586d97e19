import Diagnostics
@testable import TerminalOutput
import Testing

/// Templates as docker's `--format` takes them. What is expected was printed by Go's `text/template` with docker's functions.
@Suite struct TemplateTests {
    private static let value = TemplateValue.record([
        ("Name", .text("p-web-1")), ("ExitCode", .number(0)), ("Health", .text("")),
        ("Names", .list([.text("a"), .text("b")])),
        (
            "Publishers",
            .list([
                .record([("URL", .text("0.0.0.0")), ("TargetPort", .number(80)), ("PublishedPort", .number(8080))]),
                .record([("URL", .text("::")), ("TargetPort", .number(80)), ("PublishedPort", .number(8080))]),
            ])
        ),
        (
            "Label",
            .function { arguments in
                guard case .text("tier")? = arguments.first else { return .text("") }
                return .text("front")
            }
        ),
    ])

    @Test(
        arguments: [
            ("plain", []), ("{{.Name}} {{$.Health}}", ["Name", "Health"]), ("{{json .A.B | upper}}", ["A"]),
            ("{{if .A}}{{.B}}{{else}}{{.C}}{{end}}", ["A", "B", "C"]), ("{{(index .A 0).B}}", ["A"]),
            ("{{range $i, $a := .A}}{{$a.B}}{{.C}}{{else}}{{.D}}{{end}}", ["A", "C", "D"]), ("{{json .}}", nil),
            ("{{with .A}}{{.}}{{end}}", nil), ("{{$a := $}}{{$a.B}}", nil), ("{{(.).A}}", nil),
        ] as [(String, Set<String>?)]
    )
    func theFieldsThatATemplateAsksFor(template: String, fields: Set<String>?) throws {
        #expect(try Template(template).fields == fields)
    }

    @Test(
        arguments: [
            ("", ""), ("plain", "plain"), ("{{.Name}}", "p-web-1"), ("{{ .Name }}/{{.ExitCode}}", "p-web-1/0"),
            ("{{$.Name}}", "p-web-1"), ("{{json .Name}}", #""p-web-1""#), ("{{.Name | json}}", #""p-web-1""#),
            (
                "{{json .Publishers}}",
                #"[{"URL":"0.0.0.0","TargetPort":80,"PublishedPort":8080},{"URL":"::","TargetPort":80,"PublishedPort":8080}]"#
            ),
            ("{{.Publishers}}", "[{0.0.0.0 80 8080} {:: 80 8080}]"),
            ("{{range .Publishers}}{{.TargetPort}};{{end}}", "80;80;"),
            ("{{range .Publishers}}{{$.Name}} {{else}}none{{end}}", "p-web-1 p-web-1 "),
            ("{{if .Health}}{{.Health}}{{else}}-{{end}}", "-"), ("{{if not .Health}}no{{end}}", "no"),
            ("{{if eq .Name \"x\"}}a{{else if eq .ExitCode 0}}b{{else}}c{{end}}", "b"),
            ("{{with .Name}}<{{.}}>{{end}}", "<p-web-1>"), ("{{with .Health}}x{{else}}y{{end}}", "y"),
            (#"{{join .Names ", "}}"#, "a, b"), (#"{{index (split .Name "-") 1}}"#, "web"),
            (#"{{.Label "tier"}}"#, "front"), (#"{{.Label "nothing"}}."#, "."),
            ("{{upper .Name | lower | title}}", "P-Web-1"),
            ("{{pad .Name 1 2}}|", " p-web-1  |"), ("{{pad .Health 1 2}}|", "|"), ("{{truncate .Name 3}}", "p-w"),
            ("{{len .Names}}", "2"), (#"{{printf "%-8s|%3d|%q" .Name .ExitCode "x"}}"#, #"p-web-1 |  0|"x""#),
            ("a {{- .Name -}} b", "ap-web-1b"), ("a{{/* note */}}b", "ab"), ("{{\"}}\"}}", "}}"),
            ("{{`a\\n`}}", "a\\n"),
            ("{{(index .Publishers 0).URL}}", "0.0.0.0"), ("{{and .Name .Health}}.", "."),
            ("{{or .Health .Name}}", "p-web-1"), ("{{and .Health (index .Names 9)}}.", "."),
            ("{{.Name | or .Health}}", "p-web-1"), ("{{$x := .Name}}{{$x}}", "p-web-1"),
            ("{{$n := .Names}}{{len $n}}", "2"), ("{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}", "2"),
            ("{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}", "21"),
            ("{{range $i, $n := .Names}}{{$i}}={{$n}};{{end}}", "0=a;1=b;"),
            ("{{range $p := .Publishers}}{{$p.URL}} {{.TargetPort}};{{end}}", "0.0.0.0 80;:: 80;"),
            ("{{with $x := .Name}}{{$x}}{{end}}", "p-web-1"), ("{{$x := .Publishers}}{{(index $x 1).URL}}", "::"),
            (#"{{printf "%03d %x %t %-3s|" 7 255 true "a"}}"#, "007 ff true a  |"),
            (#"{{println .Name 1}}"#, "p-web-1 1\n"), ("{{- /* note */ -}}a", "a"), ("{{\"it's\"}}", "it's"),
            ("{{lt 1 2}} {{ge 1 2}} {{ne .Name \"x\"}}", "true false true"), ("{{print .Name 1}}", "p-web-11"),
        ]
    )
    func values(template: String, text: String) throws {
        #expect(try Template(template).text(for: Self.value) == text)
    }

    @Test(
        arguments: [
            ("{{.Nmae}}", "there is no field 'Nmae'", "did you mean 'Name'?"),
            (
                "{{.Zzzzzzzzzz}}", "there is no field 'Zzzzzzzzzz'",
                "use one of 'Name', 'ExitCode', 'Health', 'Names', 'Publishers', 'Label'"
            ),
            ("{{Name}}", "templates have no function 'Name'", "write '.Name' for a field"),
            ("{{jsn .Name}}", "templates have no function 'jsn'", "did you mean 'json'?"),
            ("{{.Name", "an action is not closed", "end it with '}}'"),
            ("{{if .Name}}x", "'{{if …}}' has no end", "add '{{end}}'"),
            ("x{{end}}", "'{{end}}' has no beginning", nil),
            ("{{$x}}", "there is no variable '$x'", "declare it with '{{$x := …}}'"),
            ("{{$abc := 1}}{{$abd}}", "there is no variable '$abd'", "did you mean '$abc'?"),
            ("{{if $x := true}}{{end}}{{$x}}", "there is no variable '$x'", "declare it with '{{$x := …}}'"),
            ("{{$x = 1}}", "there is no variable '$x'", "declare it with '{{$x := …}}'"),
            ("{{.Name := 1}}", "only variables such as '$x' can take a value", nil),
            ("{{:= 1}}", "a variable such as '$x' is missing", nil),
            ("{{if $a, $b := 1}}{{end}}", "'if' takes one variable, not '$b' too", nil),
            ("{{else}}", "'{{else}}' has no beginning", nil),
            ("{{if 1}}{{else range}}{{end}}", "only 'if' may stand behind 'else'", nil),
            ("{{.Name, 1}}", "',' means nothing here", nil), ("{{1.5}}", "'1.5' is no whole number", nil),
            ("{{/* x}}", "a comment is not closed", "end it with '*/}}'"),
            ("{{\"\\z\"}}", "'\\z' means nothing in a template's text", "write '\\\\' for a backslash"),
            ("{{%}}", "'%' means nothing in a template", nil),
            ("{{range .Name}}{{end}}", "'range' needs a list, not a text", nil),
            ("{{printf \"%d\" .Name}}", "'printf' needs a number, not a text", nil),
            (
                "{{printf \"%y\" .Name}}", "'printf' does not know '%y'", "use '%s', '%v', '%d', '%x', '%t' or '%q'"
            ),
            ("{{template \"x\"}}", "'template' is not known in templates", nil), ("{{}}", "'{{}}' says nothing", nil),
            ("{{.Name.First}}", "a text has no field 'First'", nil),
            ("{{.Name 1}}", "field 'Name' takes no arguments", nil),
            ("{{join .Name \",\"}}", "'join' needs a list, not a text", nil),
            ("{{lower}}", "'lower' takes 1 argument, not 0", nil),
            ("{{index .Names 5}}", "there is no element 5 in a list of 2", nil),
            ("{{(.Name}}", "a '(' is not closed", nil), ("{{.Name)}}", "a ')' has no '('", nil),
            ("{{.Name |}}", "a value is missing", nil),
            ("{{\"x}}", "a text is not closed", "end it with '\"'"),
            ("{{eq .Name 1}}", "'eq' cannot compare a text with a number", nil),
        ] as [(String, String, String?)]
    )
    func whatIsWrongIsNamed(template: String, message: String, hint: String?) {
        let error = #expect(throws: TemplateError.self) { try Template(template).text(for: Self.value) }
        #expect(error?.message == message)
        #expect(error?.hint == hint)
        #expect(error?.excerpt != nil)
    }

    @Test func jsonIsEscaped() {
        #expect(TemplateValue.text("a\"b\\\n\u{1}ü").json == #""a\"b\\\n\u0001ü""#)
        #expect(
            TemplateValue.record([("a", .truth(true)), ("f", .function { _ in .null }), ("n", .null)]).json
                == #"{"a":true,"n":null}"#
        )
    }

    @Test(
        arguments: [
            ("{{.Nmae}}", "", "--format:1:3: {{.Nmae}} ^^^^^ at 3"),
            (
                "table {{.Name}}\\t{{json .Nmae}}", "table",
                "--format:1:25: table {{.Name}}\\t{{json .Nmae}} ^^^^^ at 25"
            ),
            ("a\nb {{if .Name}}", "", "--format:2:3: b {{if .Name}} ^^^^^^^^^^^^ at 3"),
            ("{{jsn .Name}}", "", "--format:1:3: {{jsn .Name}} ^^^ at 3"),
            ("{{.Name | len | upper}}", "", "--format:1:17: {{.Name | len | upper}} ^^^^^ at 17"),
        ]
    )
    func aMistakeHasItsPlaceInTheWholeOption(format: String, prefix: String, expected: String) {
        let error = #expect(throws: TemplateError.self) {
            try Template(format: format, after: prefix).text(for: Self.value)
        }
        let excerpt = error?.excerpt
        let carets = String(repeating: "^", count: excerpt?.length ?? 0)
        let place = excerpt.map { "\($0.position): \($0.lineText) \(carets) at \($0.column)" }
        #expect(place == expected)
    }

    @Test func shellsHandEscapesOnAsTheyAre() throws {
        #expect(try Template(format: #"  {{.Name}}\t{{.ExitCode}}\n "#).text(for: Self.value) == "p-web-1\t0\n")
        #expect(try Template(#"{{.Name}}\t"#).text(for: Self.value) == #"p-web-1\t"#)
    }

    @Test(
        arguments: [
            ("{{upper .Name}} {{json .Names}}", "p-web-1 [a b]"), ("{{join .Names \",\"}}", "[a b]"),
            ("{{range .Publishers}}x{{end}}{{.Name.First}}", ""), ("{{truncate .Name 1}}", "p-web-1"),
        ]
    )
    func headingsStayAsTheyAre(template: String, text: String) throws {
        #expect(try Template(template).headings(for: Self.value) == text)
    }
}
