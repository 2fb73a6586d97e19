/// What a service is written in, as far as its profiler and its debugger depend on it.
enum ServiceLanguage: String, Sendable, Hashable, CaseIterable {
    /// Python.
    case python
    /// JavaScript or TypeScript, run by Node.js.
    case node

    /// Its name, for people.
    var title: String {
        switch self {
        case .python: "Python"
        case .node: "Node.js"
        }
    }

    /// The language of what a command line starts; `nil` for others.
    ///
    /// - Parameter words: the program and its arguments, as they are written or as a process shows them.
    static func of(_ words: [String]) -> ServiceLanguage? {
        for word in words.prefix(4) {
            // Processes may say in one word what they do: 'npm run dev', 'gunicorn: master [app]'.
            let program = word.split(whereSeparator: { $0 == " " || $0 == ":" }).first.map(String.init) ?? ""
            let name = program.split(separator: "/").last.map(String.init) ?? ""
            if let language = of(program: name) { return language }
        }
        return nil
    }

    private static func of(program name: String) -> ServiceLanguage? {
        let stem = name.prefix { !$0.isNumber && $0 != "." }
        if stem == "python" || stem == "pypy" || pythonPrograms.contains(name) || name.hasSuffix(".py") {
            return .python
        }
        let isScript = [".js", ".mjs", ".cjs", ".ts"].contains { name.hasSuffix($0) }
        if nodePrograms.contains(name) || isScript { return .node }
        return nil
    }

    private static let pythonPrograms: Set<String> = [
        "celery", "daphne", "django-admin", "fastapi", "flask", "granian", "gunicorn", "hypercorn", "ipython", "poetry",
        "pipenv", "pytest", "streamlit", "uv", "uvicorn", "uwsgi", "waitress-serve",
    ]
    private static let nodePrograms: Set<String> = [
        "next", "next-server", "node", "nodejs", "nodemon", "npm", "npx", "nuxt", "pnpm", "ts-node", "ts-node-dev",
        "tsx",
        "vite", "webpack", "yarn",
    ]
}
