import ArgumentParser
import TerminalOutput

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `engarde man`.
struct ManCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "man",
        abstract: "Print a page of the manual, or write all of them into a directory.",
        discussion: "Pages are written in mdoc, which man and mandoc read."
    )
    static let operands = "[options] [command]"
    static var operandValues: [String] { EngardeProgram.verbs.map { $0.name } }
    static let examples = [
        HelpExample("engarde man up | man -l -", "Shows the page of 'up'."),
        HelpExample("engarde man -o /usr/local/share/man/man1", "Installs the pages of the program and its commands."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write all pages into this directory.", valueName: "directory")
    )
    var output: String?

    @Argument(help: ArgumentHelp("The command; without it, the program's own page.", valueName: "command"))
    var topic: String?

    func validate() throws {
        if output != nil, let topic {
            throw UsageError(
                message: "--output writes all pages, and takes no command",
                hint: "leave out '--output' or '\(topic)'"
            )
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let date = ManualDate(in: surroundings)
        guard let output else {
            let page = try topic.map { ManualPage(of: try EngardeProgram.verb(named: $0), at: date) }
            surroundings.output.write((page ?? ManualPage(at: date)).text, to: .data)
            return .success
        }
        let directory = surroundings.absolutePath(output)
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            for page in ManualPage.all(at: date) {
                try Data(page.text.utf8).write(to: URL(filePath: "\(directory)/\(page.fileName)"), options: .atomic)
            }
        } catch {
            throw UsageError(
                message: "the pages cannot be written to '\(output)': \(error)",
                hint: "name a directory that can be written to with '--output'"
            )
        }
        return .success
    }
}
