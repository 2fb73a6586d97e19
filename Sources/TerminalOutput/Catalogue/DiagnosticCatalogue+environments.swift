import Diagnostics

extension DiagnosticCatalogue {
    static let environments: [DiagnosticPage] = [
        DiagnosticPage(
            .environmentUnknown,
            "there is no such environment",
            why: "An environment is there when a Compose file or an env file of its name is, such as "
                + "'docker-compose.prod.yml', 'compose.prod.yaml', '.env.prod' or 'docker/env/.env.prod'; of 'dev', 'prod', "
                + "'test' and 'staging', the long names 'development', 'production', 'testing' and 'stage' will do as well.",
            example: "engarde --environment prdo up",
            remedy: "List the environments with 'engarde env list', and correct the name in '--environment', "
                + "'ENGARDE_ENVIRONMENT' or '.engarde.yaml'; or create one of the files."
        ),
        DiagnosticPage(
            .environmentAmbiguous,
            "two files of one environment contradict",
            why: "A Compose file or an env file of an environment may have several names, such as "
                + "'docker-compose.dev.yml' and 'docker-compose.development.yml'. Where there are two and they differ, nothing says which one is meant.",
            example: "cp docker-compose.dev.yml compose.dev.yaml   # and one of them is edited\nengarde -E dev up",
            remedy: "Keep one of the files, with what is right of both."
        ),
        DiagnosticPage(
            .environmentBesideFiles,
            "an environment and Compose files are asked for at once",
            why: "An environment says which Compose files are loaded, and so does '--file'.",
            example: "engarde -E prod -f compose.yaml up",
            remedy: "Leave out one of the two."
        ),
        DiagnosticPage(
            .workspaceSettingsAmbiguous,
            "there are two files with the workspace's settings",
            why: "The settings are in '.engarde.yaml' or in '.engarde.yml'.",
            example: "touch .engarde.yaml .engarde.yml\nengarde up",
            remedy: "Keep one of the two, with the settings of both."
        ),
    ]
}
