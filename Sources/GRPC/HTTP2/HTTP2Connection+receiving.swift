extension HTTP2Connection {
    /// A head may be long, since what is left out of a build context stands in it.
    private static let longestHead = 4 * 1_024 * 1_024

    mutating func handle(_ frame: Frame) throws(HTTP2Violation) -> Event? {
        // A head that has begun must be finished first.
        if let openHead, frame.kind != .continuation || frame.stream != openHead.stream { throw .unexpectedFrame }
        switch frame.kind {
        case .data: return try data(frame)
        case .headers:
            guard frame.stream != 0, let content = frame.content else { throw .malformedFrame }
            return try head(frame, (frame.stream, Array(content), frame.flags.contains(.endStream)))
        case .continuation:
            guard let openHead else { throw .unexpectedFrame }
            guard openHead.block.count + frame.payload.count <= Self.longestHead else { throw .oversizedHead }
            return try head(frame, (openHead.stream, openHead.block + frame.payload, openHead.isLast))
        case .reset:
            guard frame.payload.count == 4, frame.stream != 0 else { throw .malformedFrame }
            guard streams.removeValue(forKey: frame.stream) != nil else { return nil }
            return .reset(stream: frame.stream, code: UInt32(bigEndianBytes: frame.payload))
        case .settings: try settings(frame)
        case .ping:
            guard frame.payload.count == 8 else { throw .malformedFrame }
            guard !frame.flags.contains(.acknowledgement) else { return nil }
            Frame(.ping, flags: .acknowledgement, payload: frame.payload).append(to: &output)
        case .goAway:
            guard frame.payload.count >= 8 else { throw .malformedFrame }
            return .goAway(lastStream: UInt32(bigEndianBytes: frame.payload.prefix(4)) & 0x7FFF_FFFF)
        case .windowUpdate: try windowUpdate(frame)
        case .pushPromise: throw .unexpectedFrame
        case .priority, nil: break
        }
        return nil
    }

    private mutating func head(
        _ frame: Frame,
        _ head: (stream: UInt32, block: [UInt8], isLast: Bool)
    ) throws(HTTP2Violation) -> Event? {
        guard frame.flags.contains(.endHeaders) else {
            openHead = head
            return nil
        }
        openHead = nil
        let fields: [HeaderField]
        do {
            fields = try decoder.decode(head.block)
        } catch {
            throw .head(error)
        }
        if streams[head.stream] == nil {
            // What comes late for a stream that is over has no meaning any more.
            guard role == .server, head.stream > lastOpened else { return nil }
            guard head.stream % 2 == 1 else { throw .unexpectedFrame }
            lastOpened = head.stream
            guard streams.count < Self.streamLimit else {
                // 7 is a stream that is refused.
                Frame(.reset, stream: head.stream, payload: UInt32(7).bigEndianBytes).append(to: &output)
                return nil
            }
            streams[head.stream] = Stream(
                sending: StreamSending(window: peerInitialWindow),
                receiveWindow: Self.initialWindow
            )
        }
        if head.isLast { endReceiving(head.stream) }
        return .head(stream: head.stream, fields, isLast: head.isLast)
    }

    private mutating func data(_ frame: Frame) throws(HTTP2Violation) -> Event? {
        guard frame.stream != 0, let content = frame.content else { throw .malformedFrame }
        // The connection is never held up by one stream: its window opens again at once.
        uncredited += frame.payload.count
        if uncredited >= Self.initialWindow / 2 {
            append(windowUpdate: uncredited, stream: 0)
            uncredited = 0
        }
        guard var stream = streams[frame.stream], !stream.isReceivedWhole else { return nil }
        stream.receiveWindow -= frame.payload.count
        guard stream.receiveWindow >= 0 else { throw .overrunWindow }
        stream.uncredited += frame.payload.count
        streams[frame.stream] = stream
        let isLast = frame.flags.contains(.endStream)
        if isLast { endReceiving(frame.stream) }
        return .data(stream: frame.stream, Array(content), isLast: isLast)
    }

    private mutating func endReceiving(_ stream: UInt32) {
        streams[stream]?.isReceivedWhole = true
        closeIfDone(stream)
    }

    private mutating func settings(_ frame: Frame) throws(HTTP2Violation) {
        guard !frame.flags.contains(.acknowledgement) else { return }
        guard frame.payload.count % 6 == 0 else { throw .malformedFrame }
        for start in stride(from: 0, to: frame.payload.count, by: 6) {
            let identifier = UInt16(frame.payload[start]) << 8 | UInt16(frame.payload[start + 1])
            let value = UInt32(bigEndianBytes: frame.payload[(start + 2)..<(start + 6)])
            switch identifier {
            case 4:
                guard value <= 0x7FFF_FFFF else { throw .malformedFrame }
                let change = Int(value) - peerInitialWindow
                peerInitialWindow = Int(value)
                for stream in streams.keys { streams[stream]?.sending.window += change }
            case 5:
                guard (16_384...16_777_215).contains(value) else { throw .malformedFrame }
                peerLongestPayload = Int(value)
            default: break
            }
        }
        Frame(.settings, flags: .acknowledgement).append(to: &output)
    }

    private mutating func windowUpdate(_ frame: Frame) throws(HTTP2Violation) {
        guard frame.payload.count == 4 else { throw .malformedFrame }
        let count = Int(UInt32(bigEndianBytes: frame.payload) & 0x7FFF_FFFF)
        if frame.stream == 0 { sendWindow += count } else { streams[frame.stream]?.sending.window += count }
    }

    /// Lets the other side send so many bytes more.
    mutating func append(windowUpdate count: Int, stream: UInt32) {
        Frame(.windowUpdate, stream: stream, payload: UInt32(count).bigEndianBytes).append(to: &output)
    }
}
