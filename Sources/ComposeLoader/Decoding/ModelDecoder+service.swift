internal import ComposeModel
internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

extension ModelDecoder {
    func service(_ name: String, _ reader: AttributeReader) -> Service {
        var service = Service(name: ServiceName(name))
        readProcess(&service, reader)
        readLifecycle(&service, reader)
        readNetwork(&service, reader)
        readStorage(&service, reader)
        service.resources = resources(reader)
        service.security = security(reader)
        for (model, binding) in reader.entries("models") {
            service.models[ModelName(model)] = ModelBinding(
                endpointVariable: binding.text("endpoint_var"),
                modelVariable: binding.text("model_var")
            )
        }
        return service
    }

    private func readProcess(_ service: inout Service, _ reader: AttributeReader) {
        service.build = reader.record("build").map(build)
        service.image = reader.text("image") ?? (service.build == nil ? "" : "\(projectName)-\(service.name)")
        service.platform = reader.text("platform")
        service.pullPolicy = reader.read(
            "pull_policy",
            "'always', 'never', 'missing', 'build', 'refresh', 'daily', 'weekly' or 'every_<duration>'",
            .unknownValue,
            pullPolicy
        )
        if service.pullPolicy == .refresh(after: .zero), let limit = reader.duration("pull_refresh_after") {
            service.pullPolicy = .refresh(after: limit)
        }
        if let provider = reader.record("provider") {
            service.provider = Provider(
                type: provider.text("type") ?? "",
                options: (provider.value("options")?.mapping ?? [:]).mapValues { node in
                    (node.sequence ?? [node]).compactMap(\.scalarText)
                }
            )
        }
        service.command = reader.command("command")
        service.entrypoint = reader.command("entrypoint")
        service.workingDirectory = reader.text("working_dir")
        service.user = reader.text("user")
        service.groupAdd = reader.texts("group_add")
        service.environment = reader.environment("environment")
        service.labels = reader.map("labels")
        service.annotations = reader.map("annotations")
        service.containerName = reader.text("container_name")
        service.hostname = reader.text("hostname")
        service.domainName = reader.text("domainname")
        service.initProcess = reader.optionalFlag("init")
        service.tty = reader.flag("tty")
        service.stdinOpen = reader.flag("stdin_open")
        service.attach = reader.optionalFlag("attach")
        service.runtime = reader.text("runtime")
        service.isolation = reader.text("isolation")
        service.useAPISocket = reader.flag("use_api_socket")
    }

    private func pullPolicy(_ node: Node) -> PullPolicy? {
        guard let text = node.string else { return nil }
        switch text {
        case "always": return .always
        case "never": return .never
        case "missing", "if_not_present": return .missing
        case "build": return .build
        case "refresh": return .refresh(after: .zero)
        case "daily": return .refresh(after: .seconds(86_400))
        case "weekly": return .refresh(after: .seconds(7 * 86_400))
        default:
            guard text.hasPrefix("every_") else { return nil }
            return DurationSyntax.duration(String(text.dropFirst("every_".count))).map { .refresh(after: $0) }
        }
    }

    private func readLifecycle(_ service: inout Service, _ reader: AttributeReader) {
        for (name, dependency) in reader.entries("depends_on") {
            service.dependsOn[ServiceName(name)] = Dependency(
                condition: dependency.text("condition").flatMap(Dependency.Condition.init) ?? .started,
                restart: dependency.flag("restart"),
                required: dependency.optionalFlag("required") ?? true
            )
        }
        service.dependsOn.sort { $0.key < $1.key }
        service.profiles = reader.texts("profiles")
        service.deploy = reader.record("deploy").map(deploy)
        service.scale = reader.int("scale") ?? service.deploy?.replicas ?? 1
        service.restart = reader.read(
            "restart",
            "'no', 'always', 'unless-stopped' or 'on-failure[:N]'",
            .unknownValue,
            hint: "write 'no' in quotes if nothing should be restarted",
            restartPolicy
        )
        service.healthcheck = reader.record("healthcheck").map(healthcheck)
        service.stopSignal = reader.text("stop_signal")
        service.stopGracePeriod = reader.duration("stop_grace_period")
        service.preStart = reader.records("pre_start").map(hook)
        service.postStart = reader.records("post_start").map(hook)
        service.preStop = reader.records("pre_stop").map(hook)
        service.watchRules = (reader.record("develop")?.records("watch") ?? []).map(watchRule)
        if let logging = reader.record("logging") {
            service.logging = Logging(driver: logging.text("driver"), options: logging.map("options"))
        }
    }

    private func restartPolicy(_ node: Node) -> ComposeModel.RestartPolicy? {
        let text = node.scalarText ?? ""
        switch text {
        case "", "no": return .no
        case "always": return .always
        case "unless-stopped": return .unlessStopped
        case "on-failure": return .onFailure(maximumRetries: nil)
        default:
            guard text.hasPrefix("on-failure:"), let count = Int(text.dropFirst("on-failure:".count)) else {
                return nil
            }
            return .onFailure(maximumRetries: count)
        }
    }

    private func healthcheck(_ reader: AttributeReader) -> Healthcheck {
        var check = Healthcheck(
            interval: reader.duration("interval"),
            timeout: reader.duration("timeout"),
            retries: reader.int("retries"),
            startPeriod: reader.duration("start_period"),
            startInterval: reader.duration("start_interval")
        )
        if let test = reader.value("test") {
            let items = (test.sequence ?? []).map { $0.scalarText ?? "" }
            if let text = test.string {
                check.test = .shell(text)
            } else if items.first == "NONE" {
                check.test = Healthcheck.Test.none
            } else if items.first == "CMD-SHELL" {
                check.test = .shell(items.dropFirst().joined(separator: " "))
            } else if items.first == "CMD" {
                check.test = .exec(Array(items.dropFirst()))
            }
        }
        if reader.flag("disable") { check.test = Healthcheck.Test.none }
        return check
    }

    private func hook(_ reader: AttributeReader) -> LifecycleHook {
        var hook = LifecycleHook(command: reader.command("command") ?? [])
        hook.image = reader.text("image")
        hook.user = reader.text("user")
        hook.privileged = reader.flag("privileged")
        hook.workingDirectory = reader.text("working_dir")
        hook.environment = reader.environment("environment")
        hook.perReplica = reader.flag("per_replica")
        return hook
    }

    private func watchRule(_ reader: AttributeReader) -> WatchRule {
        var rule = WatchRule(
            path: reader.text("path") ?? "",
            action: reader.text("action").flatMap(WatchRule.Action.init) ?? .sync,
            target: reader.text("target"),
            ignore: reader.texts("ignore"),
            include: reader.texts("include")
        )
        rule.initialSync = reader.flag("initial_sync") || reader.flag("x-initialSync")
        rule.exec = reader.record("exec").map(hook)
        return rule
    }
}
