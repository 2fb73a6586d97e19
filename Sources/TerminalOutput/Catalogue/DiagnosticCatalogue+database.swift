import Diagnostics

extension DiagnosticCatalogue {
    static let database: [DiagnosticPage] = [
        DiagnosticPage(
            .databaseNotFound,
            "no service is a database that is known",
            why: "None has an image, variables or a volume of PostgreSQL, MySQL, MariaDB, MongoDB or Redis.",
            example: "engarde db shell",
            remedy: "Name the service with '--service', or as 'database' below 'x-engarde.db'."
        ),
        DiagnosticPage(
            .databaseAmbiguous,
            "several services are databases",
            why: "The project has more than one, and it was not said which one is meant.",
            example: "engarde db reset",
            remedy: "Name the service with '--service', or as 'database' below 'x-engarde.db'."
        ),
        DiagnosticPage(
            .migrationsNotFound,
            "no service runs migrations",
            why: """
                What no service is built from has the files of Alembic (alembic.ini), Django (manage.py), Prisma \
                (prisma/schema.prisma), Flyway (flyway.conf, sql/V1__*.sql) or Rails (Gemfile and db/migrate).
                """,
            example: "engarde db migrate",
            remedy: "Say below 'x-engarde.db' which 'service' runs them, and with which 'tool' or 'commands'."
        ),
        DiagnosticPage(
            .migrationToolMissing,
            "the tool for migrations is not in the service's container",
            why: "The image has no such program: it may be installed for development only.",
            example: "engarde db migrate",
            remedy: "Install it in the image, or name other 'commands' below 'x-engarde.db'."
        ),
        DiagnosticPage(
            .migrationsAmbiguous,
            "several services run migrations of their own",
            why: "They are built from different directories, and each has the files of such a tool.",
            example: "engarde db migrate",
            remedy: "Say which one is meant as 'service' below 'x-engarde.db'."
        ),
        DiagnosticPage(
            .migrationPlaceUnknown,
            "it is not known where new migrations belong",
            why: """
                No bind mount, watch rule or COPY of the Dockerfile leads to the directory in which the tool has \
                written.
                """,
            example: "engarde db new 'add roles'",
            remedy: "Name the directory of this machine as 'directory' below 'x-engarde.db'."
        ),
        DiagnosticPage(
            .migrationUnsupported,
            "the tool for migrations cannot do that",
            why: "Some tools cannot go back, or cannot make an empty migration; commands may not be configured.",
            example: "engarde db rollback",
            remedy: "Take a snapshot before, and restore that; or name 'commands' below 'x-engarde.db'."
        ),
        DiagnosticPage(
            .migrationUnwritable,
            "a new migration cannot be written",
            why: "The directory is not writable, or another file has the name; it stays as it is.",
            example: "engarde db new 'add roles'",
            remedy: "Make room for it; the new file is still in the container, 'engarde cp' brings it."
        ),
        DiagnosticPage(
            .databaseDataUnreachable,
            "the data of a database is not in a volume of its own",
            why: """
                Only volumes of the engine are copied and removed: not directories of this machine, external volumes, or \
                those that others use.
                """,
            example: "volumes: ['./data:/var/lib/postgresql/data']",
            remedy: "Keep the data in a named volume; a directory of this machine can be copied or removed by hand."
        ),
        DiagnosticPage(
            .databaseLossUnconfirmed,
            "nobody can be asked whether data may be lost",
            why: "Data is removed or replaced only once somebody has agreed, and nobody sits at a terminal.",
            example: "engarde db reset < /dev/null",
            remedy: "Agree beforehand with '--yes'."
        ),
        DiagnosticPage(
            .snapshotNameUnusable,
            "the name of a snapshot is taken or no name",
            why: "A snapshot is never overwritten; names are letters, digits and '-', '_', '.', '/'.",
            example: "engarde db snapshot seeded",
            remedy: "Choose another name, or remove the other one with 'engarde db snapshot --remove NAME'."
        ),
        DiagnosticPage(
            .snapshotVersionDiffers,
            "a snapshot is of another major version",
            why: "A database cannot read the files of another major version.",
            example: "engarde db restore seeded",
            remedy: "Use the image that the snapshot was taken with, or dump and load the data there."
        ),
        DiagnosticPage(
            .snapshotNotFound,
            "there is no such snapshot",
            why: "None has the name. One that was cut short is none.",
            example: "engarde db restore seded",
            remedy: "List them with 'engarde db list'."
        ),
        DiagnosticPage(
            .snapshotCopyFailed,
            "the data of a database could not be copied",
            why: "The copying container failed: the disk may be full, or the image has no shell.",
            example: "engarde db snapshot",
            remedy: "Look at what it said; the data is as it was, and nothing half is offered."
        ),
        DiagnosticPage(
            .snapshotVolumesDiffer,
            "a snapshot is of other volumes",
            why: "The service mounts its data at other paths than when the snapshot was taken.",
            example: "engarde db restore seeded",
            remedy: "Mount the volumes as they were, restore, and move the data then."
        ),
        DiagnosticPage(
            .gitHookUnusable,
            "a hook of git cannot be written or removed",
            why: "There is no repository, or a 'post-checkout' hook that is not EnGarde's: it is left alone.",
            example: "engarde db hook install",
            remedy: "Add the line 'engarde db offer' to the hook that is there."
        ),
        DiagnosticPage(
            .gitBranchMissing,
            "there is no branch of git",
            why: "The project is in no repository, or a commit is checked out and no branch.",
            example: "engarde db snapshot --branch",
            remedy: "Check a branch out, or leave out '--branch'."
        ),
    ]
}
