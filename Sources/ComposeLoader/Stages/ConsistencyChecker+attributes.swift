internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// The checks that look at one service and the resources it names.
extension ConsistencyChecker {
    func checkBuild(_ name: String, _ service: Node) {
        guard let build = service["build"] else { return }
        if let inline = build["dockerfile_inline"], let dockerfile = build["dockerfile"],
            inline.string?.isEmpty == false
        {
            diagnostics.error(
                .attributesExclusive,
                "service '\(name)' has both 'dockerfile' and 'dockerfile_inline'",
                at: dockerfile.place,
                hint: "keep one of the two"
            )
        }
        for (key, context) in build["additional_contexts"]?.mapping ?? [:] {
            guard let target = context.referredService else { continue }
            if services[target]?["build"] == nil, services[target]?.lacksBase != true {
                let problem = services[target] == nil ? "is not defined" : "has no 'build'"
                diagnostics.error(
                    services[target] == nil ? .undefinedService : .nothingToBuild,
                    "service '\(name)' builds with context '\(key)' from service '\(target)', which \(problem)",
                    at: context.location
                )
            }
        }
        let platforms = (build["platforms"]?.sequence ?? []).compactMap(\.scalarText)
        if let platform = service["platform"], let text = platform.string, !platforms.isEmpty, !platforms.contains(text)
        {
            diagnostics.error(
                .platformNotBuilt,
                // Scripts look for the second half.
                "service '\(name)' runs on another platform than it is built for: "
                    + "service.build.platforms MUST include service.platform \"\(text)\"",
                at: platform.location,
                hint: "add it to 'build.platforms'"
            )
        }
        for (index, secret) in (build["secrets"]?.sequence ?? []).enumerated() {
            guard let source = source(of: secret, "services.\(name).build.secrets[\(index)]") else { continue }
            if project["secrets"]?[source] == nil {
                undefined("build secret", .undefinedSecret, source, of: name, at: secret.place, among: "secrets")
            }
        }
    }

    /// The name of the secret or configuration that a reference is about.
    private func source(of reference: Node, _ path: String) -> String? {
        if let source = reference["source"]?.string, !source.isEmpty { return source }
        diagnostics.error(
            .attributeMissing,
            "'\(path)' has no 'source'",
            at: reference["source"]?.place ?? reference.place
        )
        return nil
    }

    func checkResources(_ name: String, _ service: Node) {
        for mount in service["volumes"]?.sequence ?? [] where mount["type"]?.string == "volume" {
            if let source = mount["source"]?.string, !source.isEmpty, project["volumes"]?[source] == nil {
                let place = mount["source"]?.location ?? mount.place
                undefined("volume", .undefinedVolume, source, of: name, at: place, among: "volumes")
            }
        }
        for (key, kind, code) in [
            ("configs", "config", DiagnosticCode.undefinedConfig), ("secrets", "secret", .undefinedSecret),
        ] {
            for (index, reference) in (service[key]?.sequence ?? []).enumerated() {
                guard let source = source(of: reference, "services.\(name).\(key)[\(index)]") else { continue }
                if project[key]?[source] == nil {
                    undefined(kind, code, source, of: name, at: reference.place, among: key)
                }
            }
        }
        for (model, node) in service["models"]?.mapping ?? [:] where project["models"]?[model] == nil {
            undefined("model", .undefinedModel, model, of: name, at: node.place, among: "models")
        }
    }

