import ComposeModel
import Diagnostics
import OrderedCollections

/// Reads `x-engarde.verbs`: pure.
struct OwnVerbReader: Sendable {
    private static let keys = ["command", "description", "directory", "environment", "inputs", "run", "service"]
    private static let inputKeys = ["default", "description", "required", "type", "values"]
    private static let types = ["text", "number", "choice", "flag"]

    /// Variables by which a value that is given would decide more than what a command does with it.
    private static let takenVariables: Set<String> = [
        "BASH_ENV", "CDPATH", "ENV", "HOME", "IFS", "PATH", "PWD", "SHELL", "SHELLOPTS", "USER",
    ]
    private static let takenPrefixes = ["COMPOSE_", "DOCKER_", "DYLD_", "ENGARDE_", "LD_"]
    /// Options that every verb has.
    private static let takenOptions = ["dry-run", "help"]

    /// The names of this program's own verbs.
    let reserved: Set<String>
    /// The services that the project has.
    let services: Set<ServiceName>

    /// The verbs, in the order of the files.
    ///
    /// - Throws: ``SettingsError`` for the first thing that is wrong.
    func verbs(in settings: WorkflowSettings) throws(SettingsError) -> [OwnVerb] {
        guard let section = try settings.section("verbs", knowing: nil) else { return [] }
        var verbs: [OwnVerb] = []
        for name in section.keys { verbs.append(try verb(name, in: section)) }
        return verbs
    }

    private func verb(_ name: String, in all: SettingsSection) throws(SettingsError) -> OwnVerb {
        let path = all.path(of: name)
        guard !reserved.contains(name) else {
            throw SettingsError(
                .ownVerbShadowed,
                "verb '\(name)' has the name of a command of engarde, which it cannot replace",
                at: path,
                hint: "give it another name"
            )
        }
        guard Self.isName(name) else {
            throw SettingsError(
                .ownVerbMalformed,
                "'\(name)' is no name of a verb",
                at: path,
                hint: "use lower-case letters, digits, '-' and '_', and begin with a letter"
            )
        }
        guard let section = try all.section(name, knowing: Self.keys) else {
            throw SettingsError(.ownVerbMalformed, "verb '\(name)' says nothing", at: path, hint: Self.commandHint)
        }
        guard let words = try section.command("command"), !Self.isBlank(words) else {
            throw SettingsError(.ownVerbMalformed, "verb '\(name)' has no command", at: path, hint: Self.commandHint)
        }
        var environment: OrderedDictionary<String, String> = [:]
        for entry in try section.mapping("environment") { environment[entry.name] = entry.text }
        return OwnVerb(
            name: name,
            description: try section.text("description") ?? "",
            place: try place(of: name, in: section),
            command: Self.command(words),
            environment: environment,
            directory: try section.text("directory"),
            inputs: try inputs(of: name, in: section)
        )
    }

    private static let commandHint = "write 'command: …', with 'service: …' where it is to run in a container"

    /// A text, which comes as words for the shell, or words.
    private static func command(_ words: [String]) -> OwnVerb.Command {
        words.count == 3 && words[0] == "/bin/sh" && words[1] == "-c" ? .line(words[2]) : .words(words)
    }

    /// Whether there is nothing to run.
    private static func isBlank(_ words: [String]) -> Bool {
        switch command(words) {
        case .line(let line): line.allSatisfy(\.isWhitespace)
        case .words(let words): words.first?.isEmpty ?? true
        }
    }

    private func place(of name: String, in section: SettingsSection) throws(SettingsError) -> OwnVerb.Place {
        let isOwn = try section.flag("run") ?? false
        guard let text = try section.text("service") else {
            guard !isOwn else {
                throw SettingsError(
                    .ownVerbMalformed,
                    "verb '\(name)' runs in a container of its own, and says of which service",
                    at: section.path(of: "run"),
                    hint: "write 'service: …' beside 'run'"
                )
            }
            return .host
        }
        let service = ServiceName(text)
        guard services.contains(service) else {
            throw SettingsError(
                .unknownService,
                "verb '\(name)' runs in service '\(text)', which the project does not have",
                at: section.path(of: "service"),
                hint: NameSuggestion.nearest(to: text, among: services.map(\.rawValue).sorted())
                    .map(NameSuggestion.question)
            )
        }
        return isOwn ? .ownContainer(of: service) : .container(of: service)
    }

