import ComposeModel
import EngineAPI
import OrderedCollections

/// A service under a debugger, as a change of the project: nothing else of it differs.
struct DebugSettings: Sendable, Hashable {
    /// The service.
    var service: ServiceName
    /// What it is written in.
    var language: ServiceLanguage
    /// The port in the container at which the debugger listens.
    var containerPort: UInt16
    /// The port of 127.0.0.1 at which it is published; `nil` where the container has the host's network.
    var hostPort: UInt16?
    /// Whether the application begins when a debugger is attached.
    var waitsForClient = false
    /// The whole command under the debugger; `nil` is made of the service's own.
    var command: [String]?
    /// Where the debugger comes from; `nil` where the image has it.
    var cache: ToolCache?

    /// The address at which the debugger listens in the container.
    private var listening: String { "\(hostPort == nil ? "127.0.0.1" : "0.0.0.0"):\(containerPort)" }

    /// What debugpy is called with, behind the interpreter.
    private var debugger: [String] {
        ["-m", "debugpy", "--listen", listening] + (waitsForClient ? ["--wait-for-client"] : [])
    }

    /// The project with the service under the debugger.
    ///
    /// - Parameter image: what the service's image says.
    /// - Throws: ``DebugError/commandUnknown(_:_:)``.
    func applied(to project: Project, image: ContainerConfig) throws -> Project {
        guard var changed = project.definition(of: service) else { return project }
        var project = project
        switch language {
        case .python: try debugPython(&changed, image)
        case .node: debugNode(&changed, image)
        }
        if let cache { mount(cache, &changed, &project) }
        publish(&changed)
        // Several containers cannot have one port.
        changed.scale = min(changed.scale, 1)
        project.services[service] = changed
        return project
    }

    private func debugPython(_ changed: inout Service, _ image: ContainerConfig) throws {
        if let command {
            changed.command = command
        } else {
            try rewrite(&changed, image)
        }
        if let cache {
            // Behind those of the application, which may have a debugger of its own.
            append(cache.product, to: "PYTHONPATH", separatedBy: ":", &changed, image)
            // The debugger in the form for all versions has no compiled part, and says so otherwise.
            set("PYDEVD_USE_CYTHON", "NO", &changed)
        }
        set("PYDEVD_DISABLE_FILE_VALIDATION", "1", &changed)
        let words = Self.words(of: changed, image).joined(separator: " ")
        if words.contains("gunicorn"), value(of: "GUNICORN_CMD_ARGS", changed, image) == nil {
            // Otherwise it kills workers that stand at a breakpoint.
            set("GUNICORN_CMD_ARGS", "--timeout 0", &changed)
        }
    }

    private func debugNode(_ changed: inout Service, _ image: ContainerConfig) {
        if let command { changed.command = command }
        guard let cache else { return }
        append("--require=\(cache.product)", to: "NODE_OPTIONS", separatedBy: " ", &changed, image)
        set("ENGARDE_INSPECTOR", listening, &changed)
        if waitsForClient { set("ENGARDE_INSPECTOR_WAITS", "1", &changed) }
    }

    /// Puts the debugger before what is run. An entrypoint that is a script stays, and gets the command as before.
    private func rewrite(_ changed: inout Service, _ image: ContainerConfig) throws {
        let (entrypoint, command) = Self.parts(of: changed, image)
        let words = entrypoint + command
        if let whole = PythonCommand(words, under: debugger), whole.program < entrypoint.count {
            changed.entrypoint = []
            changed.command = whole.applied(to: words)
        } else if let part = PythonCommand(command, under: debugger) {
            changed.command = part.applied(to: command)
        } else {
            throw DebugError.commandUnknown(service, words)
        }
    }

    /// The port at which a service lets debugpy listen by its own command; `nil` where it does not.
    static func ownPort(of service: Service, _ image: ContainerConfig) -> UInt16? {
        let (entrypoint, command) = parts(of: service, image)
        let found = PythonCommand(entrypoint + command, under: []) ?? PythonCommand(command, under: [])
        return found?.ownPort
    }

    /// What a service is started with: entrypoint and command.
    static func words(of service: Service, _ image: ContainerConfig) -> [String] {
        let (entrypoint, command) = parts(of: service, image)
        return entrypoint + command
    }

    /// A service's own entrypoint lets its image's command go, as the engine has it.
    private static func parts(of service: Service, _ image: ContainerConfig) -> (
        entrypoint: [String], command: [String]
    ) {
        let ofImage = service.entrypoint == nil ? image.cmd ?? [] : []
        return (service.entrypoint ?? image.entrypoint ?? [], service.command ?? ofImage)
    }

    private func mount(_ cache: ToolCache, _ changed: inout Service, _ project: inout Project) {
        let key = ComposeModel.VolumeName(cache.volume)
        var volume = ComposeModel.Volume(name: cache.volume)
        volume.isExternal = true
        project.volumes[key] = volume
        let options = ComposeModel.Mount.VolumeOptions(noCopy: true)
        changed.mounts.append(
            ComposeModel.Mount(.volume(source: key, options), at: cache.directory, readOnly: true)
        )
    }

    private func publish(_ changed: inout Service) {
        guard let hostPort else { return }
        changed.ports.removeAll { $0.target == containerPort && $0.transport == "tcp" }
        changed.ports.append(
            PortMapping(target: containerPort, published: PortMapping.PortRange(hostPort), hostIP: "127.0.0.1")
        )
    }

    private func value(of name: String, _ changed: Service, _ image: ContainerConfig) -> String? {
        if let own = changed.environment[name] { return own }
        return image.variable(name)
    }

    private func append(
        _ text: String,
        to name: String,
        separatedBy separator: String,
        _ changed: inout Service,
        _ image: ContainerConfig
    ) {
        let former = value(of: name, changed, image) ?? ""
        set(name, former.isEmpty ? text : "\(former)\(separator)\(text)", &changed)
    }

    private func set(_ name: String, _ value: String, _ changed: inout Service) {
        changed.environment.updateValue(value, forKey: name)
    }
}
