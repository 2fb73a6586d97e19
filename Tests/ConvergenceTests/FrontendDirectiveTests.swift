@testable import Convergence
import Diagnostics
import Testing

@Suite struct FrontendDirectiveTests {
    @Test(
        arguments: [
            ("# syntax=docker/dockerfile:1\nFROM x", "docker/dockerfile:1", 1, 10),
            ("#escape=`\n  # Syntax = a/b  \nFROM x", "a/b", 2, 14), ("# syntax=a", "a", 1, 10),
        ]
    )
    func theLineIsFoundBeforeTheFirstInstruction(text: String, image: String, line: Int, column: Int) throws {
        let directive = try #require(FrontendDirective(in: text, named: "Dockerfile"))
        #expect(directive.image == image)
        #expect(directive.excerpt.position.line == line)
        #expect(directive.excerpt.position.column == column)
        #expect(directive.excerpt.length == image.count)
    }

    @Test(arguments: ["", "FROM x\n# syntax=a", "# a comment\n# syntax=a", "# syntax=\nFROM x", "\n# syntax=a"])
    func elsewhereItIsAComment(text: String) {
        #expect(FrontendDirective(in: text, named: "Dockerfile") == nil)
    }

    @Test func theMessageShowsTheLine() throws {
        let directive = try #require(FrontendDirective(in: "# syntax=docker/dockerfile:1\n", named: "Dockerfile"))
        #expect(
            directive.failure(reason: "no such host").rendered() == """
                error: the Dockerfile frontend 'docker/dockerfile:1' cannot be had: no such host
                  --> Dockerfile:1:10
                  |
                1 | # syntax=docker/dockerfile:1
                  |          ^^^^^^^^^^^^^^^^^^^

                hint: remove this line, unless the Dockerfile needs what the engine's own frontend does not know
                """
        )
    }
}
