/// The images that a service's own is built from and that come from a registry.
///
/// The engine's builder asks registries without the user's credentials, unless it is given a session. So what needs them is
/// pulled before the build, and the builder takes what is there.
package struct RegistryBases: Sendable, Hashable {
    /// One of them.
    package struct Image: Sendable, Hashable {
        /// Its reference, as the Dockerfile has it.
        package var reference: String
        /// Whether the engine has it.
        package var isThere = true
        /// Whether the user has credentials for its registry.
        package var hasCredentials = false
    }

    /// The images in the order in which the Dockerfile names them.
    package var images: [Image]
    /// Whether these are all: whether each name in the Dockerfile could be made out.
    package var isComplete: Bool
    /// Whether the newest ones were asked for. Then the builder asks for each of them, also for those that are there, unless
    /// all are pulled before.
    package var wantsNewest: Bool

    init(images: [String], isComplete: Bool, wantsNewest: Bool) {
        self.images = images.map { Image(reference: $0) }
        self.isComplete = isComplete
        self.wantsNewest = wantsNewest
    }

    /// Those that are pulled before the build.
    var pulls: [Image] {
        if arePulledInstead { return images }
        return images.filter { $0.hasCredentials && (wantsNewest || !$0.isThere) }
    }

    /// Whether all newest ones are pulled before the build, so that the builder need not ask registries: one of them needs
    /// credentials, and everything is known.
    var arePulledInstead: Bool { wantsNewest && isComplete && images.contains(where: \.hasCredentials) }
}
