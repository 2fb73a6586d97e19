/// Takes apart the stream in which the engine sends standard output and standard error together.
///
/// Bytes go in as they come from the connection, split anywhere. A frame comes out in as many pieces as it arrived in,
/// so that the memory in use does not depend on the length that a frame claims to have; pieces of two frames are never
/// joined.
///
/// - Shape: frames of an 8-byte header, `[stream, 0, 0, 0]` and the length as a big-endian 32-bit number, and a payload.
/// - Source: `POST /containers/{id}/attach`, section "Stream format".
package struct FrameDecoder: Sendable {
    /// What breaks the format.
    package enum Violation: Error, Hashable, Sendable {
        /// The first byte of a header names no stream.
        case unknownStream(UInt8)
        /// Bytes 2 to 4 of a header are not zero.
        case malformedHeader([UInt8])
        /// The connection ended within a header or a payload.
        case truncated(missing: Int)
    }

    private enum State: Sendable {
        /// Reading a header, of which these bytes have come; becomes `payload` with the eighth.
        case header([UInt8])
        /// Reading a payload, of which so many bytes are missing; becomes `header` with the last.
        case payload(LogFrame.Stream, missing: Int, hasBegun: Bool)
    }

    private var state = State.header([])

    /// Creates a decoder at the start of a stream.
    package init() {}

    /// Takes the next bytes and gives the pieces of frames that they complete.
    ///
    /// - Throws: ``Violation``; the stream cannot be read on after that.
    package mutating func decode(_ bytes: some Sequence<UInt8>) throws(Violation) -> [LogFrame] {
        let contiguous = bytes.withContiguousStorageIfAvailable { Array($0) } ?? Array(bytes)
        var frames: [LogFrame] = []
        var rest = contiguous[...]
        while !rest.isEmpty {
            switch state {
            case .header(var header):
                let part = rest.prefix(8 - header.count)
                header += part
                rest = rest.dropFirst(part.count)
                state = header.count < 8 ? .header(header) : try Self.payload(header)
            case .payload(let stream, let missing, let hasBegun):
                let part = rest.prefix(missing)
                rest = rest.dropFirst(part.count)
                frames.append(LogFrame(stream: stream, bytes: Array(part), continuesFrame: hasBegun))
                state =
                    part.count < missing
                    ? .payload(stream, missing: missing - part.count, hasBegun: true)
                    : .header([])
            }
        }
        return frames
    }

    /// Checks that the stream ended between two frames.
    ///
    /// - Throws: ``Violation/truncated(missing:)``.
    package func finish() throws(Violation) {
        switch state {
        case .header(let header) where !header.isEmpty: throw .truncated(missing: 8 - header.count)
        case .payload(_, let missing, _): throw .truncated(missing: missing)
        case .header: return
        }
    }

    /// Writes one frame, as an engine does.
    ///
    /// - Unit and range: fewer than 2³² bytes.
    package static func encode(_ frame: LogFrame) -> [UInt8] {
        let length = UInt32(frame.bytes.count)
        return [frame.stream.rawValue, 0, 0, 0]
            + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + frame.bytes
    }

    private static func payload(_ header: [UInt8]) throws(Violation) -> State {
        guard let stream = LogFrame.Stream(rawValue: header[0]) else { throw .unknownStream(header[0]) }
        guard header[1...3].allSatisfy({ $0 == 0 }) else { throw .malformedHeader(header) }
        let length = header[4...].reduce(0) { $0 << 8 | Int($1) }
        return length == 0 ? .header([]) : .payload(stream, missing: length, hasBegun: false)
    }
}
