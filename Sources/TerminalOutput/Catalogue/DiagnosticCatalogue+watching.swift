import Diagnostics

extension DiagnosticCatalogue {
    static let watching: [DiagnosticPage] = [
        DiagnosticPage(
            .nothingToWatch,
            "no service has anything to watch",
            why: "None of the services that are watched has a 'develop.watch' section.",
            example: "engarde watch db",
            remedy: "Add a 'develop.watch' section to a service."
        ),
        DiagnosticPage(
            .watchTargetMissing,
            "a watch rule does not say where to copy to",
            why: "The actions that copy files need a 'target', a path in the container.",
            example: """
                develop:
                  watch:
                    - {path: ./src, action: sync}
                """,
            remedy: "Add a 'target'."
        ),
        DiagnosticPage(
            .unusableIgnoreRules,
            "ignore rules cannot be used",
            why: "A pattern is malformed, or the ignore file cannot be read.",
            example: "ignore: ['[']",
            remedy: "Correct the pattern, or make the file readable."
        ),
        DiagnosticPage(
            .watchHeld,
            "another process watches the project",
            why: "One process at a time copies files of a project.",
            example: "engarde watch",
            remedy: "End the other one: 'engarde watch --stop', or Ctrl-C in its terminal."
        ),
        DiagnosticPage(
            .watchFolderUnusable,
            "it cannot be written down who watches",
            why: "The state folder is not writable.",
            example: "XDG_STATE_HOME=/proc engarde watch",
            remedy: "Set 'XDG_STATE_HOME' to a directory that you may write."
        ),
        DiagnosticPage(
            .watchLimitReached,
            "the system's limit for watching files is reached",
            why:
                "Each directory that is watched takes one of the user's inotify watches, and each program an instance.",
            example: "sysctl fs.inotify.max_user_watches",
            remedy: "Raise the limit that the message names, or ignore large directories such as 'node_modules'."
        ),
        DiagnosticPage(
            .filesUnwatchable,
            "the system does not let files be watched",
            why: "It refuses for a reason that the message quotes, such as memory that is used up.",
            example: "engarde watch",
            remedy: "Mend what the system names, then run the command again."
        ),
        DiagnosticPage(
            .watcherNotStarted,
            "the watcher in the background did not start",
            why: "The process could not be started, or ended before it watched; the notes show what it wrote last.",
            example: "engarde up -d --watch",
            remedy: "Watch in the terminal with 'engarde watch' to see what it says."
        ),
        DiagnosticPage(
            .watchedContainerMissing,
            "a service that is watched has no container",
            why: "It was not brought up, or its container was removed; changes are kept until there is one.",
            example: "docker rm -f app-web-1",
            remedy: "Bring it up with 'engarde up -d'."
        ),
        DiagnosticPage(
            .watchedPathUnwritable,
            "a path of a container that is watched cannot be written to",
            why: "The root file system or a mount is read-only, or a directory of the host is mounted over the target.",
            example: """
                services:
                  web:
                    image: nginx
                    volumes: ['./src:/app']
                    develop:
                      watch:
                        - {path: ./src, action: sync, target: /app}
                """,
            remedy: "Remove the watch rule or the mount, mount it writable, or sync to another path."
        ),
        DiagnosticPage(
            .watchedContainerPaused,
            "a container that is watched is paused",
            why: "Nothing can be written into it; changes are kept until it runs again.",
            example: "docker pause app-web-1",
            remedy: "Let it go on with 'docker unpause'."
        ),
    ]
}
