public import OrderedCollections

/// What the containers of a service may do, and which namespaces they share.
///
/// - Source: Compose Specification, `privileged` to `credential_spec` under "Services".
public struct SecuritySettings: Sendable, Hashable {
    /// Whether the container has all rights on the host.
    public var privileged: Bool
    /// Kernel capabilities that are added.
    public var capabilitiesAdded: [String]
    /// Kernel capabilities that are dropped.
    public var capabilitiesDropped: [String]
    /// Labelling and other security options.
    public var options: [String]
    /// Kernel parameters.
    public var sysctls: OrderedDictionary<String, String>
    /// Rules for the device cgroup.
    public var deviceCgroupRules: [String]
    /// Whose process namespace the container uses.
    public var pidMode: NamespaceMode?
    /// Whose IPC namespace the container uses.
    public var ipcMode: NamespaceMode?
    /// Whose UTS namespace the container uses.
    public var utsMode: NamespaceMode?
    /// Whose user namespace the container uses.
    public var userNamespaceMode: NamespaceMode?
    /// Whose cgroup namespace the container uses.
    public var cgroupMode: NamespaceMode?
    /// The parent cgroup.
    public var cgroupParent: String?
    /// The credential specification of a managed service account.
    public var credentialSpecification: CredentialSpecification?

    /// Creates settings with the engine's defaults.
    public init() {
        privileged = false
        capabilitiesAdded = []
        capabilitiesDropped = []
        options = []
        sysctls = [:]
        deviceCgroupRules = []
    }
}
