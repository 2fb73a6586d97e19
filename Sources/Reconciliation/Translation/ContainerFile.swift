/// A file that is put into a container before it starts: a config or a secret whose content is in no file of the host.
///
/// What it holds is nowhere shown: neither its description nor a dump of it has the content.
package struct ContainerFile: Sendable, Hashable {
    /// What the file is in the project.
    package enum Kind: String, Sendable, Hashable {
        /// A config.
        case config
        /// A secret.
        case secret
    }

    /// What the file is in the project.
    package var kind: Kind
    /// Its key in the project.
    package var key: String
    /// Where it is in the container, absolute.
    package var path: String
    /// The numeric owner.
    package var userID: UInt32
    /// The numeric group.
    package var groupID: UInt32
    /// The permission bits.
    package var mode: UInt16
    /// The bytes.
    package var content: [UInt8]
    /// The bytes' SHA-256 digest in hexadecimal digits.
    package let digest: String
    /// Whether other content needs no other container.
    package var isVolatile = false

    /// Creates a file.
    ///
    /// - Source: docker compose's defaults: owned by root, and everybody may read it.
    package init(
        _ kind: Kind,
        key: String,
        path: String,
        userID: UInt32 = 0,
        groupID: UInt32 = 0,
        mode: UInt16 = 0o444,
        content: String
    ) {
        self.kind = kind
        self.key = key
        self.path = path
        self.userID = userID
        self.groupID = groupID
        self.mode = mode
        self.content = Array(content.utf8)
        digest = Digest.hexadecimal(of: content)
    }
}

extension ContainerFile: CustomStringConvertible, CustomReflectable {
    /// What it is and where, without its content: `secret 'token' at /run/secrets/token`.
    package var description: String { "\(kind.rawValue) '\(key)' at \(path)" }
    /// Nothing of its content.
    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

/// The form in which a blueprint has a file: all that makes a difference, and nothing that it holds.
struct ContainerFileRecord: Codable, Hashable {
    var kind: String
    var path: String
    var owner: String
    var mode: String
    var content: String

    init(_ file: ContainerFile) {
        kind = "\(file.kind.rawValue)s"
        path = file.path
        owner = "\(file.userID):\(file.groupID)"
        mode = String(file.mode, radix: 8)
        content = file.isVolatile ? "" : file.digest
    }
}
