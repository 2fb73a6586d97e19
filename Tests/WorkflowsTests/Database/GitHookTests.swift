import Testing

@testable import Workflows

/// What git runs when a branch was checked out.
@Suite struct GitHookTests {
    @Test func theHookOffersOnlyWhereABranchWasCheckedOut() {
        let hook = GitHook(of: "/repo/it's", environment: [:], running: "engarde -p shop db offer")
        let lines = hook.text(below: "/repo").split(separator: "\n").map(String.init)
        #expect(lines.first == "#!/bin/sh")
        #expect(lines.contains(#"[ "$3" = 1 ] || exit 0"#))
        #expect(lines.contains(#"cd 'it'\''s' 2> /dev/null || exit 0"#))
        #expect(lines.last == "engarde -p shop db offer < /dev/tty || true")
    }
}
