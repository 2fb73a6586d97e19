import ArgumentParser

/// The options before the verb that say which engine is meant, as docker's command line has them.
struct EngineOptions: ParsableArguments {
    @Option(
        name: [.customShort("c"), .long],
        help: ArgumentHelp("The docker context whose engine is meant; wins over DOCKER_HOST.", valueName: "name")
    )
    var context: String?

    @Option(
        name: [.customShort("H"), .long],
        parsing: .singleValue,
        help: ArgumentHelp("The engine's address: unix://, tcp:// or ssh://.", valueName: "address")
    )
    var host: [String] = []

    // What follows is given to plugins by docker's command line.
    @Option(name: .long, help: .hidden)
    var config: String?

    @Flag(name: .long, help: .hidden)
    var tls = false

    @Flag(name: .customLong("tlsverify"), help: .hidden)
    var verifiesTLS = false

    @Option(name: .customLong("tlscacert"), help: .hidden)
    var authorities: String?

    @Option(name: .customLong("tlscert"), help: .hidden)
    var certificate: String?

    @Option(name: .customLong("tlskey"), help: .hidden)
    var key: String?

    @Flag(name: [.customShort("D"), .long], help: .hidden)
    var debug = false

    @Option(name: [.customShort("l"), .long], help: .hidden)
    var logLevel: String?

    func validate() throws {
        if context != nil && !host.isEmpty { throw UsageError.contradiction("--context", "--host") }
        if host.count > 1 {
            throw UsageError(
                message: "--host names one engine, not several",
                hint: "leave out all but one '--host'"
            )
        }
        _ = try certificateDirectory()
    }

    /// The variables that say the same, and all others.
    func environment(_ environment: [String: String]) throws -> [String: String] {
        var variables = environment
        if let config { variables["DOCKER_CONFIG"] = config }
        if let context, !context.isEmpty {
            variables["DOCKER_CONTEXT"] = context
            // The context 'default' is what there is without any, DOCKER_HOST included.
            if context != "default" { variables["DOCKER_HOST"] = nil }
        }
        if let host = host.first { variables["DOCKER_HOST"] = host }
        if tls { variables["DOCKER_TLS"] = "1" }
        if verifiesTLS { variables["DOCKER_TLS_VERIFY"] = "1" }
        if let directory = try certificateDirectory() { variables["DOCKER_CERT_PATH"] = directory }
        return variables
    }

    /// The arguments that say the same.
    var words: [String] {
        var words: [String] = []
        if let config { words += ["--config", config] }
        if let context { words += ["--context", context] }
        for address in host { words += ["--host", address] }
        if tls { words.append("--tls") }
        if verifiesTLS { words.append("--tlsverify") }
        for (name, path) in [("--tlscacert", authorities), ("--tlscert", certificate), ("--tlskey", key)] {
            if let path { words += [name, path] }
        }
        return words
    }

    /// The one directory that holds the files of the secured connection; `nil` where none is named.
    ///
    /// - Throws: ``UsageError`` where there is not one.
    private func certificateDirectory() throws -> String? {
        var directories: Set<String> = []
        for (path, file) in [(authorities, "ca.pem"), (certificate, "cert.pem"), (key, "key.pem")] {
            guard let path else { continue }
            guard path == file || path.hasSuffix("/\(file)") else {
                throw UsageError(
                    message: "'\(path)' is not called '\(file)', as docker's own files are",
                    hint: "give the file that name"
                )
            }
            directories.insert(path == file ? "." : String(path.dropLast(file.count + 1)))
        }
        guard directories.count < 2 else {
            throw UsageError(
                message: "the files of the secured connection are in several directories",
                hint: "put them in one"
            )
        }
        return directories.first
    }
}
