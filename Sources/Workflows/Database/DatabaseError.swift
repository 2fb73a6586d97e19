import Diagnostics

/// Why something about a database cannot be done.
enum DatabaseError: DiagnosticConvertible, Hashable {
    /// No service is a database that is known.
    case noDatabase
    /// Several services are databases.
    case severalDatabases([String])
    /// The service that was named is no database that is known.
    case unknownDatabase(String)
    /// No service runs migrations.
    case noMigrations
    /// Several services run migrations of their own.
    case severalMigrations([String])
    /// The program is not in the service's container.
    case toolMissing(tool: String, program: String, service: String)
    /// The tool cannot do it.
    case unsupported(tool: String, action: String)
    /// It is not known where on this machine what lies at a path of a container belongs.
    case placeUnknown(path: String, service: String)
    /// A new file cannot be written.
    case unwritable(path: String, reason: String)
    /// Another file has the name of a new one.
    case fileTaken(path: String)
    /// The data cannot be copied or removed.
    case unreachable(service: String, reason: String)
    /// Nobody can be asked.
    case unconfirmed(loss: String)
    /// A snapshot has the name.
    case nameTaken(String)
    /// The name cannot be that of a snapshot.
    case malformedName(String)
    /// A snapshot is of another major version.
    case otherVersion(snapshot: String, version: String, service: String, current: String)
    /// There is no snapshot of the name.
    case noSnapshot(String, known: [String])
    /// The container that copies failed.
    case copyFailed(service: String, code: Int, lines: [String])
    /// A snapshot is of other volumes.
    case otherVolumes(snapshot: String, paths: [String], current: [String])
    /// A hook that is not EnGarde's is there.
    case foreignHook(path: String)
    /// There is no repository, or its hooks cannot be written.
    case hookUnwritable(reason: String)
    /// There is no branch.
    case noBranch(directory: String)

    var diagnostics: [Diagnostic] { [diagnostic] }

    private var diagnostic: Diagnostic {
        switch self {
        case .noDatabase, .severalDatabases, .unknownDatabase, .unreachable, .unconfirmed: ofDatabases
        case .noMigrations, .severalMigrations, .toolMissing, .unsupported, .placeUnknown, .unwritable, .fileTaken:
            ofMigrations
        default: ofSnapshots
        }
    }

    private var ofDatabases: Diagnostic {
        switch self {
        case .severalDatabases(let names):
            Diagnostic(
                code: .databaseAmbiguous,
                message: "several services are databases: \(Self.listed(names))",
                hint: "say which one with '--service \(names.first ?? "db")', or as 'database' below 'x-engarde.db'"
            )
        case .unknownDatabase(let name):
            Diagnostic(
                code: .databaseNotFound,
                message: "service '\(name)' is no database that is known",
                hint: "PostgreSQL, MySQL, MariaDB, MongoDB and Redis are known by their images, variables and volumes"
            )
        case .unreachable(let service, let reason):
            Diagnostic(
                code: .databaseDataUnreachable,
                message: "the data of '\(service)' cannot be copied or removed: \(reason)",
                hint: "keep it in a named volume of the service's own"
            )
        case .unconfirmed(let loss):
            Diagnostic(
                code: .databaseLossUnconfirmed,
                message: "nobody can be asked whether \(loss)",
                hint: "agree with '--yes'"
            )
        default:
            Diagnostic(
                code: .databaseNotFound,
                message: "no service is a database that is known",
                hint: "name it with '--service', or as 'database' below 'x-engarde.db'"
            )
        }
    }

