internal import Diagnostics
internal import OrderedCollections

/// Reads the attributes that had another name before they were in the specification, for the model only: what `config`
/// prints has them under the names that they are written with.
///
/// - Shape: `x-develop` for `develop` of a service that has none, `x-initialSync` for `initial_sync` of a watch rule.
struct DeprecatedAttributes {
    let context: LoadContext
    /// The project directory.
    let directory: String

    /// The services with the attributes under their present names, each of which is warned of.
    func adopt(_ services: OrderedDictionary<String, Node>) -> OrderedDictionary<String, Node> {
        var services = services
        for index in services.values.indices {
            let name = services.keys[index]
            if services.values[index]["develop"] == nil, let old = services.values[index]["x-develop"] {
                adoptDevelop(old, &services.values[index], name)
            }
            if let develop = services.values[index]["develop"], let rules = develop["watch"]?.sequence,
                rules.contains(where: { $0["x-initialSync"] != nil })
            {
                adoptInitialSync(&services.values[index])
            }
        }
        return services
    }

    /// Takes `x-develop` over, if it is what `develop` could be; it may hold anything, so that it is no error if it is not.
    private func adoptDevelop(_ old: Node, _ service: inout Node, _ name: String) {
        warn("x-develop", "develop", old)
        let diagnostics = DiagnosticCollector()
        var adopted = service.with(.mapping(["image": service.with(.string("x")), "develop": old]))
        if let build = service["build"] { adopted.updateMapping { $0["build"] = build } }
        var tree = service.with(.mapping(["services": service.with(.mapping([name: adopted]))]))
        SchemaValidator(mode: .whole, diagnostics: diagnostics).validate(tree)
        if !diagnostics.hasErrors {
            Canonicaliser(diagnostics: diagnostics, budget: LoadBudget()).canonicalise(&tree)
            PathResolver(context: context, directory: directory).resolve(&tree)
            let services = tree["services"]?.mapping ?? [:]
            let checker = ConsistencyChecker(
                project: tree,
                services: services,
                needed: NeededServices(context.request, among: services),
                disabled: [:],
                diagnostics: diagnostics
            )
            checker.checkWatch(name, services[name] ?? adopted)
        }
        for diagnostic in diagnostics.diagnostics {
            var warning = diagnostic
            warning.severity = .warning
            warning.message.replace("services.\(name).develop", with: "services.\(name).x-develop")
            context.diagnostics.add(warning)
        }
        guard !diagnostics.hasErrors, let develop = tree["services"]?[name]?["develop"] else { return }
        service.updateMapping { $0["develop"] = develop }
    }

    private func adoptInitialSync(_ service: inout Node) {
        service.updateMapping { attributes in
            attributes["develop"]?.updateMapping { develop in
                develop["watch"]?.updateSequence { rules in
                    for index in rules.indices {
                        guard let old = rules[index]["x-initialSync"] else { continue }
                        warn("x-initialSync", "initial_sync", old)
                        guard ScalarReader.bool(old) == true else { continue }
                        rules[index].updateMapping { $0["initial_sync"] = old }
                    }
                }
            }
        }
    }

    private func warn(_ old: String, _ new: String, _ node: Node) {
        context.diagnostics.warning(
            "\(old) is DEPRECATED, please use the official `\(new)` attribute",
            at: node.place
        )
    }
}
