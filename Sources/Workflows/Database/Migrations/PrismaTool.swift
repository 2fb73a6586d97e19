/// Prisma Migrate.
///
/// - Source: "Prisma CLI reference", `prisma migrate`.
struct PrismaTool: MigrationTool {
    let name = "Prisma"
    let marker = "prisma/schema.prisma"
    let place = MigrationPlace("prisma/migrations")

    func new(_ message: String) -> [String]? {
        let letters = message.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let name = String(letters).split(separator: "_").joined(separator: "_")
        return ["npx", "prisma", "migrate", "dev", "--create-only", "--name", name.isEmpty ? "change" : name]
    }

    func migrate(to target: String?) throws -> [String] {
        guard target == nil else { throw DatabaseError.unsupported(tool: name, action: "stop at a migration") }
        return ["npx", "prisma", "migrate", "deploy"]
    }

    func rollback(_ extent: RollbackExtent) throws -> [String] {
        throw DatabaseError.unsupported(tool: name, action: "take migrations back")
    }

    func history() -> [String] { ["npx", "prisma", "migrate", "status"] }
}
