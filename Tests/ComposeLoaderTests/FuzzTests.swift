import ComposeYAML
import Diagnostics
import Testing

@testable import ComposeLoader

/// Random texts into every grammar: each must end, with a value or an error at its place, and what must hold for every text
/// is checked for each.
@Suite struct FuzzTests {
    @Test(arguments: targets) func everyTextKeepsWhatMustHold(_ target: FuzzTarget) throws {
        try target.run()
    }

    static let targets = [
        FuzzTarget(
            name: "template",
            pieces: ["$", "{", "}", ":-", "?", "+", "-", ":", "A", "_b", "1", " ", "é", "$$", "${A", "\n", "${SET:+"],
            violation: template
        ),
        FuzzTarget(
            name: "dotenv",
            pieces: [
                "A", "B", "=", ":", "'", "\"", "\\", "#", " ", "\n", "export ", "$A", "${B:-x}", "\\n", "\r",
                "\u{FEFF}", "é",
                "\0",
            ],
            violation: dotenv
        ),
        FuzzTarget(
            name: "port",
            pieces: [
                "8", "80", ":", "-", "/", "udp", "[", "]", "::1", ".", "127.0.0.1", "a", " ", "99999999999999999999",
            ],
            violation: port
        ),
        FuzzTarget(
            name: "volume",
            pieces: [".", "/", "~", ":", "a", "C", "\\", "ro", ",", "z", "${", "}", "nocopy", "é"],
            violation: volume
        ),
        FuzzTarget(
            name: "duration",
            pieces: ["1", "9", ".", "s", "m", "h", "d", "ns", "us", "-", "+", " ", "99999999999", "e", "k", "mb"],
            violation: duration
        ),
        FuzzTarget(
            name: "command",
            pieces: ["a", " ", "'", "\"", "\\", "`", "(", ")", "$", "$(", ";", "|", "1", ">", "\n", "é"],
            violation: command
        ),
        FuzzTarget(
            name: "scalar",
            pieces: [
                "a", " ", "\n", ":", "#", "-", "'", "\"", "\\", "\t", "1", "~", "{", "é", "😀", "\u{85}", "yes", "\r",
                "|",
                "\u{2028}", "null", "0x", ".", "e",
            ],
            violation: scalar
        ),
        FuzzTarget(
            name: "yaml",
            pieces: [
                "a: ", "- ", "? ", "\n", "  ", "&a ", "*a", "<<: ", "{", "}", "[", "]", ",", "\"", "'", "|\n", ">-\n",
                "#", "---\n",
                "...\n", "!!int ", "!reset ", "é", "\t", "1", "\u{FEFF}", "%YAML 1.2\n", "\0",
            ],
            violation: yaml
        ),
        FuzzTarget(
            name: "project",
            pieces: [
                "services:\n", "  web:\n", "    image: x\n", "    ports:\n", "      - 80\n", "    <<: *a\n",
                "x-a: &a {b: 1}\n", "---\n", "    environment:\n",
                "      A: ${B:-c}\n", "      - A=1\n", "networks: {n: }\n", "    extends: web\n", "include: [b.yaml]\n",
                "    build: !reset .\n", "\t", "{", "]", "\"", ": ",
                "    depends_on: [web, db]\n", "  db: {image: y, profiles: [p]}\n",
                "    volumes: ['a:/b', !override ./c]\n", "    command: !override\n", "    command: a 'b c' $$D\n",
                "    healthcheck: {test: x, interval: 90s}\n", "    deploy: {resources: {limits: {cpus: '.5'}}}\n",
                "- ",
                "? ", "!!int ",
            ],
            violation: project
        ),
    ]

    // MARK: What must hold

    private static func source(_ text: String) -> SourceText {
        SourceText(path: "/f", displayPath: "f", bytes: Array(text.utf8))
    }

