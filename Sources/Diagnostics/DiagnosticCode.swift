/// The kind of a mistake or a failure, under a code that never changes its meaning.
///
/// - Shape: `EG` and four digits, the first two of which are the area: 00 the program itself, 02 loading a project,
///   04 planning, 05 the engine, 06 carrying a plan out, 07 watching, 08 the command line, 09 output.
public enum DiagnosticCode: String, Sendable, Hashable, Codable, CaseIterable {
    /// An error that has no code of its own.
    case unexpected = "EG0001"

    /// No Compose file is found, or the project has no name.
    case projectNotFound = "EG0201"
    /// An env file for interpolation is missing or malformed.
    case environmentFile = "EG0202"
    /// A file is no YAML.
    case malformedYAML = "EG0203"
    /// A variable is missing or malformed.
    case interpolation = "EG0204"
    /// An included project cannot be taken in.
    case include = "EG0205"
    /// An attribute is unknown, or of the wrong type.
    case schema = "EG0206"
    /// A service cannot be extended.
    case extends = "EG0207"
    /// Files cannot be laid over one another.
    case merge = "EG0208"
    /// Attributes do not go together.
    case inconsistent = "EG0209"
    /// A value cannot be read.
    case malformedValue = "EG0210"
    /// An env file or label file of a service is missing or malformed.
    case serviceFile = "EG0211"

    /// A service uses what is not supported yet.
    case unsupportedAttribute = "EG0401"
    /// An external network does not exist.
    case externalNetworkMissing = "EG0402"
    /// An external volume does not exist.
    case externalVolumeMissing = "EG0403"
    /// A volume that is to be made anew is in use.
    case volumeInUse = "EG0404"
    /// The container whose namespaces or volumes are to be shared is not there.
    case parentMissing = "EG0405"
    /// A service is not in the project.
    case unknownService = "EG0406"
    /// An image is missing and must not be pulled.
    case imageMissing = "EG0407"
    /// The name of an image is malformed.
    case imageNameInvalid = "EG0408"
    /// A port is published by another container.
    case portTaken = "EG0409"
    /// Several containers of a service publish one port.
    case portShared = "EG0410"
    /// Several containers of a service have one name.
    case nameShared = "EG0411"
    /// Services depend on each other in a circle.
    case dependencyCycle = "EG0412"
    /// Images are built from each other in a circle.
    case buildCycle = "EG0413"

    /// The engine cannot be reached.
    case engineUnreachable = "EG0501"
    /// The engine's endpoint is not supported or malformed.
    case endpointInvalid = "EG0502"
    /// A file for a secured connection is missing.
    case engineCredentialMissing = "EG0503"
    /// Docker's context or configuration cannot be used.
    case dockerConfiguration = "EG0504"
    /// The engine's version is not supported.
    case engineVersion = "EG0505"
    /// The engine does not have an object.
    case objectNotFound = "EG0506"
    /// An object is in use or in another state than is needed.
    case objectConflict = "EG0507"
    /// A port of the host is in use.
    case portInUse = "EG0508"
    /// The engine refused a request.
    case requestRejected = "EG0509"
    /// The engine did not answer, or not to the end.
    case answerMissing = "EG0510"
    /// The engine's answer cannot be understood.
    case answerMalformed = "EG0511"
    /// An image cannot be pulled or imported.
    case imagePullFailed = "EG0512"

    /// A build failed.
    case buildFailed = "EG0601"
    /// What a build needs is missing or cannot be read.
    case buildContext = "EG0602"
    /// A service did not become ready.
    case serviceNotReady = "EG0603"
    /// A hook failed.
    case hookFailed = "EG0604"
    /// The steps of a plan wait for each other.
    case planCycle = "EG0605"

    /// No service has anything to watch.
    case nothingToWatch = "EG0701"
    /// A watch rule does not say where to copy to.
    case watchTargetMissing = "EG0702"
    /// The ignore rules of a watch cannot be used.
    case watchIgnoreRules = "EG0703"
    /// Another process watches the project.
    case watchHeld = "EG0704"
    /// What is known of a watch cannot be written.
    case watchFolderUnusable = "EG0705"

    /// Arguments do not go together, or name what is not there.
    case arguments = "EG0801"
    /// There is no such command.
    case unknownCommand = "EG0802"
    /// There is no such code of a diagnostic.
    case unknownCode = "EG0803"
    /// There is no running container to work with.
    case containerNotRunning = "EG0804"

    /// Standard output takes no more.
    case outputRefused = "EG0901"
    /// A template cannot be used.
    case malformedTemplate = "EG0902"
}
