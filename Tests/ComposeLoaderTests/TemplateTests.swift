import Testing

@testable import ComposeLoader

@Suite struct TemplateTests {
    private static let variables = ["SET": "value", "EMPTY": "", "OTHER": "other", "A1_b": "mixed"]

    private func expand(_ text: String) throws -> String? {
        try Template(parsing: text).expanded { Self.variables[$0] }
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("$SET", "value"), ("${SET}", "value"), ("a${SET}b", "avalueb"),
        ("$SET.$OTHER", "value.other"), ("$A1_b!", "mixed!"), ("$UNSET", ""), ("${UNSET}", ""), ("${EMPTY}", ""),
        ("$$SET", "$SET"), ("$$$SET", "$value"), ("$${SET}", "${SET}"), ("$", "$"), ("a$", "a$"), ("$ 5", "$ 5"),
        ("$1", "$1"), ("$(cmd)", "$(cmd)"), ("100%", "100%"),
        ("${UNSET:-word}", "word"), ("${EMPTY:-word}", "word"), ("${SET:-word}", "value"),
        ("${UNSET-word}", "word"), ("${EMPTY-word}", ""), ("${SET-word}", "value"), ("${UNSET:-}", ""),
        ("${SET:+word}", "word"), ("${EMPTY:+word}", ""), ("${UNSET:+word}", ""),
        ("${SET+word}", "word"), ("${EMPTY+word}", "word"), ("${UNSET+word}", ""),
        ("${SET:?message}", "value"), ("${EMPTY?message}", ""),
        ("${UNSET:-${SET}}", "value"), ("${UNSET:-${EMPTY:-${OTHER}}}", "other"), ("${UNSET:-a}${SET}", "avalue"),
        ("${UNSET:-{\"a\": {}}}", "{\"a\": {}}"), ("${UNSET:-$$}", "$"), ("${UNSET:-a:-b}", "a:-b"),
        ("${UNSET:-a-b?c+d}", "a-b?c+d"), ("${UNSET-http://x:80/}", "http://x:80/"), ("}", "}"), ("{}", "{}"),
        ("${UNSET:-{}", "{"), ("a${UNSET:-{{}b", "a{{b"),
        ("${SET:-${UNSET:?never needed}}", "value"),
    ])
    func textsExpand(_ text: String, _ expected: String) throws {
        #expect(try expand(text) == expected)
    }

    @Test(arguments: [
        ("${UNSET:?message}", "message"), ("${EMPTY:?message}", "message"), ("${UNSET?}", ""),
        ("${UNSET?set $SET}", "set value"), ("${UNSET:-${OTHER2:?inner}}", "inner"),
        ("${A:?a} $SET ${B?b}", "a b"), ("${A:?${B:?inner}}", "inner"), ("${SET:-${A:?a}}${B:?b}", "b"),
    ])
    func requiredVariablesFail(_ text: String, _ reasons: String) throws {
        var missing: [String] = []
        let expanded = try Template(parsing: text).expanded(
            lookup: { Self.variables[$0] },
            missing: { missing.append($0.reason) }
        )
        #expect(expanded == nil && missing.joined(separator: " ") == reasons)
    }

    @Test(arguments: [
        ("${", Template.SyntaxError.Problem.invalidName, "${"), ("${}", .invalidName, "${}"),
        ("a ${1}", .invalidName, "${1}"), ("${SET", .unterminated, "${SET"), ("${SET:-x", .unterminated, "${SET:-x"),
        ("${SET!}", .invalidOperator, "${SET!}"), ("${SET:x}", .invalidOperator, "${SET:x}"),
        ("${SET:-${", .invalidName, "${"), ("${!SET}", .invalidName, "${!SET}"), ("${#SET}", .invalidName, "${#SET}"),
    ])
    func malformedTextsFailWithTheirPlace(_ text: String, _ problem: Template.SyntaxError.Problem, _ source: String) {
        #expect(throws: Template.SyntaxError(source: source, problem: problem)) { try Template(parsing: text) }
    }

    @Test func eachUnsetVariableIsReported() throws {
        var names: [String] = []
        _ = try Template(parsing: "$A ${B} ${C:-$D} ${SET:-$E}").expanded(
            lookup: { Self.variables[$0] },
            unset: { names.append($0.name) }
        )
        #expect(names == ["A", "B", "D"])
    }
}
