import CLibrary
import ComposeLoader
import TerminalOutput
import Workflows

/// The verbs that the project here has of its own.
struct ProjectVerbs {
    /// The verbs, in the order of the files.
    let verbs: [OwnVerb]
    private let loaded: LoadedProject

    /// Reads them; `nil` where no Compose file mentions any, so that the project need not be loaded.
    ///
    /// - Parameters:
    ///   - name: the one that is looked for; where no file mentions it, nothing that is wrong is said. `nil` is any.
    ///   - global: the options that say which project is meant.
    ///   - surroundings: where a project on standard input is kept for who reads it next.
    /// - Throws: `LoadError`, ``SettingsError``.
    init?(meaning name: String?, _ global: GlobalOptions, in surroundings: inout Surroundings) throws {
        if global.file.contains("-") {
            let bytes = surroundings.standardInput()
            surroundings.standardInput = { bytes }
        }
        let request = Invocation(global, in: surroundings).loadRequest(needing: .none)
        let texts = Self.texts(of: request)
        guard texts.contains(where: { OwnVerbs.areMentioned(in: $0) }) else { return nil }
        let isMeant = texts.contains { OwnVerbs.areMentioned(in: $0, named: name) }
        do {
            let project = try ProjectLoader(files: DiskProjectFiles()).load(request)
            verbs = try OwnVerbs(of: project, besides: EngardeProgram.reservedNames).all
            loaded = project
        } catch {
            guard isMeant else { return nil }
            throw error
        }
    }

    /// The names of the verbs.
    var names: [String] { verbs.map(\.name) }

    /// A run of a verb; `nil` where there is none of the name.
    ///
    /// - Parameter arguments: what stands behind it.
    /// - Throws: ``OwnVerbMistake``.
    func run(of name: String, _ arguments: [String]) throws -> OwnVerbRun? {
        guard let verb = verbs.first(where: { $0.name == name }) else { return nil }
        return OwnVerbRun(verb, try OwnVerbCall(arguments, of: verb), in: loaded)
    }

    /// The verbs as help lists them. What is wrong with them is reported, and help goes on.
    static func listed(_ global: GlobalOptions, in surroundings: Surroundings) -> [OwnVerb] {
        // Whoever asks for help may not have typed the project yet.
        guard !global.file.contains("-") else { return [] }
        var surroundings = surroundings
        do {
            return try ProjectVerbs(meaning: nil, global, in: &surroundings)?.verbs ?? []
        } catch {
            let report = ErrorReport(error, calling: global.command(of: surroundings.program))
            surroundings.output.write(report.text + "\n", to: .report)
            return []
        }
    }

    /// The texts of the Compose files, as far as they are files: of a pipe there is nothing left for who reads it next.
    private static func texts(of request: LoadRequest) -> [String] {
        let files = DiskProjectFiles()
        return ProjectLoader(files: files).composeFiles(of: request).compactMap { path -> String? in
            if path == "-" { return String(decoding: request.standardInput, as: UTF8.self) }
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                let bytes = try? files.contents(of: path)
            else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
