import ComposeModel
import OrderedCollections

/// Where the content of configs and secrets comes from.
extension AttributeTable {
    static let files: [AttributeRow] = configs + secrets

    private static let configs: [AttributeRow] = [
        .applied("configs.*.file", to: .container).changing("volumes"),
        .config("external", because: noStore) { $0.source == .external },
        putIntoContainers("configs.*.environment").changing("configs"),
        putIntoContainers("configs.*.content").changing("configs"),
        .config("template_driver", because: asItIs) { $0.templateDriver != nil },
        .withoutEffect("configs.*.name", because: "\(noStore), where it would have a name"),
        .withoutEffect("configs.*.labels", because: "\(noStore), where it would have labels"),
    ]

    private static let secrets: [AttributeRow] = [
        .applied("secrets.*.file", to: .container).changing("volumes"),
        .secret("external", because: noStore) { $0.source == .external },
        putIntoContainers("secrets.*.environment").changing("secrets"),
        .secret("driver", because: noStore) { $0.driver != nil || $0.source == .driver },
        .secret("template_driver", because: asItIs) { $0.templateDriver != nil },
        .withoutEffect("secrets.*.name", because: "\(noStore), where it would have a name"),
        .withoutEffect("secrets.*.labels", because: "\(noStore), where it would have labels"),
        .withoutEffect("secrets.*.driver_opts", because: "they are those of a 'driver', which is refused"),
    ]

    private static let noStore = "an engine without Swarm has no store of configs and secrets"
    private static func putIntoContainers(_ path: String) -> AttributeRow {
        .applied(path, to: .container).uncompared(because: notTold)
    }

    static let notTold = "the engine does not tell what was put into a container"
    private static let asItIs = "the file is mounted as it is"
}

extension AttributeRow {
    fileprivate static func config(
        _ form: String,
        because reason: String,
        when isUsed: @escaping @Sendable (Config) -> Bool
    ) -> AttributeRow {
        refused("configs.*.\(form)", because: reason) { project, service in
            service.configs.map(\.source).filter { project.configs[$0].map(isUsed) ?? false }.map { key in
                .unsupportedFile(service: service.name, kind: "config", key: key.rawValue, form: form)
            }
        }
    }

    fileprivate static func secret(
        _ form: String,
        because reason: String,
        when isUsed: @escaping @Sendable (Secret) -> Bool
    ) -> AttributeRow {
        refused("secrets.*.\(form)", because: reason) { project, service in
            service.secrets.map(\.source).filter { project.secrets[$0].map(isUsed) ?? false }.map { key in
                .unsupportedFile(service: service.name, kind: "secret", key: key.rawValue, form: form)
            }
        }
    }
}