    func checkLimits(_ name: String, _ service: Node) {
        let deploy = service["deploy"]
        let limits = deploy?["resources"]?["limits"]
        let reservations = deploy?["resources"]?["reservations"]
        distinct(name, service["cpus"], "cpus", limits, "cpus", "limits", ScalarReader.double)
        distinct(name, service["mem_limit"], "mem_limit", limits, "memory", "limits", ScalarReader.bytes)
        distinct(name, service["pids_limit"], "pids_limit", limits, "pids", "limits", ScalarReader.int)
        distinct(
            name,
            service["mem_reservation"],
            "mem_reservation",
            reservations,
            "memory",
            "reservations",
            ScalarReader.bytes
        )
        let scale = service["scale"].flatMap(ScalarReader.int)
        let replicas = deploy?["replicas"].flatMap(ScalarReader.int)
        if let scale, let replicas, scale != replicas {
            diagnostics.error(
                .valuesDiffer,
                "service '\(name)' has 'scale' \(scale) but 'deploy.replicas' \(replicas)",
                at: service["scale"]?.location,
                hint: "set one of the two, or both to the same value"
            )
        }
        for (attribute, node, value) in [
            ("scale", service["scale"], scale), ("deploy.replicas", deploy?["replicas"], replicas),
        ] {
            if let value, value < 0 {
                diagnostics.error(
                    .valueOutOfRange,
                    "'services.\(name).\(attribute)' must not be negative",
                    at: node?.location
                )
            }
        }
        if let containerName = service["container_name"], (scale ?? replicas ?? 1) > 1 {
            diagnostics.error(
                .nameShared,
                "service '\(name)' runs \(scale ?? replicas ?? 1) containers, which cannot all have the name "
                    + "'\(containerName.string ?? "")'",
                at: containerName.place,
                hint: "remove 'container_name'"
            )
        }
    }

    func checkHealthcheck(_ name: String, _ service: Node) {
        guard let healthcheck = service["healthcheck"] else { return }
        if let first = healthcheck["test"]?.sequence?.first, let text = first.string,
            !["CMD", "CMD-SHELL", "NONE"].contains(text)
        {
            diagnostics.error(
                .malformedHealthcheck,
                "'services.\(name).healthcheck.test' must begin with 'CMD', 'CMD-SHELL' or 'NONE', "
                    + "not '\(first.quotable(text))'",
                at: first.location,
                hint: "begin the list with 'CMD', or write the command as one text"
            )
        }
        if let interval = healthcheck["start_interval"], !interval.isNull,
            healthcheck["start_period"]?.isNull != false, !service.lacksBase,
            healthcheck["disable"].flatMap(ScalarReader.bool) != true
        {
            diagnostics.error(
                .attributeRequired,
                "service '\(name)': healthcheck.start_interval requires healthcheck.start_period to be set",
                at: interval.place,
                hint: "add 'start_period', during which it applies"
            )
        }
    }

    private func distinct<Value: Equatable>(
        _ service: String,
        _ node: Node?,
        _ attribute: String,
        _ resources: Node?,
        _ key: String,
        _ section: String,
        _ read: (Node) -> Value?
    ) {
        guard let node, let resources, let value = read(node) else { return }
        if let other = resources[key].flatMap(read), other == value { return }
        diagnostics.error(
            .valuesDiffer,
            "service '\(service)' has different values in '\(attribute)' and 'deploy.resources.\(section).\(key)'",
            at: node.location,
            hint: "set one of the two"
        )
    }

    func checkMounts(_ name: String, _ service: Node) {
        var places: [String: SourceLocation] = [:]
        let tmpfs = (service["tmpfs"]?.sequence ?? []).map {
            ($0.scalarText.map { String($0.prefix { $0 != ":" }) }, $0)
        }
        let mounts = (service["volumes"]?.sequence ?? []).map { ($0["target"]?.string, $0) }
        for (target, node) in tmpfs + mounts {
            guard let target else { continue }
            if let earlier = places.updateValue(node.place, forKey: target) {
                diagnostics.error(
                    .mountShared,
                    "service '\(name)' mounts two things at '\(target)', the other at \(earlier.position)",
                    at: node.place
                )
            }
        }
    }

    func checkWatch(_ name: String, _ service: Node) {
        for rule in service["develop"]?["watch"]?.sequence ?? [] {
            guard let action = rule["action"]?.string else { continue }
            if rule["target"]?.string?.isEmpty != false, action != "rebuild", action != "restart" {
                diagnostics.error(
                    .watchTargetMissing,
                    "watch rule of service '\(name)' has no 'target', which '\(action)' needs",
                    at: rule["action"]?.location,
                    hint: "add the path in the container that files are copied to"
                )
            }
        }
    }
}
