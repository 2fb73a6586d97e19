import Operations
import TerminalOutput
import Workflows

extension DatabaseCommand {
    /// `db hook`: afterwards the hook's path is named.
    func changeHook(_ invocation: Invocation) async throws -> TerminationStatus {
        let surroundings = invocation.surroundings
        let hook = GitHook(
            of: surroundings.workingDirectory,
            environment: surroundings.environment,
            running: invocation.options.command(of: surroundings.program, ["db", "offer"])
        )
        let isInstallation = argument == "install"
        let text: String
        if invocation.options.dryRun {
            text = "1. \(isInstallation ? "write" : "remove") \(try await hook.path())\n"
        } else if isInstallation {
            text = "\(try await hook.install())\n"
        } else {
            text = try await hook.uninstall().map { "\($0)\n" } ?? "there is no such hook\n"
        }
        surroundings.output.write(text, to: .data)
        return .success
    }

    /// `db offer`: asks whether the database is to be switched to the branch's snapshot; where nobody can be asked, nothing
    /// happens.
    func offer(_ invocation: Invocation) async throws -> TerminationStatus {
        guard invocation.surroundings.confirmation != nil || invocation.options.dryRun else { return .success }
        let isPreview = invocation.options.dryRun
        let output = invocation.surroundings.output
        return try await withDatabases(invocation) { project, context in
            let offer = BranchOffer(project)
            guard let snapshot = try await offer.snapshot() else { return .done }
            if isPreview {
                output.write("1. engarde db restore \(snapshot.name)  # it belongs to the branch\n", to: .data)
                return .done
            }
            guard try await offer.isAccepted(snapshot) else { return .done }
            var options = RestoreSnapshot.Options()
            options.isAgreed = true
            let restore = RestoreSnapshot(project, name: snapshot.name, service: nil, options: options)
            return try await restore.run(in: context)
        }
    }
}
