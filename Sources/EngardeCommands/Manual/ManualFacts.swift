/// What the manual says of the program that no option declares.
enum ManualFacts {
    /// Something with a name.
    struct Fact {
        /// Its name.
        let name: String
        /// What it is for, in sentences.
        let meaning: String

        fileprivate init(_ name: String, _ meaning: String) {
            self.name = name
            self.meaning = meaning
        }
    }

    /// The variables that the program reads.
    static let environment = [
        Fact("BROWSER", "The program that opens addresses, in place of xdg-open."),
        Fact("CLICOLOR_FORCE", "If not empty, colours are used where there is no terminal, too."),
        Fact("COMPOSE_ANSI", "Stands in for --ansi."),
        Fact("COMPOSE_COMPATIBILITY", "Stands in for --compatibility."),
        Fact("COMPOSE_DISABLE_ENV_FILE", "If true, .env is not read."),
        Fact("COMPOSE_ENV_FILES", "Stands in for --env-file; a list with commas."),
        Fact("COMPOSE_FILE", "Stands in for -f; a list with colons, or with what COMPOSE_PATH_SEPARATOR says."),
        Fact("COMPOSE_IGNORE_ORPHANS", "If true, nothing is said of containers of services that are gone."),
        Fact("COMPOSE_MENU", "Stands in for --menu of up and watch."),
        Fact("COMPOSE_PARALLEL_LIMIT", "Stands in for --parallel."),
        Fact("COMPOSE_PROFILES", "Stands in for --profile; a list with commas."),
        Fact("COMPOSE_PROGRESS", "Stands in for --progress."),
        Fact("COMPOSE_PROJECT_NAME", "Stands in for -p."),
        Fact("COMPOSE_REMOVE_ORPHANS", "Stands in for --remove-orphans."),
        Fact("DOCKER_API_VERSION", "The version of the engine's API that is spoken."),
        Fact("DOCKER_BUILDKIT", "If 0 or false, the engine's builder before BuildKit builds."),
        Fact("DOCKER_CERT_PATH", "The directory of ca.pem, cert.pem and key.pem."),
        Fact("DOCKER_CONFIG", "The directory of docker's configuration, in place of ~/.docker."),
        Fact("DOCKER_CONTEXT", "The docker context whose engine is meant."),
        Fact("DOCKER_DEFAULT_PLATFORM", "The platform of services without 'platform', such as linux/arm64."),
        Fact("DOCKER_HOST", "The engine's address: unix://, tcp:// or ssh://."),
        Fact("DOCKER_TLS", "If not empty, the engine is talked to by TLS, and need not prove who it is."),
        Fact("DOCKER_TLS_VERIFY", "If not empty, the engine is talked to by TLS, and has to prove who it is."),
        Fact("ENGARDE_ENVIRONMENT", "Stands in for --environment, where neither -f nor COMPOSE_FILE name files."),
        Fact("NO_COLOR", "If not empty, no colours are used unless --ansi asks for them."),
        Fact("SSH_AUTH_SOCK", "The SSH agent that builds may use where 'build.ssh' or --ssh says so."),
        Fact("XDG_STATE_HOME", "Where it is written down who watches a project, in place of ~/.local/state."),
    ]

    /// The files that the program looks for.
    static let files = [
        Fact("compose.yaml", "The Compose file, here or in a directory above; docker-compose.yml and the like, too."),
        Fact("compose.override.yaml", "What is laid over it."),
        Fact("compose.NAME.yaml", "What an environment lays over it; docker-compose.NAME.yml and the like, too."),
        Fact(".env", "Variables for the files."),
        Fact(".env.NAME, docker/env/.env.NAME", "Those of an environment."),
        Fact(".engarde.yaml", "The workspace's settings."),
        Fact("~/.docker/config.json", "The current docker context, and credentials for registries."),
    ]

    /// How the program ends.
    static let statuses = [
        Fact("0", "What was asked for is done."),
        Fact("1", "It is not, and standard error says why."),
        Fact("129", "The terminal went away."),
        Fact("130", "It was interrupted."),
        Fact("141", "Nobody read its output any more."),
        Fact("others", "Those of a command in a container."),
    ]
}
