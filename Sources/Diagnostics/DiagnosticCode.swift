/// The kind of a mistake or a failure, under a code that never changes its meaning.
///
/// - Shape: `EG` and four digits, the first two of which are the area: 00 the program itself, 02 loading a project,
///   04 planning, 05 the engine, 06 carrying a plan out, 07 watching, 08 the command line, 09 output,
///   10 the workspace and its workflows.
///   04 planning, 05 the engine, 06 carrying a plan out, 07 watching, 08 the command line, 09 output, 10 workflows.
///   10 workflows.
public enum DiagnosticCode: String, Sendable, Hashable, Codable, CaseIterable {
    /// An error that has no code of its own.
    case unexpected = "EG0001"

    /// There is no Compose file where one is looked for.
    case projectNotFound = "EG0201"
    /// A Compose file that is named does not exist.
    case composeFileMissing = "EG0202"
    /// An env file or label file that is named does not exist.
    case environmentFileMissing = "EG0203"
    /// A file is there and cannot be read.
    case fileUnreadable = "EG0204"
    /// The project has no name that can be used.
    case malformedProjectName = "EG0205"
    /// There is nothing in the Compose files.
    case projectEmpty = "EG0206"
    /// An env file or label file is no list of assignments.
    case malformedEnvironmentFile = "EG0207"
    /// Something is larger, longer or deeper than is read.
    case limitExceeded = "EG0208"

    /// A file is no YAML, in a way that has no code of its own.
    case malformedYAML = "EG0210"
    /// A line is indented unlike the lines that it belongs to.
    case wrongIndentation = "EG0211"
    /// A tab, or what only looks like a space, is used for indentation.
    case tabInIndentation = "EG0212"
    /// A quote or a bracket does not match.
    case unbalancedQuotes = "EG0213"
    /// A text needs quotes, or other ones.
    case quotesMissing = "EG0214"
    /// Version control left its marks in a file.
    case mergeConflict = "EG0215"
    /// A key is defined twice.
    case duplicateKey = "EG0216"
    /// A key is no text.
    case keyNotString = "EG0217"
    /// An anchor, an alias or a merge key cannot be used.
    case unusableAlias = "EG0218"
    /// A file or a value is no text.
    case notText = "EG0219"

    /// A required variable has no value.
    case variableMissing = "EG0220"
    /// The expression of a variable is malformed.
    case malformedVariable = "EG0221"

    /// An attribute is unknown at its place.
    case unknownAttribute = "EG0230"
    /// A value is of the wrong type.
    case wrongType = "EG0231"
    /// An attribute that needs a value has none.
    case attributeEmpty = "EG0232"
    /// An attribute that is needed is missing.
    case attributeMissing = "EG0233"
    /// A value is none of those that an attribute may have.
    case unknownValue = "EG0234"
    /// A number is too small or too large.
    case valueOutOfRange = "EG0235"
    /// A name has characters that it may not have.
    case malformedName = "EG0236"
    /// A list has an item twice.
    case itemRepeated = "EG0237"
    /// A text became a mapping by its colon.
    case accidentalMapping = "EG0238"

    /// A duration is malformed.
    case malformedDuration = "EG0240"
    /// A size is malformed.
    case malformedSize = "EG0241"
    /// A port or a range of ports is malformed.
    case malformedPort = "EG0242"
    /// The short form of a mount is malformed.
    case malformedMount = "EG0243"
    /// The short form of a device is malformed.
    case malformedDevice = "EG0244"
    /// An address is malformed or missing.
    case malformedAddress = "EG0245"
    /// A command cannot be split into words.
    case malformedCommand = "EG0246"
    /// An item of a list is no assignment.
    case malformedAssignment = "EG0247"
    /// The test of a health check does not say how it is run.
    case malformedHealthcheck = "EG0248"
    /// A value is malformed in a way that has no code of its own.
    case malformedValue = "EG0249"

    /// Files include each other in a circle.
    case includeCycle = "EG0250"
    /// A file is to be taken from a remote place.
    case remoteFile = "EG0251"
    /// Services extend each other in a circle.
    case extendsCycle = "EG0252"
    /// A service that is extended does not exist.
    case extendedServiceMissing = "EG0253"
    /// A value cannot be laid over that of an earlier file.
    case layersConflict = "EG0254"

