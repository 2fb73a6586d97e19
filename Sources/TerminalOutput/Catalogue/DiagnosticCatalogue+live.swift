import Diagnostics

extension DiagnosticCatalogue {
    /// What goes with watching a project that changes itself, and with waiting for what is saved.
    static let live: [DiagnosticPage] = [
        DiagnosticPage(
            .watchedProjectRenamed,
            "a project was given another name while it is watched",
            why: "Containers belong to a project by its name; under another one all of them would be made once more.",
            example: "name: shop2",
            remedy: "End the watching, take the project down and bring it up under the new name, or restore the name."
        ),
        DiagnosticPage(
            .syncLate,
            "not everything was in the containers in time",
            why: "A build, a restart, or a container that does not become ready takes longer than '--timeout' allows.",
            example: "engarde sync --wait --timeout 5",
            remedy: "Look at what the services and the watcher say, or allow more time."
        ),
        DiagnosticPage(
            .nothingToSync,
            "a service has nothing that is brought into containers",
            why: "Only services with a 'develop.watch' section get files from this host.",
            example: "engarde sync --wait db",
            remedy: "Add a 'develop.watch' section, or name services that have one."
        ),
    ]
}
