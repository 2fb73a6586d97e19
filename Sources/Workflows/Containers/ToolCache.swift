import ComposeModel
import EngineAPI
import EngineClient
import Operations

/// A volume that keeps a tool for all projects of an engine, so that no image has to hold it, and only the first use needs the
/// network.
///
/// - Shape: the tool is in the directory ``home`` of the volume. Whoever fills the cache does so in a directory of its own, which
///   gets that name in one step when it is complete; so several may fill it at once, and none takes half of it for the whole.
struct ToolCache: Sendable, Hashable {
    /// What is kept.
    enum Tool: String, Sendable, Hashable, CaseIterable {
        /// The profiler for Python: one static program.
        case pySpy = "py-spy"
        /// The debugger for Python, in its form for all versions of Python 3.
        case debugpy
        /// A module that opens the inspector of Node.js in the application's process.
        case nodeInspector = "node-inspector"
    }

    /// What it keeps.
    let tool: Tool
    /// The processor architecture of the images that use it, such as `amd64`.
    let architecture: String

    /// Names the cache of a tool.
    init(of tool: Tool, for architecture: String) {
        self.tool = tool
        self.architecture = architecture
    }

    /// The volume's name.
    var volume: String {
        switch tool {
        case .pySpy: "engarde-\(tool.rawValue)-\(architecture.isEmpty ? "any" : architecture)"
        case .debugpy, .nodeInspector: "engarde-\(tool.rawValue)"
        }
    }

    /// Where it is mounted.
    var directory: String { "/opt/engarde/\(tool.rawValue)" }

    /// Where the tool is in it; what is there is complete.
    var home: String { "\(directory)/current" }

    /// What of it is used: the program, the directory of modules, or the module.
    var product: String {
        switch tool {
        case .pySpy: "\(home)/bin/py-spy"
        case .debugpy: home
        case .nodeInspector: "\(home)/inspect.cjs"
        }
    }

    /// The mount that a container gets.
    func mount(readOnly: Bool) -> EngineAPI.Mount {
        EngineAPI.Mount(type: .volume, source: volume, target: directory, readOnly: readOnly)
    }

    /// The words that put the tool in its place, in a container that has it mounted.
    var installation: [String] {
        switch tool {
        case .pySpy, .debugpy:
            ["python3", "-I", "-c", Self.installer, home, tool.rawValue] + platforms.map { "--platform=\($0)" }
        case .nodeInspector: ["node", "-e", Self.writer, home, InspectorModule.text]
        }
    }

    /// The platforms of the packages that may be taken; `{machine}` stands for that of the container. They are named, since an
    /// image with another C library is no reason against a static program.
    private var platforms: [String] {
        switch tool {
        case .pySpy:
            ["manylinux2014_{machine}", "manylinux_2_17_{machine}", "manylinux_2_5_{machine}", "manylinux1_{machine}"]
        case .debugpy: ["any"]
        case .nodeInspector: []
        }
    }

    /// Fills the cache where it is not complete, in a container of an image that has what that needs.
    ///
    /// - Parameters:
    ///   - image: an image with Python and pip, or with Node.js.
    ///   - name: the name of the container.
    ///   - environment: variables for pip, as `NAME=value`.
    /// - Throws: ``ToolInstallationError`` where it cannot be filled, `EngineError`, `CancellationError`.
    func fill(from image: ImageID, named name: String, environment: [String], in session: Session) async throws {
        let client = session.client
        _ = try await client.createVolume(
            VolumeCreateRequest(name: EngineAPI.VolumeName(volume), labels: [ComposeLabel.cache: tool.rawValue])
        )
        var helper = ToolContainer(named: name, of: image, running: installation)
        helper.mounts = [mount(readOnly: false)]
        helper.environment = ["PIP_DISABLE_PIP_VERSION_CHECK=1", "PIP_ROOT_USER_ACTION=ignore"] + environment
        helper.usesNetwork = tool != .nodeInspector
        // One that was made and not started is enough to look.
        let id = try await helper.create(in: session)
        let isComplete = try await client.status(of: home, in: id) != nil
        try await client.removeContainer(id, force: true, withAnonymousVolumes: true)
        if isComplete { return }
        let outcome: ToolContainer.Outcome
        do {
            outcome = try await helper.runOnce(in: session)
        } catch let error as EngineError {
            guard case .rejected(_, _, let message) = error else { throw error }
            // The image has no such program.
            throw ToolInstallationError(tool: tool, lines: [message])
        }
        guard outcome.exitCode == 0 else { throw ToolInstallationError(tool: tool, lines: outcome.lines) }
    }

    /// Installs a package from PyPI beside what the image has. Where another one has filled the cache meanwhile, that counts.
    private static let installer = """
        import glob, os, platform, shutil, subprocess, sys, tempfile, time
        home, package, *options = sys.argv[1:]
        options = [option.replace("{machine}", platform.machine()) for option in options]
        volume = os.path.dirname(home)
        # What was left by one that was killed, a day ago or earlier.
        for left in glob.glob(os.path.join(volume, ".filling-*")):
            try:
                if os.path.getmtime(left) < time.time() - 86400:
                    shutil.rmtree(left, ignore_errors=True)
            except FileNotFoundError:
                pass
        filling = tempfile.mkdtemp(prefix=".filling-", dir=volume)
        code = subprocess.run([
            sys.executable, "-I", "-m", "pip", "install", "--quiet", "--no-cache-dir", "--no-deps",
            "--only-binary=:all:", "--implementation=py", "--abi=none", "--python-version=3.8",
            "--target", filling, *options, package,
        ]).returncode
        if code == 0:
            # Services run as any user.
            os.chmod(filling, 0o755)
            try:
                os.rename(filling, home)
            except OSError:
                if not os.path.isdir(home):
                    raise
        shutil.rmtree(filling, ignore_errors=True)
        sys.exit(0 if os.path.isdir(home) else code)
        """

    /// Writes a module. Where another one has filled the cache meanwhile, that counts.
    private static let writer = """
        const fs = require('fs');
        const path = require('path');
        const [home, text] = process.argv.slice(1);
        const filling = fs.mkdtempSync(path.join(path.dirname(home), '.filling-'));
        fs.writeFileSync(path.join(filling, 'inspect.cjs'), text);
        // Services run as any user.
        fs.chmodSync(filling, 0o755);
        try {
          fs.renameSync(filling, home);
        } catch (error) {
          if (!fs.existsSync(home)) throw error;
          fs.unlinkSync(path.join(filling, 'inspect.cjs'));
          fs.rmdirSync(filling);
        }
        """

    /// The variables by which pip and the programs that it calls find the network, among those of the user.
    static func networkVariables(of environment: [String: String]) -> [String] {
        let names = [
            "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_TRUSTED_HOST", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
            "http_proxy", "https_proxy", "no_proxy",
        ]
        return names.compactMap { name in environment[name].map { "\(name)=\($0)" } }
    }
}
