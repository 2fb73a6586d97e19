internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Replaces the variables in the values of a document; keys stay as they are.
struct Interpolator {
    let context: LoadContext
    let environment: [String: String]

    private var diagnostics: DiagnosticCollector { context.diagnostics }

    func interpolate(_ node: inout Node) {
        switch node.value {
        case .string(let text):
            guard Template.isNeeded(for: text) else { return }
            if let expanded = expand(text, at: node) { node.value = .string(expanded) }
        case .sequence:
            node.updateSequence { items in
                for index in items.indices { interpolate(&items[index]) }
            }
        case .mapping:
            node.updateMapping { entries in
                for index in entries.values.indices { interpolate(&entries.values[index]) }
            }
        case .null, .bool, .int, .unsigned, .float:
            return
        }
    }

    private func expand(_ text: String, at node: Node) -> String? {
        guard context.budget.expansionProblem == nil else { return nil }
        defer {
            if let problem = context.budget.expansionProblem {
                diagnostics.error(.limitExceeded, problem, at: node.location)
            }
        }
        do throws(Template.SyntaxError) {
            let template = try Template(parsing: text)
            let expanded = template.expanded(
                lookup: { name in
                    let value = context.budget.expand(environment[name])
                    diagnostics.interpolatedTexts.note("${\(name)}", becoming: value ?? "", at: node.location)
                    return value
                },
                unset: { variable in
                    guard diagnostics.isFirst(unset: variable.name) else { return }
                    diagnostics.warning(
                        "variable '\(variable.name)' is not set, so it is replaced by nothing",
                        at: node.location.finding(variable.source),
                        hint: "set it in the shell or in '.env', or write '${\(variable.name):-}' if that is meant"
                    )
                },
                missing: { variable in
                    diagnostics.error(
                        .variableMissing,
                        "required variable '\(variable.name)' has no value"
                            + (variable.reason.isEmpty ? "" : ": \(variable.reason)"),
                        at: node.location.finding(variable.source),
                        hint: "set it in the shell or in '.env'"
                    )
                }
            )
            diagnostics.interpolatedTexts.note(text, becoming: expanded ?? "", at: node.location)
            return expanded
        } catch {
            report(error, at: node.location.finding(error.source))
            return nil
        }
    }

    private func report(_ error: Template.SyntaxError, at location: SourceLocation) {
        let reason =
            switch error.problem {
            case .unterminated: "the closing '}' is missing"
            case .invalidName: "'${' must be followed by a name of letters, digits and '_'"
            case .invalidOperator: "the name must be followed by '}' or one of ':-', '-', ':?', '?', ':+', '+'"
            case .tooDeep: "variables are nested more than \(Template.nestingLimit) levels deep"
            }
        diagnostics.error(
            .malformedVariable,
            "'\(location.isConcealed ? error.concealedSource : error.shownSource)' is not a valid variable: \(reason)",
            at: location,
            hint: "write '$$' if a dollar sign is meant"
        )
    }
}