    /// Whether a place is inside a text, or right behind it.
    private static func misplaced(_ position: SourcePosition?, in source: SourceText) -> String? {
        guard let position else { return "an error has no place" }
        let isInside =
            (1...max(1, source.lineCount)).contains(position.line)
            && (1...(source.line(position.line).unicodeScalars.count + 2)).contains(position.column)
        return isInside ? nil : "the place \(position) is not in the text"
    }

    @Sendable private static func template(_ text: String) -> String? {
        let escaped = text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
        let plain = try? Template(parsing: escaped).expanded { _ in "?" }
        if plain != text { return "with its dollars doubled it becomes \(plain.debugDescription)" }
        do throws(Template.SyntaxError) {
            let template = try Template(parsing: text)
            let marked = template.expanded { $0 == "A" ? "\u{1}" : nil }
            let dollars = template.expanded { $0 == "A" ? "$A${A}" : nil }
            let expected = marked?.split(separator: "\u{1}", omittingEmptySubsequences: false).joined(
                separator: "$A${A}"
            )
            if !text.contains("\u{1}"), dollars != expected { return "the value of a variable is expanded again" }
            guard !text.contains("{") else { return nil }
            let simple = unbraced(text) { $0 == "A" ? "value" : "" }
            let ours = template.expanded { $0 == "A" ? "value" : nil }
            return ours == simple ? nil : "expected \(simple.debugDescription), got \(ours.debugDescription)"
        } catch {
            return text.contains(error.source) ? nil : "the error is about \(error.source.debugDescription)"
        }
    }

    /// The reference for texts without braces: `$$` is a dollar, `$NAME` a value, any other dollar itself.
    private static func unbraced(_ text: String, _ value: (String) -> String) -> String {
        var result = ""
        var rest = Substring(text).unicodeScalars
        while let scalar = rest.popFirst() {
            guard scalar == "$" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            if rest.first == "$" {
                rest.removeFirst()
                result += "$"
                continue
            }
            let name = rest.prefix {
                $0 == "_" || ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
            }
            guard let first = name.first, !("0"..."9").contains(first) else {
                result += "$"
                continue
            }
            result += value(String(name))
            rest = rest.dropFirst(name.count)
        }
        return result
    }

    @Sendable private static func dotenv(_ text: String) -> String? {
        let source = source(text)
        _ = RawEnvFile.assignments(in: source) { _ in nil }
        do throws(DotenvParser.Failure) {
            let read = try DotenvParser.assignments(in: source, lookup: { _ in nil })
            for assignment in read {
                if let problem = misplaced(assignment.location.position, in: source) { return problem }
            }
            // A byte order mark may be a key, but not at the start.
            let written = "#\n" + read.map { "\($0.key)=\"\(quoted($0.value))\"\n" }.joined()
            let again = try DotenvParser.assignments(in: Self.source(written), lookup: { _ in nil })
            let isSame = read.elementsEqual(again) { $0.key == $1.key && $0.value == $1.value }
            return isSame
                ? nil : "written as \(written.debugDescription) it reads as \(again.map { "\($0.key)=\($0.value)" })"
        } catch {
            return misplaced(error.location.position, in: source)
        }
    }

