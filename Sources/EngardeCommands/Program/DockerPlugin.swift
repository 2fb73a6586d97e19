/// This program as a plugin of docker's command line, as which it is called when its file is named like one.
///
/// docker hands over all arguments, its own options and the plugin's name first: `docker --context dev compose up` runs
/// `docker-compose --context dev compose up`. Called by hand, `docker-compose up` has no such name among its arguments.
///
/// - Source: docker's CLI (`cli-plugins/manager`).
struct DockerPlugin: Hashable, Sendable {
    /// The word behind `docker`.
    let name: String

    /// Recognises a plugin by the path that the program was called with; `nil` for another name than `docker-…`.
    init?(calledAs path: String) {
        let file = path.split(separator: "/").last ?? ""
        guard file.hasPrefix("docker-"), file.count > "docker-".count else { return nil }
        name = String(file.dropFirst("docker-".count))
    }

    /// How the program is called: `docker compose` by docker, `docker-compose` by hand.
    func program(calledByDocker: Bool) -> String { "docker\(calledByDocker ? " " : "-")\(name)" }

    /// The verbs behind which docker puts the plugin's name, in place of before them.
    static let verbsBeforeTheName: Set<String> = ["help", CompleteCommand.name]
}
