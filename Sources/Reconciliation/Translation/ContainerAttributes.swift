#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The attributes of a blueprint, each with its value as text, under the names that a Compose file has for them.
///
/// - Shape: `environment.DEBUG` is `false`, `ports.80/tcp` is `8080`, `volumes./data` is `shop_data`.
struct ContainerAttributes: Hashable {
    /// The values by name.
    let values: [String: String]

    /// Reads the JSON form of a blueprint; `nil` when it is none.
    init?(json: String) {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)) else { return nil }
        var values: [String: String] = [:]
        Self.flatten(value, at: [], into: &values)
        self.values = values
    }

    private static func flatten(_ value: JSONValue, at path: [String], into values: inout [String: String]) {
        switch (value, path) {
        case (.array(let elements), ["request", "Env"]):
            for case .string(let text) in elements {
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                values["environment.\(parts.first ?? "")"] = parts.count > 1 ? String(parts[1]) : "removed"
            }
        case (.array(let elements), ["request", "HostConfig", "Binds"]):
            for case .string(let text) in elements {
                let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
                let modes = parts.dropFirst(2).filter { $0 != "rw" }
                values["volumes.\(parts.count > 1 ? parts[1] : text)"] = ([parts[0]] + modes).joined(separator: ":")
            }
        case (.array(let elements), ["request", "HostConfig", "Mounts"]):
            for mount in elements { values["volumes.\(mount["Target"]?.text ?? "")"] = mountText(mount) }
        case (.array(let elements), ["networks"]):
            for attachment in elements {
                values["networks.\(attachment["network"]?.text ?? "")"] = attachment["endpoint"]?.text ?? ""
            }
        case (.array(let elements), ["files"]):
            for file in elements {
                let name = "\(file["kind"]?.text ?? "").\(file["path"]?.text ?? "")"
                values[name] = file["content"]?.text ?? ""
                values["\(name) owner"] = file["owner"]?.text ?? ""
                values["\(name) mode"] = file["mode"]?.text ?? ""
            }
        case (.object, ["request", "HostConfig", "RestartPolicy"]): values["restart"] = restartText(value)
        case (.number(let number), ["request", "HostConfig", "NanoCpus"]): values["cpus"] = "\(number / 1e9)"
        case (.array(let elements), _) where path.starts(with: ["request", "HostConfig", "PortBindings"]):
            values[name(path)] = elements.map(portText).joined(separator: ", ")
        case (.object(let members), _):
            for (key, member) in members { flatten(member, at: path + [key], into: &values) }
            // An object without members is an attribute too, such as an exposed port.
            if members.isEmpty, path.count > 2 { values[name(path)] = "" }
        case (.array(let elements), _): values[name(path)] = elements.map(\.text).joined(separator: " ")
        case (.string, _), (.number, _), (.bool, _), (.null, _): values[name(path)] = value.text
        }
    }

    private static func portText(_ binding: JSONValue) -> String {
        [binding["HostIp"], binding["HostPort"]].compactMap { $0?.text }.filter { !$0.isEmpty }.joined(separator: ":")
    }

    private static func mountText(_ mount: JSONValue) -> String {
        guard case .object(var members) = mount else { return mount.text }
        members["Target"] = nil
        // A source tells a bind mount from a volume.
        if ["bind", "volume"].contains(members["Type"]?.text) { members["Type"] = nil }
        let source = members.removeValue(forKey: "Source")?.text ?? ""
        let isReadOnly = members.removeValue(forKey: "ReadOnly") != nil
        let options = members.isEmpty ? [] : [JSONValue.object(members).text]
        return ([source] + (isReadOnly ? ["ro"] : []) + options).joined(separator: ":")
    }

    private static func restartText(_ policy: JSONValue) -> String {
        let retries = policy["MaximumRetryCount"].map { ":\($0.text)" } ?? ""
        return (policy["Name"]?.text ?? "") + retries
    }

    private static func name(_ path: [String]) -> String {
        var parts = path
        if parts.first == "request" { parts.removeFirst() }
        if parts.first == "HostConfig" { parts.removeFirst() }
        guard let first = parts.first else { return "" }
        if let members = memberNames[first] {
            parts = parts.prefix(1) + parts.dropFirst().prefix(1).map { members[$0] ?? $0 } + parts.dropFirst(2)
        }
        parts[0] = AttributeTable.names[first] ?? first
        return parts.joined(separator: ".")
    }

    /// The names that Compose files have for members, by the engine's name of what they are members of.
    private static let memberNames: [String: [String: String]] = [
        "Healthcheck": [
            "Test": "test", "Interval": "interval", "Timeout": "timeout", "Retries": "retries",
            "StartPeriod": "start_period", "StartInterval": "start_interval",
        ],
        "LogConfig": ["Type": "driver", "Config": "options"],
    ]
}
