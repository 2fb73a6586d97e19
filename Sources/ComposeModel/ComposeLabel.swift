/// The labels that Compose implementations put on what they make, and by which they find it again; ``ComposeLabels`` reads
/// them.
///
/// - Source: docker compose's `pkg/api/labels.go`; the same names, so that both tools can work on one project.
package enum ComposeLabel {
    /// The project's name; on everything.
    package static let project = "com.docker.compose.project"
    /// The service's name; on containers and built images.
    package static let service = "com.docker.compose.service"
    /// `True` for a container of `run`, else `False`.
    package static let oneOff = "com.docker.compose.oneoff"
    /// The container's number among its service's, from 1.
    package static let containerNumber = "com.docker.compose.container-number"
    /// 64 hexadecimal digits that tell a container of `run` from others, which has no number.
    package static let slug = "com.docker.compose.slug"
    /// docker compose's digest of the configuration; it does not see a container without one.
    package static let configurationHash = "com.docker.compose.config-hash"
    /// The version of the tool that made it.
    package static let version = "com.docker.compose.version"
    /// The identifier of the image.
    package static let image = "com.docker.compose.image"
    /// The dependencies as `service:condition:restart`, separated by commas.
    package static let dependsOn = "com.docker.compose.depends_on"
    /// The project's directory.
    package static let workingDirectory = "com.docker.compose.project.working_dir"
    /// The project's files, separated by commas.
    package static let configurationFiles = "com.docker.compose.project.config_files"
    /// The environment files named on the command line, separated by commas.
    package static let environmentFiles = "com.docker.compose.project.environment_file"
    /// The container that this one replaced.
    package static let replaces = "com.docker.compose.replace"
    /// What kind of hook it was made for; only on containers of hooks.
    package static let hook = "com.docker.compose.hook"
    /// The network's key in the project.
    package static let network = "com.docker.compose.network"
    /// The volume's key in the project.
    package static let volume = "com.docker.compose.volume"
    /// EnGarde's own: the digest of the configuration that the container was made from, and a salted hash of each value,
    /// to say which attribute changed.
    package static let fingerprint = "dev.engarde.fingerprint"
    /// EnGarde's own: the names of the variables that are in no file, by what provides them: `database:DATABASE_URL`, separated by
    /// commas.
    package static let providedVariables = "dev.engarde.provided"
    /// EnGarde's own: the identifiers of the images that are mounted, by the names that the files have for them:
    /// `tools:1=sha256:…`, separated by commas.
    package static let mountedImages = "dev.engarde.mounted"
    /// EnGarde's own: the tool that a volume keeps for all projects of the engine, such as `py-spy`.
    package static let cache = "dev.engarde.cache"
    /// EnGarde's own: the project that a container was made to look into, which is none of its containers.
    package static let helper = "dev.engarde.helper"
    /// What earlier versions had in its place: the configuration itself, with all values. It is read and never written.
    package static let blueprint = "dev.engarde.blueprint"

    /// What the names of all labels begin with that docker compose or EnGarde write.
    package static let namespaces = ["com.docker.compose.", "dev.engarde."]
}
