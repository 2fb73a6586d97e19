import EngineAPI

/// What is mounted at one place in a container: the same value for the two forms in which the engine can be asked for it.
struct MountedSource: Hashable {
    private var type: MountType
    private var source: String
    /// The words that bind mounts have for it, such as `ro`, `rslave`, `z` or `nocopy`; `rw` is left out.
    private var modes: Set<String> = []
    private var subpath = ""
    private var tmpfs: Mount.TmpfsOptions?

    /// Reads the short form, `source:target:modes`.
    init(source: String, modes: [String]) {
        type = source.hasPrefix("/") ? .bind : .volume
        self.source = source
        self.modes = Set(modes).subtracting(["rw"])
    }

    /// Reads the long form.
    init(_ mount: Mount) {
        type = mount.type
        source = mount.source
        if mount.readOnly { modes.insert("ro") }
        if let bind = mount.bindOptions {
            if !bind.propagation.isEmpty { modes.insert(bind.propagation) }
            if bind.nonRecursive { modes.insert("not recursive") }
            if bind.readOnlyNonRecursive { modes.insert("read-only, not recursive") }
            if bind.readOnlyForceRecursive { modes.insert("read-only, recursive") }
        }
        if mount.volumeOptions?.noCopy ?? false { modes.insert("nocopy") }
        subpath = mount.volumeOptions?.subpath ?? mount.imageOptions?.subpath ?? ""
        if let options = mount.tmpfsOptions, options.sizeBytes != 0 || options.mode != 0 { tmpfs = options }
    }
}
