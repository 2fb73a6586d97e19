/// What BuildKit reports while it builds: some of its steps, their progress, and their output.
///
/// - Shape: protobuf, `moby.buildkit.v1.StatusResponse`. Fields that are not named here are passed over.
/// - Source: `api/services/control/control.proto` of BuildKit.
package struct BuildKitStatus: Hashable, Sendable {
    /// Steps that are new or have changed.
    package var vertices: [Vertex]
    /// The progress of parts of steps, such as the layers of a pull.
    package var statuses: [VertexStatus]
    /// Output of steps.
    package var logs: [VertexLog]
    /// Warnings of the Dockerfile's checks.
    package var warnings: [VertexWarning]

    /// Creates a report.
    package init(
        vertices: [Vertex] = [],
        statuses: [VertexStatus] = [],
        logs: [VertexLog] = [],
        warnings: [VertexWarning] = []
    ) {
        self.vertices = vertices
        self.statuses = statuses
        self.logs = logs
        self.warnings = warnings
    }

    /// Reads a report.
    ///
    /// - Throws: ``ProtobufReader/Malformed``.
    package init(protobuf bytes: [UInt8]) throws(ProtobufReader.Malformed) {
        self.init()
        var reader = ProtobufReader(bytes[...])
        while let field = try reader.next() {
            switch (field.number, field.value) {
            case (1, .bytes(let bytes)): vertices.append(try Vertex(protobuf: bytes))
            case (2, .bytes(let bytes)): statuses.append(try VertexStatus(protobuf: bytes))
            case (3, .bytes(let bytes)): logs.append(try VertexLog(protobuf: bytes))
            case (4, .bytes(let bytes)): warnings.append(try VertexWarning(protobuf: bytes))
            default: break
            }
        }
    }

    /// A step of a build. The same step comes several times: declared, started, completed.
    package struct Vertex: Hashable, Sendable {
        /// What the step is known by.
        package var digest = ""
        /// The steps it needs.
        package var inputs: [String] = []
        /// What the step does, such as `[backend 2/5] RUN make`.
        package var name = ""
        /// Whether its result was there already.
        package var isCached = false
        /// When it started.
        package var started: EngineTimestamp?
        /// When it ended, well or not.
        package var completed: EngineTimestamp?
        /// Why it failed; empty where it did not.
        package var error = ""

        /// Creates a step.
        package init(digest: String, name: String) {
            self.digest = digest
            self.name = name
        }

        init(protobuf bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) {
            var reader = ProtobufReader(bytes)
            while let field = try reader.next() {
                switch (field.number, field.value) {
                case (1, .bytes(let bytes)): digest = String(decoding: bytes, as: UTF8.self)
                case (2, .bytes(let bytes)): inputs.append(String(decoding: bytes, as: UTF8.self))
                case (3, .bytes(let bytes)): name = String(decoding: bytes, as: UTF8.self)
                case (4, .number(let number)): isCached = number != 0
                case (5, .bytes(let bytes)): started = try EngineTimestamp(protobuf: bytes)
                case (6, .bytes(let bytes)): completed = try EngineTimestamp(protobuf: bytes)
                case (7, .bytes(let bytes)): error = String(decoding: bytes, as: UTF8.self)
                default: break
                }
            }
        }
    }

    /// How far a part of a step is.
    package struct VertexStatus: Hashable, Sendable {
        /// The part, such as `transferring context` or a layer's digest.
        package var id = ""
        /// The step's digest.
        package var vertex = ""
        /// The part's name.
        package var name = ""
        /// Bytes or items done.
        package var current: Int64 = 0
        /// Bytes or items in all; 0 where that is not known.
        package var total: Int64 = 0
        /// When it started.
        package var started: EngineTimestamp?
        /// When it ended.
        package var completed: EngineTimestamp?

        init(protobuf bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) {
            var reader = ProtobufReader(bytes)
            while let field = try reader.next() {
                switch (field.number, field.value) {
                case (1, .bytes(let bytes)): id = String(decoding: bytes, as: UTF8.self)
                case (2, .bytes(let bytes)): vertex = String(decoding: bytes, as: UTF8.self)
                case (3, .bytes(let bytes)): name = String(decoding: bytes, as: UTF8.self)
                case (4, .number(let number)): current = Int64(bitPattern: number)
                case (5, .number(let number)): total = Int64(bitPattern: number)
                case (7, .bytes(let bytes)): started = try EngineTimestamp(protobuf: bytes)
                case (8, .bytes(let bytes)): completed = try EngineTimestamp(protobuf: bytes)
                default: break
                }
            }
        }
    }

    /// Output of a step.
    package struct VertexLog: Hashable, Sendable {
        /// The step's digest.
        package var vertex = ""
        /// When it was written.
        package var timestamp: EngineTimestamp?
        /// 1 is standard output, 2 is standard error.
        package var stream: Int64 = 0
        /// The bytes, which need not end at a line's or a character's end.
        package var message: [UInt8] = []

        init(protobuf bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) {
            var reader = ProtobufReader(bytes)
            while let field = try reader.next() {
                switch (field.number, field.value) {
                case (1, .bytes(let bytes)): vertex = String(decoding: bytes, as: UTF8.self)
                case (2, .bytes(let bytes)): timestamp = try EngineTimestamp(protobuf: bytes)
                case (3, .number(let number)): stream = Int64(bitPattern: number)
                case (4, .bytes(let bytes)): message = Array(bytes)
                default: break
                }
            }
        }
    }

    /// A warning of the Dockerfile's checks.
    package struct VertexWarning: Hashable, Sendable {
        /// The step's digest.
        package var vertex = ""
        /// How serious it is.
        package var level: Int64 = 0
        /// The warning.
        package var message = ""
        /// Where it is explained.
        package var url = ""

        init(protobuf bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) {
            var reader = ProtobufReader(bytes)
            while let field = try reader.next() {
                switch (field.number, field.value) {
                case (1, .bytes(let bytes)): vertex = String(decoding: bytes, as: UTF8.self)
                case (2, .number(let number)): level = Int64(bitPattern: number)
                case (3, .bytes(let bytes)): message = String(decoding: bytes, as: UTF8.self)
                case (5, .bytes(let bytes)): url = String(decoding: bytes, as: UTF8.self)
                default: break
                }
            }
        }
    }
}

extension EngineTimestamp {
    /// Reads a `google.protobuf.Timestamp`.
    init(protobuf bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) {
        var seconds: Int64 = 0
        var nanoseconds: Int32 = 0
        var reader = ProtobufReader(bytes)
        while let field = try reader.next() {
            switch (field.number, field.value) {
            case (1, .number(let number)): seconds = Int64(bitPattern: number)
            case (2, .number(let number)): nanoseconds = Int32(truncatingIfNeeded: number)
            default: break
            }
        }
        self.init(seconds: seconds, nanoseconds: nanoseconds)
    }
}
