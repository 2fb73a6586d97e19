/// An environment of a project: which files are laid over the base file, and which env files are read for it.
public struct ProjectEnvironment: Sendable, Hashable {
    /// Its name; of those that have a long and a short one, the short one: `dev`, `prod`, `staging`, `test`.
    public let name: String
    /// The absolute paths of the Compose files on top of the base file, in order; for development, the override file last.
    public let files: [String]
    /// The absolute paths of the env files, later ones win: `.env`, `.env.{name}` and `docker/env/.env.{name}`, as far as they
    /// are there. Files of `--env-file` are read in place of them.
    public let environmentFiles: [String]
}
