internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Checks what single attributes mean, in all services and resources, whether enabled or not.
struct MeaningChecker {
    let diagnostics: DiagnosticCollector

    func check(_ project: Node) {
        for (name, service) in project["services"]?.mapping ?? [:] {
            check(service, name: name)
        }
        for kind in ["networks", "volumes", "configs", "secrets"] {
            for (name, resource) in project[kind]?.mapping ?? [:] {
                guard let external = resource["external"], !external.isNull, ScalarReader.bool(external) == nil else {
                    continue
                }
                diagnostics.error(
                    .wrongType,
                    "'\(kind).\(name).external' must be true or false, not '\(external.scalarText ?? "")'",
                    at: external.location
                )
            }
        }
        for (name, volume) in project["volumes"]?.mapping ?? [:] {
            checkExternal(volume, "volumes.\(name)")
        }
        for (name, config) in project["configs"]?.mapping ?? [:] {
            checkSource(config, "configs.\(name)", ["file", "environment", "content"])
        }
        for (name, secret) in project["secrets"]?.mapping ?? [:] {
            checkSource(secret, "secrets.\(name)", ["file", "environment"])
        }
    }

    private func check(_ service: Node, name: String) {
        for (index, port) in (service["ports"]?.sequence ?? []).enumerated() {
            let path = "services.\(name).ports[\(index)]"
            if port["target"] == nil {
                diagnostics.error(.attributeMissing, "'\(path)' has no 'target'", at: port.place)
            }
            if let address = port["host_ip"], let text = address.string, !IPAddressSyntax.isAddress(text) {
                diagnostics.error(
                    .malformedAddress,
                    "'\(path).host_ip' is not an IP address: '\(text)'",
                    at: address.location
                )
            }
        }
        for (index, mount) in (service["volumes"]?.sequence ?? []).enumerated() where mount["target"] == nil {
            diagnostics.error(
                .attributeMissing,
                "'services.\(name).volumes[\(index)]' has no 'target'",
                at: mount.place
            )
        }
        for rule in service["develop"]?["watch"]?.sequence ?? [] {
            if let path = rule["path"], path.string == "" {
                diagnostics.error(
                    .attributeEmpty,
                    "the path of a watch rule of service '\(name)' is empty",
                    at: path.location
                )
            }
        }
        let reserved = service["deploy"]?["resources"]?["reservations"]?["devices"]?.sequence ?? []
        for request in (service["gpus"]?.sequence ?? []) + reserved {
            if let count = request["count"], request["device_ids"] != nil, !count.isImplied {
                diagnostics.error(.attributesExclusive, "'count' and 'device_ids' exclude each other", at: count.place)
            }
        }
    }

    /// Checks the names of containers in one file, whether a later one hides them or not.
    func checkContainerNames(_ document: Node, keepsVariables: Bool) {
        guard case .mapping(let services) = document["services"]?.value else { return }
        for (name, service) in services where service.directive != .reset {
            guard let node = service["container_name"], let text = node.string, node.directive != .reset,
                !keepsVariables || !Template.isNeeded(for: text)
            else { continue }
            checkContainerName(text, node, name)
        }
    }

    /// Docker compose wants a letter or digit followed by one more character, somewhere in the name.
    private func checkContainerName(_ text: String, _ node: Node, _ name: String) {
        let isFollowing = { (character: Character) in
            character.isASCII && (character.isLetter || character.isNumber || "_.-".contains(character))
        }
        let isFitting = zip(text, text.dropFirst()).contains { first, second in
            first.isASCII && (first.isLetter || first.isNumber) && isFollowing(second)
        }
        if !isFitting {
            diagnostics.error(
                .malformedName,
                "'services.\(name).container_name' is not a container name: '\(text)'",
                at: node.location,
                hint: "use at least two letters, digits, '_', '.' and '-', and begin with a letter or digit"
            )
        }
    }

    private func checkExternal(_ resource: Node, _ path: String) {
        guard let external = resource["external"], ScalarReader.bool(external) == true else { return }
        for (key, entry) in resource.mapping ?? [:] where !["name", "external"].contains(key) && !key.hasPrefix("x-") {
            diagnostics.error(
                .attributesExclusive,
                "'\(path)' is external, so it cannot have '\(key)'",
                at: entry.place,
                hint: "remove '\(key)' or 'external'"
            )
        }
    }

    private func checkSource(_ object: Node, _ path: String, _ sources: [String]) {
        let set = sources.filter { object[$0] != nil }
        let list = sources.map { "'\($0)'" }.joined(separator: ", ")
        if set.count > 1 {
            diagnostics.error(
                .attributesExclusive,
                "'\(path)' has more than one of \(list)",
                at: object[set[1]]?.place ?? object.place
            )
        }
        if set.isEmpty, !diagnostics.isIncomplete, object["driver"] == nil, object["external"] == nil {
            diagnostics.error(.attributeMissing, "'\(path)' has none of \(list)", at: object.place)
        }
    }
}