    private func inputs(of verb: String, in section: SettingsSection) throws(SettingsError) -> [OwnVerbInput] {
        guard let all = try section.section("inputs") else { return [] }
        var inputs: [OwnVerbInput] = []
        for name in all.keys {
            let input = try input(name, of: verb, in: all)
            if let other = inputs.first(where: { $0.variable == input.variable }) {
                throw SettingsError(
                    .ownVerbMalformed,
                    "inputs '\(other.name)' and '\(name)' of verb '\(verb)' are one variable, \(input.variable)",
                    at: all.path(of: name),
                    hint: "give one of them another name"
                )
            }
            inputs.append(input)
        }
        return inputs
    }

    private func input(
        _ name: String,
        of verb: String,
        in all: SettingsSection
    ) throws(SettingsError) -> OwnVerbInput {
        let path = all.path(of: name)
        guard Self.isName(name), !Self.takenOptions.contains(name) else {
            throw SettingsError(
                .ownVerbMalformed,
                "'\(name)' cannot be an input of verb '\(verb)'",
                at: path,
                hint: Self.takenOptions.contains(name)
                    ? "'--\(name)' is an option of all verbs: give it another name"
                    : "use lower-case letters, digits, '-' and '_', and begin with a letter"
            )
        }
        let section = try all.section(name, knowing: Self.inputKeys)
        let input = OwnVerbInput(
            name: name,
            kind: try kind(of: name, of: verb, in: section, at: path),
            defaultValue: try section?.text("default"),
            description: try section?.text("description") ?? "",
            isRequired: try section?.flag("required") ?? false
        )
        let variable = input.variable
        guard !Self.takenVariables.contains(variable), !Self.takenPrefixes.contains(where: variable.hasPrefix) else {
            throw SettingsError(
                .ownVerbMalformed,
                "input '\(name)' of verb '\(verb)' would change the variable \(variable)",
                at: path,
                hint: "give it another name"
            )
        }
        if let value = input.defaultValue, let objection = input.objection(to: value) {
            throw SettingsError(
                .ownVerbMalformed,
                "the default of input '\(name)' of verb '\(verb)' \(objection): '\(value)'",
                at: section?.path(of: "default") ?? path
            )
        }
        guard !input.isRequired || (input.defaultValue == nil && input.kind != .flag) else {
            throw SettingsError(
                .ownVerbMalformed,
                "input '\(name)' of verb '\(verb)' cannot be required: there is something that stands in for it",
                at: section?.path(of: "required") ?? path,
                hint: "leave out 'required'" + (input.kind == .flag ? "" : " or 'default'")
            )
        }
        return input
    }

    private func kind(
        of name: String,
        of verb: String,
        in section: SettingsSection?,
        at path: ProjectPath
    ) throws(SettingsError) -> OwnVerbInput.Kind {
        let values = try section?.texts("values")
        let type = try section?.text("type") ?? (values == nil ? "text" : "choice")
        guard Self.types.contains(type) else {
            throw SettingsError(
                .ownVerbMalformed,
                "input '\(name)' of verb '\(verb)' has no such type: '\(type)'",
                at: section?.path(of: "type") ?? path,
                hint: NameSuggestion.nearest(to: type, among: Self.types).map(NameSuggestion.question)
                    ?? "there are 'text', 'number', 'choice' and 'flag'"
            )
        }
        guard type == "choice" || values == nil else {
            throw SettingsError(
                .ownVerbMalformed,
                "input '\(name)' of verb '\(verb)' has values, and is no choice",
                at: section?.path(of: "values") ?? path,
                hint: "write 'type: choice', or leave out 'values'"
            )
        }
        switch type {
        case "number": return .number
        case "flag": return .flag
        case "choice":
            guard let values, !values.isEmpty else {
                throw SettingsError(
                    .ownVerbMalformed,
                    "input '\(name)' of verb '\(verb)' is a choice without values",
                    at: path,
                    hint: "list them under 'values'"
                )
            }
            return .choice(values)
        default: return .text
        }
    }

    /// Whether a word can stand for a verb or an input.
    private static func isName(_ word: String) -> Bool {
        guard let first = word.unicodeScalars.first, letters.contains(first) else { return false }
        return word.unicodeScalars.allSatisfy { letters.contains($0) || others.contains($0) }
    }

    private static let letters = Set("abcdefghijklmnopqrstuvwxyz".unicodeScalars)
    private static let others = Set("0123456789-_".unicodeScalars)
}
