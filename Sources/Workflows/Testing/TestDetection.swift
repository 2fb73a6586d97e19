import ComposeLoader
import ComposeModel

/// How a service that says nothing about tests runs them, by the files that its image is built from.
struct TestDetection: Sendable {
    private let files: any ProjectFiles

    /// Looks at files.
    init(_ files: any ProjectFiles) { self.files = files }

    /// The command line; `nil` where no file tells of tests.
    func line(for service: Service) -> TestLine? {
        guard let context = service.build?.context else { return nil }
        let has = { (path: String) in files.kind(of: "\(context)/\(path)") == .file }
        if usesPytest(in: context) { return TestLine(["python", "-m", "pytest"]) }
        if has("manage.py") { return TestLine(["python", "manage.py", "test"]) }
        if let manifest = PackageManifest(in: context, files) {
            return manifest.hasTests ? TestLine(["npm", "test"]) : nil
        }
        if has(".rspec") || has("spec/spec_helper.rb") { return TestLine(["bundle", "exec", "rspec"]) }
        if has("bin/rails") { return TestLine(["bin/rails", "test"]) }
        let isPython = has("requirements.txt") || has("pyproject.toml")
        if isPython, has("tests/__init__.py") || has("test_app.py") {
            return TestLine(["python", "-m", "unittest", "discover"])
        }
        return nil
    }

    /// Whether Python's tests are pytest's: it is configured, or among what is installed.
    private func usesPytest(in context: String) -> Bool {
        if ["pytest.ini", ".pytest.ini", "conftest.py", "tests/conftest.py"].contains(where: {
            text("\(context)/\($0)") != nil
        }) {
            return true
        }
        if text("\(context)/pyproject.toml")?.contains("[tool.pytest") ?? false { return true }
        if text("\(context)/setup.cfg")?.contains("[tool:pytest]") ?? false { return true }
        let lists = [
            "requirements.txt", "requirements.dev.txt", "requirements-dev.txt", "requirements.test.txt",
            "requirements-test.txt", "requirements/dev.txt", "requirements/test.txt",
        ]
        return lists.contains { list in
            (text("\(context)/\(list)") ?? "").split(whereSeparator: \.isNewline)
                .contains { $0.drop { $0.isWhitespace }.lowercased().hasPrefix("pytest") }
        }
    }

    private func text(_ path: String) -> String? {
        guard files.kind(of: path) == .file, let bytes = try? files.contents(of: path) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
