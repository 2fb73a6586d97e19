import SessionEvents
import Testing

/// Commands are shown without their arguments, which may hold passwords.
@Suite struct CommandSummaryTests {
    @Test(arguments: [
        (["pg_isready"], "pg_isready"), (["mysqladmin", "ping", "-psecret"], "mysqladmin …"),
        (["/bin/sh", "-c", "x"], "/bin/sh …"),
        (["PASSWORD=secret"], "…"), ([], ""),
    ])
    func argumentsAreLeftOut(arguments: [String], summary: String) {
        #expect(CommandSummary.of(arguments) == summary)
    }

    @Test(arguments: [
        ("test -f /ready", "test …"), ("  curl\n-f x", "curl …"), ("PGPASSWORD=secret pg_isready", "…"),
        ("true", "true"),
    ])
    func aShellsCommandIsItsFirstWord(command: String, summary: String) {
        #expect(CommandSummary.ofShell(command) == summary)
    }
}
