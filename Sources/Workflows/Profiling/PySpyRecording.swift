import ComposeModel
import EngineAPI
import EngineClient
import Operations

/// Lets py-spy look into the processes of a service from a container of its own.
struct PySpyRecording: Sendable {
    /// The service.
    var service: ServiceName
    /// Its container.
    var container: ContainerID
    /// The image that py-spy runs in.
    var image: ImageID
    /// Where py-spy comes from.
    var cache: ToolCache
    /// The name of the container that it runs in.
    var name: String
    /// The process in the service's container, with all that it started.
    var pid: Int
    /// How long is recorded, in seconds.
    var duration: Int
    /// How often it is looked at what runs, in a second.
    var rate: Int
    /// The form of the profile, in py-spy's words.
    var format: String
    /// Whether what waits counts, too.
    var includesIdle = false

    /// The file that py-spy writes, in its container.
    var output: String { "/profile" }

    /// The program and its arguments.
    var words: [String] {
        [
            cache.product, "record", "--pid", String(pid), "--subprocesses", "--duration", String(duration), "--rate",
            String(rate), "--format", format, "--output", output,
        ] + (includesIdle ? ["--idle"] : [])
    }

    /// The container that it runs in.
    var helper: ToolContainer {
        var helper = ToolContainer(named: name, of: image, running: words)
        helper.mounts = [cache.mount(readOnly: true)]
        helper.observed = container
        return helper
    }

    /// Records.
    ///
    /// - Returns: whether there is a profile; there may be none when the user asked to stop.
    /// - Throws: ``ProfilingError``, `EngineError`, `CancellationError`.
    func record(in session: Session, until interrupts: Interrupts) async throws -> Bool {
        let id = try await helper.create(in: session)
        let outcome = try await ToolContainer.run(id, in: session, until: interrupts)
        if outcome.exitCode == 0 { return true }
        if outcome.wasAsked { return false }
        let engine = try await session.client.information()
        throw ProfilingError.ofPySpy(outcome, service, engine: ProfilingError.traits(of: engine))
    }
}
