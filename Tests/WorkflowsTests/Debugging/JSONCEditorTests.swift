import Testing

@testable import Workflows

/// Edits of JSON with comments leave all else as it is.
@Suite struct JSONCEditorTests {
    private static let members: [JSONCValue.Member] = [
        .init("name", .text("mine")), .init("port", .number(5678)),
    ]

    private func set(_ text: String) throws -> String {
        var editor = try JSONCEditor(text, file: "launch.json")
        try editor.set(Self.members, ofElementNamed: "mine", in: "list")
        return editor.text
    }

    private func removed(_ text: String) throws -> String {
        var editor = try JSONCEditor(text, file: "launch.json")
        let wasThere = try editor.removeElement(named: "mine", from: "list")
        #expect(wasThere)
        return editor.text
    }

    private static let commented = """
        // What people wrote.
        {
          "version": "0.2.0", // the usual one
          "list": [
            { "name": "other" /* keep */ }, // here
            // and this
          ],
        }

        """

    @Test func anElementIsAddedBehindTheCommentsAndTrailingCommas() throws {
        #expect(
            try set(Self.commented) == """
                // What people wrote.
                {
                  "version": "0.2.0", // the usual one
                  "list": [
                    { "name": "other" /* keep */ }, // here
                    // and this
                    {
                      "name": "mine",
                      "port": 5678
                    },
                  ],
                }

                """
        )
    }

    @Test func whatWasAddedCanBeRemoved() throws { #expect(try removed(try set(Self.commented)) == Self.commented) }

    @Test func withoutTrailingCommasNoneAreLeft() throws {
        let text = """
            {
                "list": [
                    {"name": "other"} // here
                ]
            }
            """
        let added = try set(text)
        #expect(
            added == """
                {
                    "list": [
                        {"name": "other"}, // here
                        {
                            "name": "mine",
                            "port": 5678
                        }
                    ]
                }
                """
        )
        #expect(try removed(added) == text)
    }

    @Test func anEmptyArrayIsOpened() throws {
        #expect(
            try set("{\n    \"list\": []\n}\n") == """
                {
                    "list": [
                        {
                            "name": "mine",
                            "port": 5678
                        }
                    ]
                }

                """
        )
    }

    @Test func aMissingArrayIsAdded() throws {
        #expect(
            try set("{\n\t\"version\": 1\n}") == """
                {
                \t"version": 1,
                \t"list": [
                \t\t{
                \t\t\t"name": "mine",
                \t\t\t"port": 5678
                \t\t}
                \t]
                }
                """
        )
        #expect(try set("{}").contains(#""port": 5678"#))
    }

    @Test func onlyWhatDiffersOfAnElementIsChanged() throws {
        let text = """
            {"list": [
                {
                    // mine
                    "name": "mine", "justMyCode": false,
                    "port": 1 // changes
                }
            ]}
            """
        #expect(try set(text) == text.replacing("\"port\": 1", with: "\"port\": 5678"))
        var editor = try JSONCEditor(try set(text), file: "launch.json")
        let isChanged = try editor.set(Self.members, ofElementNamed: "mine", in: "list")
        #expect(!isChanged)
    }

    @Test func aMissingMemberIsAdded() throws {
        #expect(
            try set("{\"list\": [\n  {\n    \"name\": \"mine\" // so\n  }\n]}").contains(
                "    \"name\": \"mine\", // so\n    \"port\": 5678\n  }"
            )
        )
    }

    @Test func lineEndsStay() throws {
        let added = try set("{\r\n  \"list\": [\r\n  ]\r\n}\r\n")
        #expect(
            added
                == "{\r\n  \"list\": [\r\n    {\r\n      \"name\": \"mine\",\r\n      \"port\": 5678\r\n    }\r\n  ]\r\n}\r\n"
        )
        #expect(try removed(added) == "{\r\n  \"list\": [\r\n  ]\r\n}\r\n")
    }

    @Test func theFirstAndTheMiddleElementAreRemoved() throws {
        #expect(
            try removed("{\"list\": [{\"name\": \"mine\"}, {\"name\": \"b\"}]}") == "{\"list\": [ {\"name\": \"b\"}]}"
        )
        #expect(
            try removed("{\"list\": [\n  {\"name\": \"a\"},\n  {\"name\": \"mine\"},\n  {\"name\": \"b\"}\n]}")
                == "{\"list\": [\n  {\"name\": \"a\"},\n  {\"name\": \"b\"}\n]}"
        )
    }

    @Test func whatIsNotThereIsNotRemoved() throws {
        for text in ["{}", "{\"list\": []}", "{\"list\": [{\"name\": \"other\"}]}", "{\"list\": 1}"] {
            var editor = try JSONCEditor(text, file: "launch.json")
            let wasThere = try editor.removeElement(named: "mine", from: "list")
            #expect(!wasThere)
            #expect(editor.text == text)
        }
    }

    @Test func whatIsNoArrayOrNoObjectIsSaid() {
        let error = #expect(throws: JSONCError.self) { try set("{\n  \"list\": {}\n}") }
        #expect(error?.line == 2 && error?.column == 11 && error?.reason == "'list' is no array")
        #expect(throws: JSONCError.self) { try set("[]") }
    }
}
