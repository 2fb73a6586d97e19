import ComposeYAML
import Testing

@Suite struct YAMLScalarTests {
    @Test(arguments: [
        ("", YAMLScalar.null), ("~", .null), ("null", .null), ("Null", .null), ("nULL", .string("nULL")),
        ("true", .bool(true)), ("True", .bool(true)), ("FALSE", .bool(false)), ("tRUE", .string("tRUE")),
        ("yes", .string("yes")), ("no", .string("no")), ("on", .string("on")), ("y", .string("y")),
        ("0", .int(0)), ("42", .int(42)), ("-7", .int(-7)), ("+12", .int(12)), ("1_000", .int(1000)),
        ("0x1F", .int(31)), ("0o17", .int(15)), ("017", .int(15)), ("0b11", .int(3)), ("08", .float(8)),
        ("1.5", .float(1.5)), (".5", .float(0.5)), ("1e3", .float(1000)), ("1.", .float(1)), ("12e", .string("12e")),
        (".", .string(".")), ("-", .string("-")), ("1.2.3", .string("1.2.3")), ("22:22", .string("22:22")),
        ("8080:80", .string("8080:80")), ("2001-01-01", .string("2001-01-01")), ("0x", .string("0x")),
        ("0-1", .string("0-1")), ("0x-1", .string("0x-1")), ("00", .int(0)),
        (".inf", .float(.infinity)), ("-.inf", .float(-.infinity)), ("text", .string("text")),
    ])
    func plainScalarsReadAsInDockerCompose(_ text: String, _ value: YAMLScalar) {
        #expect(YAMLScalar(plain: text) == value)
    }
}
