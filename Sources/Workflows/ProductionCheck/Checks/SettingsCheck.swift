import ComposeModel
import Diagnostics
import EngineAPI
import OrderedCollections

/// Compares limits, restart policies and logs with what the files say: pure.
struct SettingsCheck {
    let places: ProductionPlaces

    /// What is found of a service whose first container is there.
    func findings(of facts: ServiceFacts) -> [ProductionFinding] {
        guard let wanted = facts.wanted?.hostConfig, let actual = facts.containers.first?.inspection.hostConfig else {
            return []
        }
        return limits(facts, wanted, actual) + [restart(facts, wanted, actual), log(facts, wanted, actual)]
    }

    private func limits(_ facts: ServiceFacts, _ wanted: HostConfig, _ actual: HostConfig) -> [ProductionFinding] {
        let limits = ["deploy", "resources", "limits"]
        var findings = [
            limit(.processors, facts, wanted.nanoCPUs, actual.nanoCPUs, Self.processors, limits + ["cpus"], ["cpus"]),
            limit(.memory, facts, wanted.memory, actual.memory, Self.bytes, limits + ["memory"], ["mem_limit"]),
        ]
        if wanted.memoryReservation != 0 {
            let deployed = ["deploy", "resources", "reservations", "memory"]
            findings.append(
                limit(
                    .reservation,
                    facts,
                    wanted.memoryReservation,
                    actual.memoryReservation,
                    Self.bytes,
                    deployed,
                    ["mem_reservation"]
                )
            )
        }
        let processes = max(wanted.pidsLimit ?? 0, 0)
        if processes != 0 {
            let actual = max(actual.pidsLimit ?? 0, 0)
            findings.append(
                limit(.processes, facts, processes, actual, { "\($0)" }, limits + ["pids"], ["pids_limit"])
            )
        }
        return findings
    }

    private func limit(
        _ check: ProductionFinding.Check,
        _ facts: ServiceFacts,
        _ wanted: Int64,
        _ actual: Int64,
        _ text: (Int64) -> String,
        _ deployed: [String],
        _ own: [String]
    ) -> ProductionFinding {
        let found = actual == 0 ? "none" : text(actual)
        guard wanted != 0 else {
            // Nobody asked for a limit; that there is none is worth knowing in production.
            let excerpt = places.excerpt(of: facts.service.name)
            return ProductionFinding(check, of: facts.name, wanted: "none said", found: found, .note, at: excerpt)
        }
        let excerpt = places.excerpt(of: facts.service.name, own, deployed)
        return compared(check, facts, text(wanted), found, isSame: wanted == actual, at: excerpt)
    }

    private func restart(_ facts: ServiceFacts, _ wanted: HostConfig, _ actual: HostConfig) -> ProductionFinding {
        let none = EngineAPI.RestartPolicy(.no)
        let (wanted, actual) = (wanted.restartPolicy ?? none, actual.restartPolicy ?? none)
        let excerpt = places.excerpt(of: facts.service.name, ["restart"], ["deploy", "restart_policy"])
        return compared(
            .restart,
            facts,
            Self.restart(wanted),
            Self.restart(actual),
            isSame: wanted == actual,
            at: excerpt
        )
    }

    private func log(_ facts: ServiceFacts, _ wanted: HostConfig, _ actual: HostConfig) -> ProductionFinding {
        let excerpt = places.excerpt(of: facts.service.name, ["logging"])
        let actual = actual.logConfig ?? LogConfig()
        guard let wanted = wanted.logConfig else {
            let found = Self.log(actual)
            return ProductionFinding(.log, of: facts.name, wanted: "none said", found: found, .note, at: excerpt)
        }
        let isSame = (wanted.type.isEmpty || wanted.type == actual.type) && wanted.config == actual.config
        return compared(.log, facts, Self.log(wanted), Self.log(actual), isSame: isSame, at: excerpt)
    }

    private func compared(
        _ check: ProductionFinding.Check,
        _ facts: ServiceFacts,
        _ wanted: String,
        _ found: String,
        isSame: Bool,
        at excerpt: SourceExcerpt?
    ) -> ProductionFinding {
        let verdict = isSame ? ProductionFinding.Verdict.ok : .failed
        let finding = ProductionFinding(check, of: facts.name, wanted: wanted, found: found, verdict, at: excerpt)
        return isSame ? finding : finding.explained(by: .productionSettingNotApplied)
    }

    /// Billionths of a processor as processors: `0.5`.
    static func processors(_ billionths: Int64) -> String {
        let whole = billionths / 1_000_000_000
        let digits = String(billionths % 1_000_000_000 + 1_000_000_000).dropFirst()
        let trimmed = String(digits.reversed().drop { $0 == "0" }.reversed())
        return trimmed.isEmpty ? "\(whole)" : "\(whole).\(trimmed)"
    }

    /// Bytes in the largest unit that leaves a whole number: `512M`.
    static func bytes(_ count: Int64) -> String {
        for (unit, size) in [("G", Int64(1) << 30), ("M", 1 << 20), ("K", 1 << 10)] where count % size == 0 {
            return "\(count / size)\(unit)"
        }
        return "\(count)"
    }

    private static func restart(_ policy: EngineAPI.RestartPolicy) -> String {
        policy.maximumRetryCount > 0 ? "\(policy.name.rawValue):\(policy.maximumRetryCount)" : policy.name.rawValue
    }

    private static func log(_ log: LogConfig) -> String {
        let options = log.config.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return ([log.type.isEmpty ? "the engine's driver" : log.type] + options).joined(separator: " ")
    }
}
