/// What an engine can do: planning and execution ask this, and nothing else, before they ask the engine for it.
///
/// - Source: the headers of `GET /_ping`; a version of the API says what Docker's engine has, `Libpod-Api-Version` that it is
///   Podman.
package struct EngineCapabilities: Hashable, Sendable {
    /// The program that answers.
    package enum Product: Hashable, Sendable {
        /// Docker Engine, or what calls itself by no other name.
        case docker
        /// Podman behind Docker's API, with the first number of its version.
        case podman(Int)
    }

    /// The program that answers.
    package var product: Product
    /// The version of the API that is spoken with it.
    package var apiVersion: APIVersion
    /// Whether its containers are those of Windows.
    package var isWindows: Bool
    /// Whether it keeps its images in containerd; ``SystemInformation`` tells that, and a ping does not.
    package var keepsImagesInContainerd: Bool

    /// Describes an engine.
    package init(
        _ product: Product = .docker,
        speaking apiVersion: APIVersion,
        isWindows: Bool = false,
        keepsImagesInContainerd: Bool = false
    ) {
        self.product = product
        self.apiVersion = apiVersion
        self.isWindows = isWindows
        self.keepsImagesInContainerd = keepsImagesInContainerd
    }

    /// An engine that can do all that this program knows of.
    package static let everything = EngineCapabilities(speaking: .newestSpoken, keepsImagesInContainerd: true)

    /// Whether the engine can do something.
    package func has(_ feature: EngineFeature) -> Bool {
        if let since = feature.since, apiVersion < since { return false }
        switch product {
        case .docker:
            if feature == .imageLists { return keepsImagesInContainerd }
            return ![.buildKit, .buildSession, .buildControl].contains(feature) || !isWindows
        case .podman(let version): return feature.sincePodman.map { version >= $0 } ?? false
        }
    }

    /// The builder to use: BuildKit, which every Docker Engine from 20.10 on has whatever it says it prefers, except on
    /// Windows.
    package var builder: BuildOptions.Builder { has(.buildKit) ? .buildKit : .classic }

    /// Whether it is Podman.
    package var isPodman: Bool { product != .docker }
}

extension EngineCapabilities: CustomStringConvertible {
    /// The program and its version of the API, such as `Podman 4 with version 1.41 of the API`.
    package var description: String {
        switch product {
        case .docker: "an engine with version \(apiVersion) of the API"
        case .podman(let version): "Podman \(version) with version \(apiVersion) of the API"
        }
    }
}
