/// Django.
///
/// - Source: `django-admin` and `manage.py` in Django's reference.
struct DjangoTool: MigrationTool {
    let name = "Django"
    let marker = "manage.py"
    let place = MigrationPlace(".", fitting: "*/migrations/*.py")

    func new(_ message: String) -> [String]? {
        ["python", "manage.py", "makemigrations", "--name", Self.identifier(message)]
    }

    func migrate(to target: String?) -> [String] { ["python", "manage.py", "migrate"] + Self.words(target ?? "") }

    /// Django itself takes back only to a migration of an app that one names; which ones were applied last it has written down.
    func rollback(_ extent: RollbackExtent) -> [String] {
        switch extent {
        case .target(let name): return ["python", "manage.py", "migrate"] + Self.words(name)
        case .steps(let count):
            let script = """
                from django.core.management import call_command
                from django.db.migrations.recorder import MigrationRecorder
                rows = list(MigrationRecorder.Migration.objects.order_by('id').values_list('app', 'name'))
                for step in range(\(count)):
                    if rows:
                        app, name = rows.pop()
                        before = [other for owner, other in rows if owner == app]
                        call_command('migrate', app, before[-1] if before else 'zero')
                """
            return ["python", "manage.py", "shell", "-c", script]
        }
    }

    func history() -> [String] { ["python", "manage.py", "showmigrations"] }

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { $0.isWhitespace || $0 == "." }).map(String.init)
    }

    /// A text as a name in Python.
    private static func identifier(_ text: String) -> String {
        let letters = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let words = String(letters).split(separator: "_")
        return words.isEmpty ? "change" : words.joined(separator: "_")
    }
}