    private var ofMigrations: Diagnostic {
        switch self {
        case .severalMigrations(let names):
            Diagnostic(
                code: .migrationsAmbiguous,
                message: "several services run migrations: \(Self.listed(names))",
                hint: "say which one is meant as 'service' below 'x-engarde.db'"
            )
        case .toolMissing(let tool, let program, let service):
            Diagnostic(
                code: .migrationToolMissing,
                message: "\(tool) is not there: the container of '\(service)' has no program '\(program)'",
                hint: "install it in the image, or name other 'commands' below 'x-engarde.db'"
            )
        case .unsupported(let tool, let action):
            Diagnostic(
                code: .migrationUnsupported,
                message: "\(tool) cannot \(action)",
                hint: "name a command for it below 'x-engarde.db.commands'"
            )
        case .placeUnknown(let path, let service):
            Diagnostic(
                code: .migrationPlaceUnknown,
                message: "it is not known where '\(path)' of service '\(service)' belongs on this machine",
                hint: "name the directory as 'directory' below 'x-engarde.db'"
            )
        case .unwritable(let path, let reason):
            Diagnostic(code: .migrationUnwritable, message: "'\(path)' cannot be written: \(reason)")
        case .fileTaken(let path):
            Diagnostic(
                code: .migrationUnwritable,
                message: "'\(path)' is there already and differs from the new file, which stays in the container",
                hint: "rename the file that is there, then bring the new one with 'engarde cp'"
            )
        default:
            Diagnostic(
                code: .migrationsNotFound,
                message: "no service runs migrations with Alembic, Django, Prisma, Flyway or Rails",
                hint: "say below 'x-engarde.db' which 'service' runs them, and with which 'tool' or 'commands'"
            )
        }
    }

    private var ofSnapshots: Diagnostic {
        switch self {
        case .nameTaken(let name):
            Diagnostic(
                code: .snapshotNameUnusable,
                message: "there is a snapshot '\(name)' already",
                hint: "choose another name, or remove it with",
                command: ["db", "snapshot", "--remove", name]
            )
        case .malformedName(let name):
            Diagnostic(
                code: .snapshotNameUnusable,
                message: "'\(name)' cannot be the name of a snapshot",
                hint: "use letters, digits, '-', '_', '.' and '/', a letter or digit first"
            )
        case .otherVersion(let snapshot, let version, let service, let current):
            Diagnostic(
                code: .snapshotVersionDiffers,
                message: "snapshot '\(snapshot)' is of version \(version), and '\(service)' runs version \(current)",
                hint: "run the image of version \(version), restore there, and dump the data for version \(current)"
            )
        case .noSnapshot(let name, let known):
            Diagnostic(
                code: .snapshotNotFound,
                message: known.isEmpty ? "there is no snapshot" : "there is no snapshot '\(name)'",
                hint: NameSuggestion.nearest(to: name, among: known).map(NameSuggestion.question)
                    ?? (known.isEmpty ? "take one with" : "list them with"),
                command: NameSuggestion.nearest(to: name, among: known) == nil
                    ? ["db", known.isEmpty ? "snapshot" : "list"] : []
            )
        case .copyFailed(let service, let code, let lines):
            Diagnostic(
                code: .snapshotCopyFailed,
                message: "the data of '\(service)' could not be copied (exit code \(code))",
                notes: lines.isEmpty ? [] : [Diagnostic.Note(title: "what the copying said", lines: lines)]
            )
        case .otherVolumes(let snapshot, let paths, let current):
            Diagnostic(
                code: .snapshotVolumesDiffer,
                message: "snapshot '\(snapshot)' has \(Self.listed(paths)), and the database mounts "
                    + Self.listed(current),
                hint: "mount the volumes as they were"
            )
        case .foreignHook(let path):
            Diagnostic(
                code: .gitHookUnusable,
                message: "'\(path)' is there already, and is not EnGarde's",
                hint: "add a line 'engarde db offer < /dev/tty' to it"
            )
        case .hookUnwritable(let reason):
            Diagnostic(code: .gitHookUnusable, message: "the hook of git cannot be written or removed: \(reason)")
        default:
            Diagnostic(
                code: .gitBranchMissing,
                message: "no branch of git is checked out" + directory,
                hint: "check a branch out, or leave out '--branch'"
            )
        }
    }

    private var directory: String { if case .noBranch(let directory) = self { " in '\(directory)'" } else { "" } }

    private static func listed(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }
}