    /// A value for double quotes: `$` and what would end them has a backslash.
    private static func quoted(_ value: String) -> String {
        value.unicodeScalars.map { ["\\", "\"", "$"].contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    @Sendable private static func port(_ text: String) -> String? {
        guard let ports = try? PortSyntax(parsing: text).ports else { return nil }
        if ports.isEmpty { return "it stands for no port" }
        for port in ports.prefix(50) {
            let address = port.hostIP.map { $0.contains(":") ? "[\($0)]:" : "\($0):" } ?? ""
            let published = port.published.map { "\($0):" } ?? (address.isEmpty ? "" : ":")
            let written = "\(address)\(published)\(port.target)/\(port.transport)"
            if (try? PortSyntax(parsing: written).ports) != [port] { return "its port \(written) reads differently" }
        }
        return nil
    }

    @Sendable private static func volume(_ text: String) -> String? {
        guard let mount = try? VolumeSyntax(parsing: text), !mount.isBareTarget, let source = mount.source else {
            return nil
        }
        var options = mount.unknownOptions
        if options.contains("") { return nil }
        if mount.isReadOnly { options.append("ro") }
        if mount.noCopy { options.append("nocopy") }
        options += [mount.propagation, mount.selinux].compactMap { $0 }
        let written = "\(source):\(mount.target)" + (options.isEmpty ? "" : ":" + options.joined(separator: ","))
        return (try? VolumeSyntax(parsing: written)) == mount ? nil : "written as \(written) it reads differently"
    }

    @Sendable private static func duration(_ text: String) -> String? {
        if let bytes = ByteCountSyntax.bytes(text), ByteCountSyntax.bytes(String(bytes)) != bytes {
            return "the size \(bytes) reads differently"
        }
        guard let nanoseconds = DurationSyntax.nanoseconds(text) else { return nil }
        let written = DurationSyntax.text(nanoseconds: nanoseconds)
        return DurationSyntax.nanoseconds(written) == nanoseconds ? nil : "written as \(written) it reads differently"
    }

    @Sendable private static func command(_ text: String) -> String? {
        guard let words = try? ShellWords(parsing: text).words else { return nil }
        let written = words.map { word in
            word.isEmpty ? "''" : word.map { "\\\($0)" }.joined()
        }.joined(separator: " ")
        let again = try? ShellWords(parsing: written).words
        return again == words ? nil : "written as \(written.debugDescription) it reads as \(again ?? [])"
    }

    @Sendable private static func scalar(_ text: String) -> String? {
        var printed = "k: " + YAMLScalarStyle.value(text, indent: 2)
        if !printed.hasSuffix("\n") { printed += "\n" }
        guard let document = try? YAMLParser.documents(of: source(printed)).first,
            case .mapping(let entries) = document.content, let value = entries.first?.value
        else { return "\(printed.debugDescription) is no YAML" }
        return value.scalarValue == .string(text) ? nil : "\(printed.debugDescription) is another text"
    }

    @Sendable private static func yaml(_ text: String) -> String? {
        let source = source(text)
        do throws(YAMLError) {
            for document in try YAMLParser.documents(of: source) {
                if let problem = misplaced(document, in: source) { return problem }
            }
            return nil
        } catch {
            return misplaced(error.location.position, in: source)
        }
    }

    private static func misplaced(_ node: YAMLNode, in source: SourceText) -> String? {
        if let problem = misplaced(node.location.position, in: source) { return problem }
        switch node.content {
        case .scalar: return nil
        case .sequence(let items): return items.lazy.compactMap { misplaced($0, in: source) }.first
        case .mapping(let entries):
            return entries.lazy.compactMap {
                misplaced($0.keyLocation.position, in: source) ?? misplaced($0.value, in: source)
            }.first
        }
    }

    @Sendable private static func project(_ text: String) -> String? {
        func printed(_ text: String) throws(LoadError) -> String {
            let files = ["compose.yaml": text, "b.yaml": "services:\n  inc: {image: z}\n"]
            return ConfigRenderer().text(try Loading(files: files).run())
        }
        let once: String
        do throws(LoadError) {
            once = try printed(text)
            // Keys are printed with their dollars doubled, as docker compose does, but not interpolated.
            if once.split(separator: "\n").contains(where: { line in
                line.lastIndex(of: ":").map { line[..<$0].contains("$") } ?? false
            }) {
                return nil
            }
        } catch {
            return error.diagnostics.contains { $0.severity == .error } ? nil : "it is refused without an error"
        }
        do throws(LoadError) {
            let twice = try printed(once)
            // As in docker compose, dollars are printed twice in keys too, where they are read as two.
            let isSame = once == twice || once == twice.replacing("$$$$", with: "$$")
            return isSame ? nil : "what is printed:\n\(once)\nloads as\n\(twice)"
        } catch {
            return "what is printed is refused:\n\(once)\n\(error)"
        }
    }
}
