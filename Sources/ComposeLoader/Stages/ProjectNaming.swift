internal import ComposeYAML
internal import Diagnostics

/// Finds the project's name.
///
/// `-p`, then `COMPOSE_PROJECT_NAME`, then the last `name` of the files, then the project directory's name.
struct ProjectNaming {
    let context: LoadContext
    let environment: [String: String]
    let directory: String

    func name(in documents: [Node]) -> String {
        let given = context.request.projectName.flatMap { $0.isEmpty ? nil : $0 }
        if let name = given ?? environment["COMPOSE_PROJECT_NAME"].flatMap({ $0.isEmpty ? nil : $0 }) {
            let normalised = Self.normalise(name)
            if normalised != name {
                context.diagnostics.add(
                    Diagnostic(
                        code: .malformedProjectName,
                        message: "'\(name)' is not a valid project name: use lower-case letters, digits, '-' and '_', "
                            + "and begin with a letter or digit",
                        hint: normalised.isEmpty ? nil : "use '\(normalised)'"
                    )
                )
                context.diagnostics.close(.validation)
            }
            return name
        }
        var name = ""
        for document in documents {
            if let node = document["name"], let text = interpolated(node), !text.isEmpty { name = text }
        }
        context.diagnostics.close(.interpolation)
        let normalised = Self.normalise(name.isEmpty ? LexicalPath.name(of: directory) : name)
        // An env file that cannot be read may name it.
        if normalised.isEmpty, !context.diagnostics.failedStages.contains(.environment) {
            context.diagnostics.add(
                Diagnostic(
                    code: .malformedProjectName,
                    message: "the project has no name, and none can be made of its directory '\(directory)'",
                    hint: "name it with '-p', or with 'name:' in the Compose file"
                )
            )
            context.diagnostics.close(.validation)
        }
        return normalised
    }

    private func interpolated(_ node: Node) -> String? {
        guard context.request.interpolates else { return node.string }
        var node = node
        Interpolator(context: context, environment: environment).interpolate(&node)
        return node.string
    }

    /// Lower-case, without other characters than letters, digits, `-` and `_`, beginning with a letter or digit.
    static func normalise(_ name: String) -> String {
        let allowed = name.lowercased().filter { character in
            character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
        }
        return String(allowed.drop { $0 == "-" || $0 == "_" })
    }
}
