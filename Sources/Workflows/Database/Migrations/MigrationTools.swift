import ComposeModel

/// The tools that are known, and how each is recognized by the files in a directory.
enum MigrationTools {
    /// Their names in settings.
    static let names = ["alembic", "django", "prisma", "flyway", "rails"]

    /// The tool of a name whose files are in a directory; `nil` where they are not.
    static func tool(_ name: String, in directory: String, of files: HostFiles) -> (any MigrationTool)? {
        switch name {
        case "alembic":
            guard let text = files.text(of: "\(directory)/alembic.ini") else { return nil }
            return AlembicTool(configuration: text)
        case "django":
            guard files.isFile("\(directory)/manage.py") else { return nil }
            return DjangoTool()
        case "prisma":
            guard files.isFile("\(directory)/prisma/schema.prisma") else { return nil }
            return PrismaTool()
        case "flyway": return flyway(in: directory, of: files)
        case "rails":
            guard files.isFile("\(directory)/Gemfile"),
                files.isDirectory("\(directory)/db/migrate") || files.isFile("\(directory)/bin/rails")
            else { return nil }
            return RailsTool()
        default: return nil
        }
    }

    /// The tool of a name, whose files are nowhere to be seen.
    static func tool(_ name: String) -> (any MigrationTool)? {
        switch name {
        case "alembic": return AlembicTool(configuration: "")
        case "django": return DjangoTool()
        case "prisma": return PrismaTool()
        case "rails": return RailsTool()
        default: return nil
        }
    }

    /// Flyway, by its configuration or by files that are named as its are.
    private static func flyway(in directory: String, of files: HostFiles) -> (any MigrationTool)? {
        let places = ["sql", "migrations", "db/migration", "src/main/resources/db/migration"].map {
            "\(directory)/\($0)"
        }
        if let place = places.first(where: { files.names($0).contains(where: isVersioned) }) {
            return FlywayTool(directory: place)
        }
        let isConfigured = ["flyway.conf", "flyway.toml", "conf/flyway.conf"].contains {
            files.isFile("\(directory)/\($0)")
        }
        return isConfigured ? FlywayTool(directory: places[0]) : nil
    }

    /// Whether a name is that of a versioned migration of Flyway.
    static func isVersioned(_ name: String) -> Bool {
        name.hasPrefix("V") && name.hasSuffix(".sql") && name.contains("__")
            && (name.dropFirst().first?.isNumber ?? false)
    }
}
