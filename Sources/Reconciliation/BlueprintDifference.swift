#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Says which attributes differ between the blueprint that a container was made from and the one that is wanted.
enum BlueprintDifference {
    /// The differences in the words of a Compose file, such as `environment.DEBUG: false → true`; values of variables
    /// whose names sound secret are not shown.
    static func changes(from old: String, to new: String) -> [String] {
        guard let old = attributes(of: old), let new = attributes(of: new) else { return [] }
        return Set(old.keys).union(new.keys).sorted().compactMap { name in
            let (before, after) = (old[name], new[name])
            guard before != after else { return nil }
            if soundsSecret(name) { return "\(name) changed" }
            return "\(name): \(before ?? "unset") → \(after ?? "unset")"
        }
    }

    private static func attributes(of json: String) -> [String: String]? {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)) else { return nil }
        var result: [String: String] = [:]
        flatten(value, at: [], into: &result)
        return result
    }

    private static func flatten(_ value: JSONValue, at path: [String], into result: inout [String: String]) {
        switch value {
        case .object(let members):
            for (key, member) in members { flatten(member, at: path + [key], into: &result) }
        case .array(let elements) where path == ["request", "Env"]:
            for case .string(let text) in elements {
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                result["environment.\(parts.first ?? "")"] = parts.count > 1 ? String(parts[1]) : "removed"
            }
        case .array(let elements) where path.starts(with: ["request", "HostConfig", "PortBindings"]):
            result[attributeName(path)] = elements.map(portText).joined(separator: ", ")
        case .array(let elements):
            result[attributeName(path)] = elements.map(\.text).joined(separator: " ")
        case .string, .number, .bool, .null:
            result[attributeName(path)] = value.text
        }
    }

    private static func portText(_ binding: JSONValue) -> String {
        guard case .object(let members) = binding else { return binding.text }
        return [members["HostIp"], members["HostPort"]].compactMap { $0?.text }.joined(separator: ":")
    }

    /// The names that Compose files have for what the engine calls otherwise.
    private static let names: [String: String] = [
        "Cmd": "command", "Image": "image", "Entrypoint": "entrypoint", "Labels": "labels", "User": "user",
        "WorkingDir": "working_dir", "Healthcheck": "healthcheck", "Hostname": "hostname", "Tty": "tty",
        "OpenStdin": "stdin_open", "StopSignal": "stop_signal", "StopTimeout": "stop_grace_period",
        "ExposedPorts": "expose", "PortBindings": "ports", "Binds": "volumes", "Mounts": "volumes", "Tmpfs": "tmpfs",
        "NetworkMode": "network_mode", "RestartPolicy": "restart", "LogConfig": "logging", "CapAdd": "cap_add",
        "CapDrop": "cap_drop", "Dns": "dns", "ExtraHosts": "extra_hosts", "Privileged": "privileged",
        "ReadonlyRootfs": "read_only", "SecurityOpt": "security_opt", "Sysctls": "sysctls", "ShmSize": "shm_size",
        "Init": "init", "NanoCpus": "cpus", "Memory": "mem_limit", "PidsLimit": "pids_limit", "Ulimits": "ulimits",
        "Devices": "devices", "DeviceRequests": "gpus", "PidMode": "pid", "IpcMode": "ipc",
    ]

    private static func attributeName(_ path: [String]) -> String {
        var parts = path
        if parts.first == "request" { parts.removeFirst() }
        if parts.first == "HostConfig" { parts.removeFirst() }
        if let first = parts.first, let name = names[first] { parts[0] = name }
        return parts.joined(separator: ".")
    }

    private static func soundsSecret(_ name: String) -> Bool {
        let upper = name.uppercased()
        return ["PASSWORD", "SECRET", "TOKEN", "CREDENTIAL", "API_KEY", "PRIVATE"].contains { upper.contains($0) }
    }
}

/// A JSON value of any shape.
enum JSONValue: Decodable {
    case object([String: JSONValue])
    case array([JSONValue])
    case string(String)
    case number(Double)
    case bool(Bool)
    case null

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// The value as people would write it on one line.
    var text: String {
        switch self {
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { "\($0): \($1.text)" }.joined(separator: ", ") + "}"
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
        case .string(let text): text
        case .number(let number): Int64(exactly: number).map(String.init) ?? String(number)
        case .bool(let value): String(value)
        case .null: "null"
        }
    }
}
