import Dispatch
package import EngineAPI
package import EngineServer
import OrderedCollections
import Synchronization
import SystemPackage

/// An engine in memory: containers, networks, volumes and images with the lives that a test writes for them.
///
/// Nothing happens by itself: a container that was started runs until the test ends it. What an engine refuses, this
/// refuses with the same kind of error and the same words.
package final class ScriptedStore: EngineBackend {
    /// What happens to a container as soon as it was started.
    package enum Fate: Sendable, Hashable {
        /// It ends.
        case exits(Int)
        /// The engine kills it for lack of memory.
        case runsOutOfMemory
        /// The engine's verdict on its health check.
        case becomes(HealthStatus)
    }

    /// What a test says of the containers of a service.
    package struct Script: Sendable {
        /// What happens after a start, one entry for each start of a container; after later starts nothing does.
        package var fates: [[Fate]] = []
        /// What the containers have written.
        package var logLines: [String] = []
        /// The texts of the files that the image has, by their absolute paths.
        package var files: [String: String] = [:]
        /// What its health check comes to where the engine has to be asked to run it: the exit code, and what it writes.
        package var check: (code: Int, output: String)?
        /// What a process in it does; there is no program that a test says nothing of.
        package var exec: @Sendable (ExecCreateRequest) -> ScriptedProcess = { _ in .cannotRun }
        /// What its main process does once it is started by a call; `nil` runs until the test ends it.
        package var main: ScriptedProcess?
        /// What its main process does at a signal, such as `SIGINT`; without it, and at `SIGKILL`, it ends.
        package var uponSignal: (@Sendable (String) -> [ScriptedProcess.Deed])?
    }

    /// A call that was made.
    package struct RecordedCall: Sendable, Hashable, CustomStringConvertible {
        package var call: Call
        /// The name of the object, as far as it has one.
        package var subject: String

        package var description: String { subject.isEmpty ? call.rawValue : "\(call.rawValue) \(subject)" }
    }

    struct Container {
        var inspection: ContainerInspection
        var starts = 0
        var wasStopped = false
        var logs: [LogRecord] = []
        var files: OrderedDictionary<FilePath, StoredFile> = [:]
        /// What came on standard input before its main process began.
        var unread: [ScriptedProcess.Happening] = []
        /// Whether its main process has begun, and reads.
        var hasBegun = false

        var service: String { inspection.config.labels["com.docker.compose.service"] ?? inspection.name }
    }

    struct Exec {
        var container: ContainerID
        var definition: ExecCreateRequest
        var inspection: ExecInspection
        var stage = Stage.prepared
        /// Whether somebody listens to it.
        var isConnected = false
        /// What it is about to do.
        var deeds: [ScriptedProcess.Deed] = []
        /// Is finished when its container ends.
        var killer: AsyncStream<Void>.Continuation?

        enum Stage { case prepared, reading, hasReadAll }

        mutating func note(_ happening: ScriptedProcess.Happening) {
            switch happening {
            case .begins: stage = .reading
            case .reads: break
            case .readsEnd: stage = .hasReadAll
            }
        }
    }

    struct Failure {
        var call: Call
        var subject: String?
        var error: BackendError
        var remaining: Int
    }

    struct Subscriber {
        var query: EventQuery
        var continuation: BackendStream<EngineEvent>.Continuation
    }

    /// Who waits for the end of a container, or for its removal.
    struct ExitWaiter {
        var isForRemoval: Bool
        var continuation: BackendStream<ContainerWaitResponse>.Continuation
    }

    /// Who is connected to a container's main process.
    struct Attachment {
        var container: ContainerID
        var query: AttachQuery
        var continuation: BackendStream<LogFrame>.Continuation
    }

    struct State {
        var containers: OrderedDictionary<ContainerID, Container> = [:]
        var networks: OrderedDictionary<NetworkID, NetworkInspection> = [:]
        var volumes: OrderedDictionary<VolumeName, VolumeInspection> = [:]
        var images: [ImageReference: ImageInspection] = [:]
        var registry: [ImageReference: ImageInspection] = [:]
        var buildFailures: [ImageReference: String] = [:]
        var builds: [BuildOptions] = []
        var execs: [ExecID: Exec] = [:]
        var scripts: [String: Script] = [:]
        var failures: [Failure] = []
        /// Who waits at the calls that get no answer.
        var held: [RecordedCall: [AsyncStream<Void>.Continuation]] = [:]
        var calls: [RecordedCall] = []
        var subscribers: [Int: Subscriber] = [:]
        var exitWaiters: [ContainerID: [ExitWaiter]] = [:]
        var followers: [Int: LogFollower] = [:]
        var usage: [ContainerID: ContainerStatistics] = [:]
        var usageFollowers: [Int: UsageFollower] = [:]
        var commits: [CommitOptions] = []
        var diskUsage = DiskUsage()
        var terminalSizes: [String] = []
        var attachments: [Int: Attachment] = [:]
        var attachQueries: [AttachQuery] = []
        var signals: [String] = []
        var namesEventsLikePodman = false
        var keepsImagesInContainerd = false
        var serial = 0
        var time = EngineTimestamp(seconds: 1_700_000_000)

        /// A number that was not used before.
        mutating func nextSerial() -> Int {
            serial += 1
            return serial
        }

        /// An identifier of 64 hexadecimal digits, different from all others in its first twelve.
        mutating func nextIdentifier() -> String {
            let digits = String(nextSerial(), radix: 16)
            return String(repeating: "0", count: 12 - digits.count) + digits + String(repeating: "0", count: 52)
        }

        /// The time, which goes on by a second with each look.
        mutating func now() -> EngineTimestamp {
            time = EngineTimestamp(seconds: time.seconds + 1)
            return time
        }
    }

    /// The program whose dialect the engine speaks.
    package enum Product: Sendable, Hashable {
        /// Docker Engine with a version of the API.
        case docker(APIVersion)
        /// Podman 4.3.1: runs no health check unless it is asked to, names networks in place of their identifiers, knows
        /// filters of events by its own names, never answers who waits for an end, calls it a failure of its own that a
        /// network is in use, lists no paused containers among those that run, and tells no statistics of those that do not.
        case podman
    }

    let product: Product
    let state = Mutex(State())

    /// Changes the state a moment later: who cancels a stream holds a lock of the language's, and who ends one here holds
    /// that of the store.
    func afterwards(_ change: @escaping @Sendable (inout State) -> Void) {
        DispatchQueue.global().async { [weak self] in self?.state.withLock { change(&$0) } }
    }

    /// Creates an engine that has nothing.
    ///
    /// - Parameters:
    ///   - images: the images that it has.
    ///   - registry: the images that can be pulled.
    ///   - product: whose dialect it speaks.
    package init(
        images: [ImageReference] = [],
        registry: [ImageReference] = [],
        as product: Product = .docker(.oldestSpoken)
    ) {
        self.product = product
        state.withLock { state in
            state.namesEventsLikePodman = product == .podman
            for image in images { state.addImage(image) }
            for image in registry {
                let name = State.tagged(image)
                state.registry[name] = ImageInspection(
                    id: ImageID("sha256:\(state.nextIdentifier())"),
                    repoTags: [name.rawValue]
                )
            }
        }
    }

    /// Says how the containers of a service live.
    package func script(_ service: String, _ change: @Sendable (inout Script) -> Void) {
        state.withLock { change(&$0.scripts[service, default: Script()]) }
    }

    /// Lets a call fail.
    ///
    /// - Parameters:
    ///   - subject: the name of the object; `nil` is any.
    ///   - times: how often; afterwards it works.
    package func fail(_ call: Call, on subject: String? = nil, with error: BackendError, times: Int = .max) {
        state.withLock {
            $0.failures.append(Failure(call: call, subject: subject, error: error, remaining: times))
        }
    }

    /// Lets a call get no answer until it is released or its client gives it up.
    package func hold(_ call: Call, on subject: String) {
        state.withLock { $0.held[RecordedCall(call: call, subject: subject)] = [] }
    }

    /// Answers a call that got no answer, and later ones.
    package func release(_ call: Call, on subject: String) {
        let waiting = state.withLock { $0.held.removeValue(forKey: RecordedCall(call: call, subject: subject)) }
        for continuation in waiting ?? [] { continuation.finish() }
    }

    /// Returns when a call has been made.
    package func reached(_ call: Call, _ subject: String) async throws {
        let made = RecordedCall(call: call, subject: subject)
        _ = try await eventually { self.calls.contains(made) }
    }

    /// Lets the build of an image fail with the engine's words.
    package func failBuild(of image: ImageReference, with message: String) {
        state.withLock { $0.buildFailures[State.tagged(image)] = message }
    }

    /// What it was asked to build, in order.
    package var builds: [BuildOptions] { state.withLock(\.builds) }

    /// The calls, in order, also those that failed.
    package var calls: [RecordedCall] { state.withLock(\.calls) }

    /// The calls of some kinds as text: `startContainer shop-web-1`.
    package func calls(_ kinds: Call...) -> [String] {
        calls.filter { kinds.contains($0.call) }.map(\.description)
    }

    /// Forgets the calls that were made.
    package func forgetCalls() { state.withLock { $0.calls = [] } }

    /// Notes a call, and fails or waits where the test says so.
    func reach(_ call: Call, _ subject: String = "") async throws {
        let made = RecordedCall(call: call, subject: subject)
        let (answer, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let isHeld = try state.withLock { state in
            state.calls.append(made)
            if let index = state.failures.firstIndex(where: {
                $0.call == call && $0.remaining > 0 && ($0.subject ?? subject) == subject
            }) {
                state.failures[index].remaining -= 1
                throw state.failures[index].error
            }
            guard state.held[made] != nil else { return false }
            state.held[made]?.append(continuation)
            return true
        }
        guard isHeld else { return }
        for await _ in answer {}
        try Task.checkCancellation()
    }
}

extension ScriptedStore {
    /// The calls of the API that can be scripted, recorded and made to fail.
    package enum Call: String, Sendable, Hashable, CaseIterable {
        case information, events, diskUsage, removeBuildCache
        case containers, inspectContainer, createContainer, startContainer, stopContainer, restartContainer
        case killContainer, pauseContainer, unpauseContainer, renameContainer, removeContainer, waitForContainer
        case attach, resizeContainer
        case runHealthcheck, logs, processes, changes, statistics, pathStatus, export, archive, putArchive
        case createExec, startExec, inspectExec, resizeExec
        case images, inspectImage, pullImage, pushImage, importImage, commit, tagImage, removeImage, build
        case networks, inspectNetwork, createNetwork, connect, disconnect, removeNetwork
        case volumes, inspectVolume, createVolume, removeVolume
    }
}
