import EngineAPI
import Testing

@Suite struct JSONReaderTests {
    /// A value of any form, of which nothing is kept.
    private struct Anything: JSONReadable {
        init(reading reader: inout JSONReader) throws(JSONReader.Malformed) { try reader.skip() }
    }

    /// A number.
    private struct Number<Value: FixedWidthInteger>: JSONReadable {
        let value: Value
        init(reading reader: inout JSONReader) throws(JSONReader.Malformed) { value = try reader.integer() }
    }

    private static func read<Value: JSONReadable>(_ type: Value.Type, _ json: String) throws -> Value {
        try JSONReader.read(type, from: Array(json.utf8))
    }

    private static func isJSON(_ json: String) -> Bool { (try? read(Anything.self, json)) != nil }

    @Test(arguments: [
        #""""#, #""plain""#, #""ü 猫 🐈""#, #""\"\\\/\b\f\n\r\t""#, #""\u0041\u00e9\u732B\u0020""#, #""\ud83d\uDC08""#,
        " \t\r\n\"x\" \n", #""a\nb\u0020c""#, "\"\u{7f}\u{2028}\"",
    ]) func stringsAreReadAsByFoundation(json: String) throws {
        #expect(try Self.read(String.self, json) == decoded(String.self, json))
    }

    @Test(arguments: [
        "", "\"", "\"\\\"", #""\"#, #""\x""#, #""\u12""#, #""\u12g4""#, #""\ud83d""#, #""\ud83dx""#, #""\ud83d\n""#,
        #""\ud83d\u0041""#, #""\udc08""#, "\"\n\"", "\"\0\"", "null", "1", "'a'", #""a" "b""#, #""a","#,
    ]) func whatIsNoStringIsRefused(json: String) {
        _ = #expect(throws: JSONReader.Malformed.self) { try Self.read(String.self, json) }
    }

    @Test(
        arguments: [
            [0xFF], [0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80],
        ] as [[UInt8]]
    ) func bytesThatAreNoTextAreRefused(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        for text in [bytes, bytes + Array(#"\n"#.utf8)] {
            _ = #expect(throws: JSONReader.Malformed.self) {
                try JSONReader.read(String.self, from: [quote] + text + [quote])
            }
        }
    }

    @Test(arguments: [
        "0", "-0", "7", "-7", "9223372036854775807", "-9223372036854775808", "1.0", "-20.00", "1e3", "1E+3", "1200e-2",
        " 5 ",
    ]) func numbersAreReadAsByFoundation(json: String) throws {
        #expect(try Self.read(Number<Int64>.self, json).value == decoded(Int64.self, json))
    }

    @Test(arguments: [
        "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "1.5", "1e-1", "0x1", "9223372036854775808",
        "-9223372036854775809", "1e400", "1e19", "NaN", "1 2", "\"1\"", "true", "null",
    ]) func whatIsNoWholeNumberIsRefused(json: String) {
        _ = #expect(throws: JSONReader.Malformed.self) { try Self.read(Number<Int64>.self, json) }
    }

    @Test func numbersFitTheirType() throws {
        #expect(try Self.read(Number<UInt16>.self, "65535").value == 65_535)
        for json in ["65536", "-1", "99999999999999999999", "65536.0"] {
            _ = #expect(throws: JSONReader.Malformed.self) { try Self.read(Number<UInt16>.self, json) }
        }
    }

    @Test(arguments: [
        "{}", "[]", "[[],{}]", #"{"a":{"b":[1,-2.5e7,true,false,null,"x\n"]},"c":0}"#, " [ 1 , { \"a\" : [ ] } ] ",
        "1.5",
    ]) func anyValueIsPassedOver(json: String) {
        #expect(Self.isJSON(json))
    }

    @Test(arguments: [
        "[", "{", "]", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{1:2}",
        "{\"a\":1]", "{\"a\" 1}", "[tru]", "[nul", "[truex]", "[\"\\x\"]", "[01]", "[1]]", "[1],", "\u{FEFF}[]", "[\0]",
    ]) func whatIsNoJSONIsNotPassedOver(json: String) {
        #expect(!Self.isJSON(json))
    }

    @Test func depthIsBounded() {
        func nested(_ depth: Int) -> String {
            String(repeating: #"[{"a":"#, count: depth / 2) + "1" + String(repeating: "}]", count: depth / 2)
        }
        #expect(Self.isJSON(nested(500)))
        #expect(!Self.isJSON(nested(502)))
        #expect(!Self.isJSON(String(repeating: "[", count: 1_000_000)))
    }

    @Test func collectionsAreReadAsByFoundation() throws {
        let json = #" { "a" : [ "x" , null ] , "\u0062" : [ ] , "" : null } "#
        let read = try Self.read([String: [String?]?].self, json)
        #expect(try read == decoded([String: [String?]?].self, json))
        _ = #expect(throws: JSONReader.Malformed.self) { try Self.read([String: String].self, #"{"a":"1","a":"2"}"#) }
        _ = #expect(throws: JSONReader.Malformed.self) { try Self.read([String].self, "[null]") }
    }

    @Test func errorsSayHowMuchWasTaken() {
        let error = #expect(throws: JSONReader.Malformed.self) { try Self.read([String].self, #"["a", 1]"#) }
        #expect(error?.offset == 6)
    }
}
