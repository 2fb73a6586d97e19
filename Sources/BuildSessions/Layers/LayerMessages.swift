internal import EngineAPI

/// Messages about layers.
///
/// - Source: `api/services/content/v1/content.proto` of containerd.
enum LayerMessages {
    /// Asks for a part of a layer.
    struct Read: Hashable {
        var digest = ""
        var offset: Int64 = 0
        /// 0 is all that follows.
        var length: Int64 = 0

        init(protobuf bytes: [UInt8]) throws(ProtobufReader.Malformed) {
            var reader = ProtobufReader(bytes[...])
            while let field = try reader.next() {
                switch (field.number, field.value) {
                case (1, .bytes(let bytes)): digest = String(decoding: bytes, as: UTF8.self)
                case (2, .number(let number)): offset = Int64(bitPattern: number)
                case (3, .number(let number)): length = Int64(bitPattern: number)
                default: break
                }
            }
        }
    }

    /// Says something about a layer that is being written.
    struct Write: Hashable {
        enum Action: UInt64 {
            /// How far is it?
            case stat = 0
            /// Here is more of it.
            case write = 1
            /// It is whole, with what comes along.
            case commit = 2
        }

        var action = Action.stat
        var total: Int64 = 0
        var digest = ""
        var offset: Int64 = 0
        var content: ArraySlice<UInt8> = []

        init(protobuf bytes: [UInt8]) throws(ProtobufReader.Malformed) {
            var reader = ProtobufReader(bytes[...])
            while let field = try reader.next() {
                switch (field.number, field.value) {
                case (1, .number(let number)): action = Action(rawValue: number) ?? .stat
                case (3, .number(let number)): total = Int64(bitPattern: number)
                case (4, .bytes(let bytes)): digest = String(decoding: bytes, as: UTF8.self)
                case (5, .number(let number)): offset = Int64(bitPattern: number)
                case (6, .bytes(let bytes)): content = bytes
                default: break
                }
            }
        }

        /// Answers: how far it is.
        func answer(length: Int64) -> [UInt8] {
            var answer = ProtobufWriter()
            answer.write(1, action.rawValue)
            answer.write(4, length)
            answer.write(5, total)
            if action == .commit { answer.write(6, digest) }
            return answer.bytes
        }
    }

    /// A part of a layer.
    static func part(_ content: ArraySlice<UInt8>, at offset: Int64) -> [UInt8] {
        var part = ProtobufWriter()
        part.write(1, offset)
        part.write(2, content)
        return part.bytes
    }

    /// What is known of a layer.
    static func description(of digest: String, length: Int64) -> [UInt8] {
        var description = ProtobufWriter()
        description.write(1, digest)
        description.write(2, length)
        var answer = ProtobufWriter()
        answer.writeMessage(1, description.bytes)
        return answer.bytes
    }
}
