import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@Suite struct ProjectNodeTests {
    private func path(_ steps: ProjectPath.Step...) -> ProjectPath { ProjectPath(steps) }

    private static let text = """
        services:
          web:
            image: "app:${TAG:-1}"   # pinned
            ports:
              - "80:80"
              - {target: 443}
            environment: [A=b, "C=d"]
            command: >
              one
              two

        """

    /// The text that a range is about.
    private func text(_ range: SourceRange?, of files: [String: String]) throws -> String? {
        guard let range else { return nil }
        let bytes = Array(try #require(files[range.file]).utf8)
        return String(decoding: bytes[range.bytes], as: UTF8.self)
    }

    @Test func keysValuesAndItemsHaveRanges() throws {
        let loaded = try Loading(Self.text).run()
        let files = ["/project/compose.yaml": Self.text]
        let web = try #require(loaded.root["services"]?["web"])
        #expect(try text(web["image"]?.keyRange, of: files) == "image")
        #expect(try text(web["image"]?.range, of: files) == "\"app:${TAG:-1}\"")
        #expect(web["image"]?.string == "app:1")
        #expect(try text(web["ports"]?[0]?.range, of: files) == "\"80:80\"")
        #expect(try text(web["ports"]?[1]?.range, of: files) == "{target: 443}")
        #expect(try text(web["ports"]?[1]?["target"]?.range, of: files) == "443")
        #expect(try text(web["command"]?.range, of: files)?.hasSuffix("two") == true)
        #expect(web["ports"]?[0]?.position.description == "compose.yaml:5:9")
        #expect(web["ports"]?[0]?.keyPosition == nil)
        #expect(web["ports"]?[0]?.path.description == "services.web.ports[0]")
    }

    @Test func rangesCountAByteOrderMarkAndLongCharacters() throws {
        let text = "\u{FEFF}services:\r\n  web: {x-ä: ö, image: 'ü'}\r\n"
        let image = try #require(try Loading(text).run().root["services"]?["web"]?["image"])
        #expect(try self.text(image.range, of: ["/project/compose.yaml": text]) == "'ü'")
        #expect(try self.text(image.keyRange, of: ["/project/compose.yaml": text]) == "image")
    }

    @Test func whatFollowsFromOtherValuesIsMarked() throws {
        let loaded = try Loading(Self.text).run()
        let network = try #require(loaded.node(at: path(.key("networks"), .key("default"))))
        #expect(network.isImplied && network.range == nil)
        #expect(loaded.node(at: path(.key("services"), .key("nobody"))) == nil)
        #expect(loaded.node(at: path(.key("services"), .key("web"), .key("ports"), .index(9))) == nil)
    }

    @Test func whatIsAPartOfATextHasNoRangeOfItsOwn() throws {
        let text = """
            services:
              web:
                image: x
                env_file: e
                environment: [A=b]
                extra_hosts: ["h=1.1.1.1"]
                labels: {k: v}

            """
        let loaded = try Loading(files: ["compose.yaml": text, "e": "X=1\n"]).run()
        let web = try #require(loaded.root["services"]?["web"])
        #expect(web["environment"]?["A"]?.string == "b" && web["environment"]?["A"]?.range == nil)
        #expect(web["environment"]?["A"]?.position.description == "compose.yaml:5:19")
        #expect(web["environment"]?["X"]?.string == "1" && web["environment"]?["X"]?.range == nil)
        #expect(web["extra_hosts"]?["h"]?[0]?.string == "1.1.1.1" && web["extra_hosts"]?["h"]?[0]?.range == nil)
        #expect(web["labels"]?["k"]?.range != nil)
    }

    @Test func eachFileThatSetAValueIsNamed() throws {
        let loaded = try Loading(
            layers: "services: {web: {image: a, ports: ['80']}}\n",
            "services: {web: {image: b, ports: ['81']}}\n"
        ).run()
        let web = try #require(loaded.root["services"]?["web"])
        #expect(
            web["image"]?.layers.map { "\($0.action) \($0.file)" } == [
                "set /project/a.yaml", "replaced /project/b.yaml",
            ]
        )
        #expect(web["ports"]?.items.map(\.file) == ["/project/a.yaml", "/project/b.yaml"])
        #expect(web["ports"]?[1]?.layers.map(\.action) == [.appended])
    }

    @Test func valuesAreWhatTheyAre() throws {
        let loaded = try Loading("x-v: {a: ~, b: true, c: 1, d: 1.5, e: t, f: [1], g: {h: 2}}\nservices: {}\n").run()
        let kinds = (loaded.root["x-v"]?.entries ?? []).map { key, node in
            switch node.value {
            case .null: "\(key) null"
            case .bool(let flag): "\(key) \(flag)"
            case .int(let number): "\(key) \(number)"
            case .unsigned(let number): "\(key) \(number)"
            case .float(let number): "\(key) \(number)"
            case .string(let text): "\(key) \(text)"
            case .list(let items): "\(key) list of \(items.count)"
            case .mapping(let entries): "\(key) mapping of \(entries.count)"
            }
        }
        #expect(kinds == ["a null", "b true", "c 1", "d 1.5", "e t", "f list of 1", "g mapping of 1"])
    }

    @Test func aValueIsEditedWhereItIsWritten() throws {
        let loaded = try Loading(Self.text).run()
        let range = try #require(loaded.root["services"]?["web"]?["image"]?.range)
        let document = try SourceDocument(file: range.file, bytes: Array(Self.text.utf8))
        let edited = try SourceEdit.apply(
            [document.replacing(range.bytes, with: "httpd")],
            to: Array(Self.text.utf8),
            of: range.file
        )
        let text = String(decoding: edited, as: UTF8.self)
        #expect(text == Self.text.replacing("\"app:${TAG:-1}\"", with: "httpd"))
        var expected = loaded.project
        expected.services["web"]?.image = "httpd"
        let again = try Loading(text).run().project
        #expect(again.services == expected.services)
    }
}