    /// A service refers to one that does not exist.
    case undefinedService = "EG0260"
    /// A service refers to a network that does not exist.
    case undefinedNetwork = "EG0261"
    /// A service refers to a volume that does not exist.
    case undefinedVolume = "EG0262"
    /// A service or a build refers to a secret that does not exist.
    case undefinedSecret = "EG0263"
    /// A service refers to a config that does not exist.
    case undefinedConfig = "EG0264"
    /// A service refers to a model that does not exist.
    case undefinedModel = "EG0265"
    /// A service needs one that no active profile enables.
    case serviceDisabled = "EG0266"
    /// Services depend on each other in a circle.
    case dependencyCycle = "EG0267"

    /// A service has neither an image nor a build.
    case nothingToRun = "EG0270"
    /// Attributes exclude each other.
    case attributesExclusive = "EG0271"
    /// Two attributes that mean the same have different values.
    case valuesDiffer = "EG0272"
    /// An attribute needs another one.
    case attributeRequired = "EG0273"
    /// Several containers have one name.
    case nameShared = "EG0274"
    /// Two things are mounted at one path.
    case mountShared = "EG0275"
    /// A service runs on a platform that it is not built for.
    case platformNotBuilt = "EG0276"
    /// A build takes from a service that is not built.
    case nothingToBuild = "EG0277"

    /// A file has changed since an edit of it was made.
    case editOutdated = "EG0280"
    /// An edit cannot be made in a file.
    case editRefused = "EG0281"

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
    /// Images are built from each other in a circle.
    case buildCycle = "EG0411"
    /// The engine cannot do what a service or network uses.
    case featureMissing = "EG0412"
    /// Another container has the name.
    case nameTaken = "EG0413"

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
    /// The credentials for a registry cannot be used.
    case credentialsUnusable = "EG0513"
    /// An image cannot be pushed.
    case imagePushFailed = "EG0514"

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
    /// An archive cannot be written or read.
    case archiveUnusable = "EG0606"
    /// A program that manages a service, or models, did not do what it was asked for.
    case providerFailed = "EG0607"

    /// No service has anything to watch.
    case nothingToWatch = "EG0701"
    /// A watch rule does not say where to copy to.
    case watchTargetMissing = "EG0702"
    /// Ignore rules cannot be used.
    case unusableIgnoreRules = "EG0703"
    /// Another process watches the project.
    case watchHeld = "EG0704"
    /// What is known of a watch cannot be written.
    case watchFolderUnusable = "EG0705"
    /// The system's limit for watching files is reached.
    case watchLimitReached = "EG0706"
    /// The system does not let files be watched.
    case filesUnwatchable = "EG0707"
    /// The watcher in the background did not start.
    case watcherNotStarted = "EG0708"
    /// A service that is watched has no container.
    case watchedContainerMissing = "EG0709"
    /// A path of a container that is watched cannot be written to.
    case watchedPathUnwritable = "EG0710"
    /// A container that is watched is paused.
    case watchedContainerPaused = "EG0711"

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

