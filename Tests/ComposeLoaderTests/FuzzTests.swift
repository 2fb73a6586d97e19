import ComposeYAML
import Testing

@testable import ComposeLoader

/// Random texts into every parser: each must end, with a value or an error, and never trap.
@Suite struct FuzzTests {
    private static let rounds = 4_000

    /// Random texts made of pieces that mean something to a grammar.
    private func texts(_ pieces: [String], seed: UInt64, longest: Int = 14) -> [String] {
        var random = GeneratedProject.Random(seed: seed)
        return (0..<Self.rounds).map { _ in
            (0..<Int.random(in: 0...longest, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
        }
    }

    @Test func templates() {
        for text in texts(
            ["$", "{", "}", ":-", "?", "+", "-", ":", "A", "_b", "1", " ", "é", "$$", "${A", "\n"],
            seed: 1
        ) {
            guard let template = try? Template(parsing: text) else { continue }
            let once = try? template.expanded(lookup: { $0 == "A" ? "$A" : nil }, unset: { _ in })
            // A value is never expanded again.
            if text == "$A" { #expect(once == "$A") }
        }
    }

    @Test func templatesWithoutDollarsAreThemselves() throws {
        for text in texts(["{", "}", ":-", "?", "A", "\n", "é"], seed: 2) {
            #expect(try Template(parsing: text).expanded(lookup: { _ in nil }, unset: { _ in }) == text)
        }
    }

    @Test func envFiles() {
        for text in texts(
            ["A", "=", ":", "'", "\"", "\\", "#", " ", "\n", "export ", "$A", "\\n", "\r", "\u{FEFF}", "é", "\0"],
            seed: 3
        ) {
            let source = SourceText(path: "/f", displayPath: "f", bytes: Array(text.utf8))
            _ = try? DotenvParser.assignments(in: source, lookup: { _ in nil })
            _ = RawEnvFile.assignments(in: source) { _ in nil }
        }
    }

    @Test func shortForms() {
        for text in texts(
            ["8", "80", ":", "-", "/", "udp", "[", "]", "::1", ".", "127", "a", " ", "99999999999999999999"],
            seed: 4
        ) {
            _ = try? PortSyntax(parsing: text).ports
            _ = IPAddressSyntax.isAddress(text)
        }
        for text in texts([".", "/", "~", ":", "a", "C", "\\", "ro", ",", "z", "${", "}", "nocopy", "é"], seed: 5) {
            _ = try? VolumeSyntax(parsing: text)
        }
        for text in texts(["1", "9", ".", "s", "m", "h", "d", "ns", "-", "+", " ", "99999999999", "e"], seed: 6) {
            if let nanoseconds = DurationSyntax.nanoseconds(text) {
                #expect(
                    DurationSyntax.nanoseconds(DurationSyntax.text(nanoseconds: nanoseconds)) == nanoseconds,
                    "\(text)"
                )
            }
            _ = ByteCountSyntax.bytes(text)
        }
        for text in texts(["a", " ", "'", "\"", "\\", "`", "(", ")", "$", ";", "|", "1", ">", "\n"], seed: 7) {
            _ = try? ShellWords(parsing: text)
        }
    }

    @Test func printedTextsReadBackAsThemselves() throws {
        let pieces = [
            "a", " ", "\n", ":", "#", "-", "'", "\"", "\\", "\t", "1", "~", "{", "é", "😀", "\u{85}", "yes", "\r", "|",
            "\u{2028}",
        ]
        for text in texts(pieces, seed: 8, longest: 8) {
            var printed = "k: " + YAMLScalarStyle.value(text, indent: 2)
            if !printed.hasSuffix("\n") { printed += "\n" }
            let source = SourceText(path: "/f", displayPath: "f", bytes: Array(printed.utf8))
            let document = try #require(try YAMLParser.documents(of: source).first, "\(printed.debugDescription)")
            guard case .mapping(let entries) = document.content, let value = entries.first?.value else {
                Issue.record("\(printed.debugDescription)")
                continue
            }
            #expect(value.scalarValue == .string(text), "\(printed.debugDescription)")
        }
    }

    @Test func wholeFiles() {
        let pieces = [
            "services:\n", "  web:\n", "    image: x\n", "    ports:\n", "      - 80\n", "    <<: *a\n",
            "x-a: &a {b: 1}\n", "---\n", "    environment:\n",
            "      A: ${B:-c}\n", "      - A=1\n", "networks: {n: }\n", "    extends: web\n", "include: [b.yaml]\n",
            "    build: !reset .\n", "\t", "{", "]", "\"", ": ",
            "    depends_on: [web, db]\n", "  db: {image: y, profiles: [p]}\n",
            "    volumes: ['a:/b', !override ./c]\n", "    command: !override\n", "- ", "? ", "!!int ",
        ]
        for text in texts(pieces, seed: 9, longest: 18) {
            let loading = Loading(files: ["compose.yaml": text, "b.yaml": "services:\n  inc: {image: z}\n"])
            if let loaded = try? loading.run() { _ = ConfigRenderer().text(loaded) }
        }
    }
}
