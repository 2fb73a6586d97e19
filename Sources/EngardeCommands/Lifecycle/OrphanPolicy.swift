import Operations
import Reconciliation

/// What becomes of orphans, as the command line and the environment say.
enum OrphanPolicy {
    /// The policy of a verb that brings services up.
    ///
    /// - Parameters:
    ///   - isRemovalAskedFor: whether `--remove-orphans` was given.
    ///   - environment: the variables of the process and of the project's env files.
    /// - Throws: ``UsageError`` when the two contradict each other.
    static func policy(
        isRemovalAskedFor: Bool,
        environment: [String: String]
    ) throws -> ReconciliationOptions.Orphans {
        let removes = removes(isRemovalAskedFor: isRemovalAskedFor, environment: environment)
        guard EnvironmentSwitch("COMPOSE_IGNORE_ORPHANS", in: environment).isOn else {
            return removes ? .remove : .report
        }
        guard !removes else {
            throw UsageError(
                message: "orphans cannot be both removed and ignored",
                hint: isRemovalAskedFor
                    ? "leave out '--remove-orphans', or unset COMPOSE_IGNORE_ORPHANS"
                    : "unset COMPOSE_REMOVE_ORPHANS or COMPOSE_IGNORE_ORPHANS"
            )
        }
        return .ignore
    }

    /// Whether orphans are removed.
    static func removes(isRemovalAskedFor: Bool, environment: [String: String]) -> Bool {
        isRemovalAskedFor || EnvironmentSwitch("COMPOSE_REMOVE_ORPHANS", in: environment).isOn
    }

    /// What is said of variables that are neither true nor false.
    ///
    /// - Parameter names: those that count.
    static func warnings(
        on names: [String] = ["COMPOSE_REMOVE_ORPHANS", "COMPOSE_IGNORE_ORPHANS"],
        environment: [String: String]
    ) -> [String] {
        names.compactMap { EnvironmentSwitch($0, in: environment).warning }
    }
}
