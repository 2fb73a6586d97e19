/// The migrations of Rails.
///
/// - Source: "Active Record Migrations" of the Rails guides.
struct RailsTool: MigrationTool {
    let name = "Rails"
    let marker = "Gemfile"
    let place = MigrationPlace("db/migrate", fitting: "*.rb")

    func new(_ message: String) -> [String]? {
        let words = message.split(whereSeparator: { !$0.isASCII || !($0.isLetter || $0.isNumber) })
        let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return ["bin/rails", "generate", "migration", name.isEmpty ? "Change" : name]
    }

    func migrate(to target: String?) -> [String] {
        ["bin/rails", "db:migrate"] + (target.map { ["VERSION=\($0)"] } ?? [])
    }

    func rollback(_ extent: RollbackExtent) -> [String] {
        switch extent {
        case .steps(let count): ["bin/rails", "db:rollback", "STEP=\(count)"]
        case .target(let name): ["bin/rails", "db:migrate", "VERSION=\(name)"]
        }
    }

    func history() -> [String] { ["bin/rails", "db:migrate:status"] }
}