    /// The project has no environment of that name.
    case environmentUnknown = "EG1001"
    /// Two files stand for the same part of an environment, and differ.
    case environmentAmbiguous = "EG1002"
    /// An environment and Compose files are asked for at once.
    case environmentBesideFiles = "EG1003"
    /// There are two files with the workspace's settings.
    case workspaceSettingsAmbiguous = "EG1004"
    /// A container of the production check sees files of the working tree.
    case productionSourceMounted = "EG1050"
    /// A container of the production check is not as the files say.
    case productionSettingNotApplied = "EG1051"
    /// A service runs as root in production, and no file says so.
    case productionRunsAsRoot = "EG1052"
    /// An image for production is larger than that for development.
    case productionImageLarger = "EG1053"
    /// A service of the production check is not ready.
    case productionNotReady = "EG1054"
    /// Edits may show in containers for production.
    case productionEditsShow = "EG1055"
    /// Another project has the name that the production check needs.
    case productionNameTaken = "EG1056"
    /// The production check has no service to look at.
    case productionNothingToCheck = "EG1057"
    /// No service is a database that is known.
    case databaseNotFound = "EG1030"
    /// Several services are databases.
    case databaseAmbiguous = "EG1031"
    /// No service runs migrations.
    case migrationsNotFound = "EG1032"
    /// The tool for migrations is not in the service's container.
    case migrationToolMissing = "EG1033"
    /// Several services run migrations of their own.
    case migrationsAmbiguous = "EG1034"
    /// It is not known where on this machine new migrations belong.
    case migrationPlaceUnknown = "EG1035"
    /// The tool for migrations cannot do what was asked for.
    case migrationUnsupported = "EG1036"
    /// A new migration cannot be written on this machine.
    case migrationUnwritable = "EG1037"
    /// The data of a database is not where it could be copied or removed.
    case databaseDataUnreachable = "EG1038"
    /// Nobody can be asked whether data may be lost.
    case databaseLossUnconfirmed = "EG1039"
    /// There is a snapshot of the name, or the name cannot be one.
    case snapshotNameUnusable = "EG1040"
    /// A snapshot is of another major version.
    case snapshotVersionDiffers = "EG1041"
    /// There is no snapshot of the name.
    case snapshotNotFound = "EG1042"
    /// The data of a database could not be copied.
    case snapshotCopyFailed = "EG1043"
    /// A snapshot is of other volumes.
    case snapshotVolumesDiffer = "EG1044"
    /// A hook of git cannot be written or removed.
    case gitHookUnusable = "EG1045"
    /// There is no branch of git that something could belong to.
    case gitBranchMissing = "EG1046"
    /// A project was given another name while it is watched.
    case watchedProjectRenamed = "EG1090"
    /// Not everything was in the containers in time.
    case syncLate = "EG1091"
    /// A service has nothing that is brought into containers.
    case nothingToSync = "EG1092"
    /// What is known of a checkout's stack cannot be read or written.
    case isolationRecordUnusable = "EG1070"
    /// There are not enough ports for a stack.
    case stackPortsExhausted = "EG1071"
    /// A stack is still there that is to be given up.
    case stackStillThere = "EG1072"
    /// A repository has no stack of a name.
    case unknownStack = "EG1073"
    /// Nobody could be asked whether stacks may be removed.
    case stackRemovalUnanswered = "EG1074"
    /// A volume could not be copied for a stack.
    case volumeCopyFailed = "EG1075"
    /// The port at which stacks are reached by name is taken.
    case proxyPortTaken = "EG1076"
    /// Stacks cannot be reached by name.
    case proxyUnavailable = "EG1077"
    /// It is not known how a service is profiled.
    case profilerUnknown = "EG1060"
    /// A profiler or a debugger cannot be installed.
    case toolNotInstalled = "EG1061"
    /// The engine does not let a process be looked into from outside.
    case tracingRefused = "EG1062"
    /// A profile could not be recorded.
    case profilingFailed = "EG1063"
    /// A service is being profiled already.
    case profilingHeld = "EG1064"
    /// It is not known how a service is debugged.
    case debuggerUnknown = "EG1065"
    /// The port of a debugger cannot be published.
    case debugPortUnavailable = "EG1066"
    /// A file with the configurations of an editor's debugger cannot be read.
    case malformedLaunchFile = "EG1067"
    /// A file that is the result of a workflow cannot be written.
    case resultUnwritable = "EG1068"
    /// The image of a service that is to be debugged is not there yet.
    case debuggedImageMissing = "EG1069"
    /// It is not clear which service is meant by a word such as `frontend`.
    case roleUnclear = "EG1020"
    /// Nothing carries saved edits into a service that is worked on.
    case editsNotCarried = "EG1021"
    /// It is not clear which service runs tests.
    case testServiceUnclear = "EG1022"
    /// It is not known how a service runs tests.
    case testCommandUnknown = "EG1023"
    /// A project has the name that tests would have for theirs.
    case testProjectTaken = "EG1024"
    /// Tests of the project are running.
    case testsRunning = "EG1025"
    /// A file that tests were to leave behind is not there, or cannot be kept.
    case testFileMissing = "EG1026"
    /// Nobody can be asked whether what is left over may be removed.
    case cleaningUnanswered = "EG1010"
    /// A service that is to be rebuilt is not built.
    case nothingToRebuild = "EG1011"
    /// A service has no address that can be opened.
    case addressMissing = "EG1012"
    /// There is no program that opens addresses.
    case browserMissing = "EG1013"
    /// A verb of a project has the name of one of this program's.
    case ownVerbShadowed = "EG1014"
    /// A verb of a project cannot be understood.
    case ownVerbMalformed = "EG1015"
    /// A verb of a project is not given what it takes.
    case ownVerbInput = "EG1016"
    /// The command of a verb of a project cannot be run.
    case ownVerbNotStarted = "EG1017"
    /// A volume that is to be kept is not in the project.
    case keptVolumeUnknown = "EG1018"

    /// Whether it is given to all errors that have no code of their own, so that it tells less than the message.
    public var isGeneral: Bool {
        self == .unexpected || self == .arguments
    }
}
