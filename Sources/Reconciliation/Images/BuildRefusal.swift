import ComposeModel
import EngineAPI

/// Why a builder is not asked for a build.
package enum BuildRefusal: Sendable, Hashable {
    /// The builder before BuildKit, which was asked for, does not have something; its name for people.
    case classicBuilder(lacking: String)
    /// The builder before BuildKit, which alone takes a directory of a repository on an older engine, does not have something;
    /// its name for people.
    case repositoryDirectory(lacking: String)
    /// Several platforms are named, and the engine keeps an image of one only, since it does not keep it in containerd.
    case severalPlatforms
    /// The platform that `DOCKER_DEFAULT_PLATFORM` names is none of those of the section.
    case platformNotNamed(String)
}

extension BuildRefusal {
    /// What is wrong with a build; scripts look for docker compose's words in it.
    func sentence(_ service: ServiceName) -> String {
        switch self {
        case .classicBuilder(let feature):
            "the build of service '\(service)' cannot be done: the classic builder doesn't support \(feature), "
                + "set DOCKER_BUILDKIT=1 to use BuildKit"
        case .repositoryDirectory(let feature):
            "the build of service '\(service)' is from a directory of a git repository, which BuildKit takes from "
                + "\((EngineFeature.repositoryDirectories.since ?? .newestSpoken).release) on only, "
                + "and the classic builder doesn't support \(feature)"
        case .severalPlatforms:
            "the build of service '\(service)' names several platforms: "
                + "Multi-platform build is not supported for the docker driver."
        case .platformNotNamed(let platform):
            "service \"\(service)\" build.platforms does not support value set by DOCKER_DEFAULT_PLATFORM: \(platform)"
        }
    }

    /// What to do about it.
    var hint: String? {
        switch self {
        case .classicBuilder: nil
        case .repositoryDirectory: "name the whole repository, with the Dockerfile's path in it, or upgrade the engine"
        case .severalPlatforms:
            "name one platform, run 'up', which builds for the engine's own, or have the engine keep its images in containerd"
        case .platformNotNamed: "add it to 'build.platforms', or unset the variable"
        }
    }
}
