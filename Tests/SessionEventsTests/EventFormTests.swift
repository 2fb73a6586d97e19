import Foundation
import SessionEvents
import TestSupport
import Testing

/// The JSON form of events, the schema, the page about them and the source agree.
@Suite struct EventFormTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: repository.appending(path: path)), as: UTF8.self)
    }

    private static func schema() throws -> JSONSchema { try JSONSchema(text(of: "docs/events.schema.json")) }

    /// The events that there are, by their source.
    private static func names() throws -> Set<String> {
        let source = try text(of: "Sources/SessionEvents/EventAction.swift")
        let cases = source.prefix(upTo: source.range(of: "\n}\n")?.lowerBound ?? source.endIndex)
        return Set(cases.matches(of: /(?m)^    case (\w+)/).map { String($0.output.1) })
    }

    @Test(arguments: EventSamples.actions) func everyEventIsAsTheSchemaSays(action: EventAction) throws {
        let json = try EventSamples.stamped(action).json
        #expect(try Self.schema().flaws(of: json) == [], "\(json)")
        let name = try #require(try ParsedJSON(json)["event"]?.string)
        #expect(try ParsedJSON(json)[name] != nil)
    }

    @Test func theSchemaRefusesWhatIsNone() throws {
        let json = try EventSamples.stamped(.stopping).json
        for (good, bad) in [
            (#""sequence":7"#, #""sequence":"7""#), (#""version":1"#, #""version":2"#),
            (#""kind":"container""#, #""kind":"thing""#), (#""event":"stopping""#, #""event":"stoping""#),
            (#""stopping":{}"#, #""stopping":{"why":1}"#), (#""number":1"#, #""number":1.5"#),
        ] {
            let changed = json.replacing(good, with: bad)
            #expect(changed != json)
            #expect(try !Self.schema().flaws(of: changed).isEmpty, "\(changed)")
        }
    }

    @Test func everyEventHasASampleAPlaceInTheSchemaAndALineInThePage() throws {
        let names = try Self.names()
        #expect(names.count > 40)
        #expect(Set(EventSamples.actions.map(\.name)) == names)
        let schema = try Self.schema()
        #expect(schema.values(of: "event") == names)
        #expect(schema.properties.isSuperset(of: names))
        let page = try Self.text(of: "docs/Events.md")
        for name in names { #expect(page.contains("\n| `\(name)` |"), "\(name)") }
        let listed = page.matches(of: /(?m)^\| `(\w+)` \|/).map { String($0.output.1) }
        #expect(Set(listed).isSuperset(of: names))
    }

    @Test func theFormIsOneLine() throws {
        #expect(
            try EventSamples.stamped(.buildOutput(step: "s", line: "a\nb")).json
                == #"{"buildOutput":{"line":"a\nb","step":"s"},"elapsed":1.234567,"event":"buildOutput","sequence":7,"step":{"plan":1,"step":2},"subject":{"kind":"container","name":"hq-db-1","number":1,"service":"db"},"time":"2025-11-28T09:46:11.476Z","version":1}"#
        )
    }
}
