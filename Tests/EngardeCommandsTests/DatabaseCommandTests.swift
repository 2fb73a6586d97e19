import Operations
import SessionEvents
import TerminalOutput
import Testing
import Workflows

@testable import EngardeCommands

/// What `engarde db` says of arguments that are wrong, and how it lists snapshots.
@Suite struct DatabaseCommandTests {
    @Test(
        arguments: [
            (["db"], "error: an action is needed\n\nhint: write 'engarde db [options] <action> [argument...]'"),
            (["db", "restor"], "error: 'db' has no action 'restor'\n\nhint: did you mean 'restore'?"),
            (["db", "new"], "error: a migration needs a message\n\nhint: write 'engarde db new <message>'"),
            (["db", "reset", "x"], "error: 'db reset' takes no 'x'\n\nhint: write 'engarde db reset'"),
            (
                ["db", "hook", "instal"],
                "error: 'db hook' has no action 'instal'\n\nhint: did you mean 'install'?"
            ),
            (["db", "list", "--yes"], "error: 'db list' has no option '--yes'\n\nhint: leave out '--yes'"),
            (
                ["db", "snapshot", "--remove"],
                "error: a snapshot is needed that is to be removed\n\nhint: write 'engarde db snapshot --remove <name>'"
            ),
        ] as [([String], String)]
    )
    func whatIsWrongIsSaid(arguments: [String], message: String) async throws {
        let run = try await ProgramRun(["engarde"] + arguments)
        #expect(run.status == .failure)
        #expect(run.errors == message + "\n")
    }

    @Test func actionsAreCompletedInTheFirstPlaceOnly() {
        #expect(
            CompletedValue(operand: 0, of: DatabaseCommand.self) == .listed(DatabaseAction.allCases.map(\.rawValue))
        )
        #expect(CompletedValue(operand: 1, of: DatabaseCommand.self) == .unknown)
    }

    @Test func snapshotsAreListed() throws {
        #expect(
            try SnapshotListing(snapshots: [], now: 0).text(format: "{{.Name}}").isEmpty
        )
        let empty = try SnapshotListing(snapshots: [], now: 0).text(format: "table")
        #expect(empty.split(separator: " ").first == "NAME")
    }
}
