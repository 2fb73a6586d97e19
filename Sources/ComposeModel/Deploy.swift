public import OrderedCollections

/// How a service is deployed; on a single engine the replicas, resources and restart policy apply.
///
/// - Source: Compose Deploy Specification.
public struct Deploy: Sendable, Hashable {
    /// `replicated`, `global`, `replicated-job` or `global-job`; `nil` is `replicated`.
    public var mode: String?
    /// How many containers run.
    public var replicas: Int?
    /// Labels of the service, not of its containers.
    public var labels: OrderedDictionary<String, String>
    /// How updates roll out.
    public var updateConfig: UpdateConfig?
    /// How a failed update is rolled back.
    public var rollbackConfig: UpdateConfig?
    /// Limits.
    public var limits: Resources?
    /// Reservations.
    public var reservations: Resources?
    /// When containers are restarted.
    public var restartPolicy: RestartPolicy?
    /// Where containers may run.
    public var placement: Placement?
    /// How clients reach the service: `vip` or `dnsrr`.
    public var endpointMode: String?

    /// Creates a section in which nothing is set.
    public init() {
        labels = [:]
    }

    /// Limits or reservations of resources.
    public struct Resources: Sendable, Hashable {
        /// CPUs, possibly fractional.
        public var cpus: Double?
        /// Memory.
        public var memory: ByteCount?
        /// Processes.
        public var pids: Int64?
        /// Devices.
        public var devices: [DeviceRequest]
        /// Countable resources by kind.
        public var genericResources: OrderedDictionary<String, Int64>

        /// Creates resources in which nothing is set.
        public init() {
            devices = []
            genericResources = [:]
        }
    }

    /// When containers are restarted.
    public struct RestartPolicy: Sendable, Hashable {
        /// `none`, `on-failure` or `any`; `nil` is `any`.
        public var condition: String?
        /// The time between attempts.
        public var delay: Duration?
        /// How often a restart is attempted.
        public var maximumAttempts: Int?
        /// How long a restart is watched before it counts as a success.
        public var window: Duration?

        /// Creates a policy in which nothing is set.
        public init() {}
    }

    /// How updates roll out.
    public struct UpdateConfig: Sendable, Hashable {
        /// How many containers are updated at a time.
        public var parallelism: Int?
        /// The time between two groups.
        public var delay: Duration?
        /// `continue`, `rollback` or `pause`.
        public var failureAction: String?
        /// How long each task is watched for failure.
        public var monitor: Duration?
        /// The failure rate that is tolerated.
        public var maximumFailureRatio: Double?
        /// `start-first` or `stop-first`.
        public var order: String?

        /// Creates a configuration in which nothing is set.
        public init() {}
    }

    /// Where containers may run.
    public struct Placement: Sendable, Hashable {
        /// Constraints, such as `node.role==manager`.
        public var constraints: [String]
        /// The labels over which containers are spread.
        public var spreadPreferences: [String]
        /// The most containers on one node.
        public var maximumReplicasPerNode: Int?

        /// Creates a placement without constraints.
        public init() {
            constraints = []
            spreadPreferences = []
        }
    }
}
