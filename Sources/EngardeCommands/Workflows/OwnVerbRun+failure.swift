import ComposeLoader
import Diagnostics
import Workflows

extension OwnVerbRun {
    /// That the command cannot be run on this host, at its place in the files.
    static func error(
        of verb: String,
        _ failure: ForegroundProgram.Failure,
        in loaded: LoadedProject
    ) -> SettingsError {
        let (key, reason, hint): (String, String, String) =
            switch failure {
            case .directoryMissing(let path):
                (
                    "directory", "there is no directory '\(path)'",
                    "write 'directory' as it is seen from the project's directory"
                )
            case .programMissing(let name):
                (
                    "command", "there is no program '\(name)'",
                    "install it, or correct the first word of 'command'"
                )
            case .notStarted(let reason): ("command", reason, "look at the first word of 'command'")
            }
        var error = SettingsError(
            .ownVerbNotStarted,
            "the command of '\(verb)' cannot be run: \(reason)",
            at: ProjectPath(["x-engarde", "verbs", verb, key].map { .key($0) }),
            hint: hint
        )
        error.diagnostics = loaded.located(error.diagnostics)
        return error
    }
}
