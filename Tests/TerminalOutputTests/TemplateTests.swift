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
            ("{{or .Health .Name}}", "p-web-1"),
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
            ("{{.Name", "an action is not closed: '{{.Name'", "end it with '}}'"),
            ("{{if .Name}}x", "'{{if …}}' has no end", "add '{{end}}'"),
            ("x{{end}}", "'{{end}}' has no beginning", nil),
            ("{{$x := .Name}}", "variables are not known in templates: '{{$x := .Name}}'", nil),
            ("{{template \"x\"}}", "'template' is not known in templates", nil), ("{{}}", "'{{}}' says nothing", nil),
            ("{{.Name.First}}", "a text has no field 'First'", nil),
            ("{{.Name 1}}", "field 'Name' takes no arguments", nil),
            ("{{join .Name \",\"}}", "'join' needs a list, not a text", nil),
            ("{{lower}}", "'lower' takes 1 argument, not 0", nil),
            ("{{index .Names 5}}", "there is no element 5 in a list of 2", nil),
            ("{{(.Name}}", "a '(' is not closed", nil), ("{{.Name)}}", "a ')' has no '('", nil),
            ("{{.Name |}}", "a value is missing in '{{…}}'", nil),
            ("{{\"x}}", "an action is not closed: '{{\"x}}'", "end it with '}}'"),
            ("{{eq .Name 1}}", "'eq' cannot compare a text with a number", nil),
        ] as [(String, String, String?)]
    )
    func whatIsWrongIsNamed(template: String, message: String, hint: String?) {
        #expect(throws: TemplateError(message, hint: hint)) { try Template(template).text(for: Self.value) }
    }

    @Test func jsonIsEscaped() {
        #expect(TemplateValue.text("a\"b\\\n\u{1}ü").json == #""a\"b\\\n\u0001ü""#)
        #expect(
            TemplateValue.record([("a", .truth(true)), ("f", .function { _ in .null }), ("n", .null)]).json
                == #"{"a":true,"n":null}"#
        )
    }
}
