internal import ComposeYAML
internal import DependencyGraphs
internal import Diagnostics
internal import OrderedCollections

/// Checks that the enabled services fit together, and fit the resources they name.
struct ConsistencyChecker {
    let project: Node
    /// The enabled services.
    let services: OrderedDictionary<String, Node>
    /// Those among them that something is to be done with.
    let needed: NeededServices
    /// The services that no active profile enables.
    let disabled: OrderedDictionary<String, Node>
    let diagnostics: DiagnosticCollector

    func check() {
        for (name, service) in services {
            checkSource(name, service)
            checkBuild(name, service)
            checkNetworks(name, service)
            checkDependencies(name, service)
            checkNamespaces(name, service)
            checkResources(name, service)
            checkLimits(name, service)
            if needed.contains(name) { checkHealthcheck(name, service) }
            checkMounts(name, service)
            checkWatch(name, service)
        }
        for (name, secret) in project["secrets"]?.mapping ?? [:]
        where secret["file"] == nil && secret["environment"] == nil {
            guard secret["external"].flatMap(ScalarReader.bool) != true else { continue }
            diagnostics.error(
                .attributeMissing,
                "'secrets.\(name)' has neither 'file' nor 'environment'",
                at: secret.place
            )
        }
        checkContainerNames()
        checkCycles()
    }

    private func checkContainerNames() {
        var owners: [String: String] = [:]
        for (name, service) in services where needed.contains(name) {
            guard let node = service["container_name"], let text = node.string else { continue }
            if let other = owners.updateValue(name, forKey: text) {
                diagnostics.error(
                    .nameShared,
                    "service '\(name)': container name \"\(text)\" is already in use by service '\(other)'",
                    at: node.location,
                    hint: "give each its own"
                )
            }
        }
    }

    private func checkSource(_ name: String, _ service: Node) {
        guard service["build"] == nil, service["provider"] == nil, service["image"]?.string?.isEmpty != false,
            !service.lacksBase
        else { return }
        // Under an attribute that is not known may stand what is missing.
        let isKnown = service.mapping?.keys.allSatisfy { Record.service[$0] != nil || $0.hasPrefix("x-") }
        guard isKnown == true else { return }
        diagnostics.error(
            .nothingToRun,
            "service '\(name)' has neither 'image' nor 'build'",
            at: service.place,
            hint: "name the image to run, or the directory to build it from"
        )
    }

    private func checkNetworks(_ name: String, _ service: Node) {
        let networks = service["networks"]?.mapping ?? [:]
        if let mode = service["network_mode"], mode.string?.isEmpty == false, let first = networks.values.first {
            diagnostics.error(
                .attributesExclusive,
                "service '\(name)' has both 'network_mode' and 'networks'",
                at: first.place.line > mode.place.line ? service["networks"]?.place ?? mode.place : mode.place,
                hint: "keep one of the two"
            )
        }
        for (network, attachment) in networks where project["networks"]?[network] == nil {
            undefined("network", .undefinedNetwork, network, of: name, at: attachment.place, among: "networks")
        }
    }

    func undefined(
        _ kind: String,
        _ code: DiagnosticCode,
        _ name: String,
        of service: String,
        at place: SourceLocation,
        among key: String
    ) {
        let nearest = diagnostics.nearest(to: name, among: (project[key]?.mapping ?? [:]).keys)
        diagnostics.error(
            code,
            "service '\(service)' refers to undefined \(kind) '\(name)'",
            at: place,
            hint: nearest.map(NameSuggestion.question) ?? "define it below '\(key):' at the top level"
        )
    }

    private func checkDependencies(_ name: String, _ service: Node) {
        for (dependency, node) in service["depends_on"]?.mapping ?? [:] where services[dependency] == nil {
            let isRequired = node["required"].flatMap(ScalarReader.bool) ?? true
            if let other = disabled[dependency] {
                if !isRequired { continue }
                let profiles = (other["profiles"]?.sequence ?? []).compactMap(\.scalarText)
                diagnostics.error(
                    .serviceDisabled,
                    "service '\(name)' depends on service '\(dependency)', which no active profile enables",
                    at: node.place,
                    hint: profiles.first.map { "activate it with '--profile \($0)', or set 'required: false'" }
                )
            } else {
                diagnostics.error(
                    .undefinedService,
                    "service '\(name)' depends on undefined service '\(dependency)'",
                    at: node.place,
                    hint: suggestion(for: dependency, of: name)
                )
            }
        }
    }

    private func suggestion(for service: String, of asker: String) -> String? {
        diagnostics.nearest(to: service, among: services.keys, except: asker).map(NameSuggestion.question)
    }

    private func checkNamespaces(_ name: String, _ service: Node) {
        guard let mode = service["network_mode"], let target = mode.referredService else { return }
        if services[target] == nil {
            diagnostics.error(
                .undefinedService,
                "service '\(name)' shares the network of undefined service '\(target)'",
                at: mode.location,
                hint: suggestion(for: target, of: name)
            )
        }
    }

    private func checkCycles() {
        var graph = DependencyGraph<String>()
        for name in services.keys.sorted() {
            graph.insert(name)
            for dependency in (services[name]?["depends_on"]?.mapping ?? [:]).keys.sorted()
            where services[dependency] != nil {
                graph.insert(name, dependingOn: dependency)
            }
        }
        do throws(DependencyCycle<String>) {
            _ = try graph.order()
        } catch {
            report(error.nodes)
        }
    }

    private func report(_ cycle: [String]) {
        let edges = zip(cycle, cycle.dropFirst())
        let places = edges.map { services[$0]?["depends_on"]?[$1]?.place }
        let lines = zip(edges, places).map { edge, place in
            "\(place.map { "\($0.position): " } ?? "")'\(edge.0)' depends on '\(edge.1)'"
        }
        diagnostics.error(
            .dependencyCycle,
            "services depend on each other in a circle: \(cycle.map { "'\($0)'" }.joined(separator: " -> "))",
            at: places.first.flatMap { $0 },
            hint: "remove one of these dependencies",
            notes: [Diagnostic.Note(title: "the circle", lines: lines)]
        )
    }
}
