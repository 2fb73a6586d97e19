import ComposeModel
import Testing

@testable import Workflows

/// The editor's file gets an entry, and loses it again.
@Suite struct LaunchFileTests {
    private let file = LaunchFile(in: "/shop")

    private func entry(_ language: ServiceLanguage, port: UInt16 = 5678) -> LaunchEntry {
        let mappings = [PathMapping(local: "/shop/web", remote: "/app")]
        return LaunchEntry(service: "web", language: language, port: port, mappings: mappings, project: "/shop")
    }

    private static let python = """
        // Made by 'engarde debug', which removes it again when nothing else is in it.
        {
            "version": "0.2.0",
            "configurations": [
                {
                    "name": "EnGarde: web",
                    "type": "debugpy",
                    "request": "attach",
                    "connect": {
                        "host": "127.0.0.1",
                        "port": 5678
                    },
                    "pathMappings": [
                        {
                            "localRoot": "${workspaceFolder}/web",
                            "remoteRoot": "/app"
                        }
                    ]
                }
            ]
        }

        """

    @Test func aNewFileHasOneEntry() throws {
        #expect(try file.adding(entry(.python), to: nil) == .write(Self.python))
        #expect(try file.adding(entry(.python), to: " \n") == .write(Self.python))
    }

    @Test func theSecondTimeNothingChanges() throws {
        #expect(try file.adding(entry(.python), to: Self.python) == .none)
    }

    @Test func anotherPortChangesOnlyThat() throws {
        #expect(
            try file.adding(entry(.python, port: 5700), to: Self.python)
                == .write(Self.python.replacing("5678", with: "5700"))
        )
    }

    @Test func whatWasMadeForNothingElseIsRemoved() throws {
        #expect(try file.removingEntry(named: "EnGarde: web", from: Self.python) == .remove)
    }

    @Test func whatPeopleWroteStays() throws {
        let own = "{\n    \"configurations\": [\n        {\"name\": \"mine\"}, // mine\n    ]\n}\n"
        guard case .write(let text) = try file.adding(entry(.node, port: 9229), to: own) else {
            Issue.record("nothing was added")
            return
        }
        #expect(text.contains("{\"name\": \"mine\"}, // mine") && text.contains("\"type\": \"node\""))
        #expect(try file.removingEntry(named: "EnGarde: web", from: text) == .write(own))
        #expect(try file.removingEntry(named: "EnGarde: web", from: own) == .none)
        #expect(try file.removingEntry(named: "EnGarde: web", from: nil) == .none)
    }

    @Test func aFileThatCannotBeReadIsSaid() {
        #expect(throws: JSONCError.self) { try file.adding(entry(.python), to: "{ oops }") }
    }
}
