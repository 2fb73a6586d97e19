extension HTTP2Connection {
    /// Opens a stream, as a client.
    ///
    /// - Returns: its number.
    package mutating func open(_ head: [HeaderField]) -> UInt32 {
        let number = nextStream
        nextStream += 2
        streams[number] = Stream(
            sending: StreamSending(window: peerInitialWindow),
            receiveWindow: Self.initialWindow
        )
        append(head, to: number, isLast: false)
        return number
    }

    /// Sends the first head of an answer, as a server.
    package mutating func answer(_ head: [HeaderField], on stream: UInt32) {
        guard streams[stream] != nil else { return }
        append(head, to: stream, isLast: false)
    }

    /// Sends bytes on a stream, as soon as the other side takes them.
    package mutating func send(_ bytes: [UInt8], on stream: UInt32) {
        streams[stream]?.sending.append(bytes)
        fillOutput()
    }

    /// Ends this side of a stream, behind what is still to be sent: with a last head, or with the data.
    package mutating func finish(_ stream: UInt32, trailers: [HeaderField]? = nil) {
        streams[stream]?.sending.finish(trailers.map { .trailers($0) } ?? .data)
        fillOutput()
    }

    /// Gives a stream up, with all that is still to be sent on it. 8 is a stream that is not wanted any more.
    package mutating func reset(_ stream: UInt32, code: UInt32 = 8) {
        guard streams.removeValue(forKey: stream) != nil else { return }
        Frame(.reset, stream: stream, payload: code.bigEndianBytes).append(to: &output)
    }

    /// How many bytes of a stream are not sent yet.
    package func waiting(on stream: UInt32) -> Int { streams[stream]?.sending.waiting ?? 0 }

    /// Says that what has come on a stream was taken, so that more may come.
    package mutating func credit(_ number: UInt32) {
        guard var stream = streams[number], !stream.isReceivedWhole, stream.uncredited > 0 else { return }
        append(windowUpdate: stream.uncredited, stream: number)
        stream.receiveWindow += stream.uncredited
        stream.uncredited = 0
        streams[number] = stream
    }

    /// Takes what is to be sent to the other side now.
    package mutating func takeOutput() -> [UInt8] {
        fillOutput()
        defer { output = [] }
        return output
    }

    /// Moves what waits into the output, a frame of each stream in turn, as far as the windows and the output reach.
    mutating func fillOutput() {
        while output.count < Self.outputTarget {
            let numbers = streams.keys.filter { canServe($0) }
            guard let next = numbers.filter({ $0 > lastServed }).min() ?? numbers.min() else { return }
            lastServed = next
            serve(next)
        }
    }

    private func canServe(_ number: UInt32) -> Bool {
        guard let stream = streams[number], !stream.isSentWhole else { return false }
        let sending = stream.sending
        return sending.waiting > 0 ? min(sending.window, sendWindow) > 0 : sending.end != nil
    }

    private mutating func serve(_ number: UInt32) {
        guard var sending = streams[number]?.sending else { return }
        let part = sending.next(atMost: min(peerLongestPayload, sendWindow))
        sendWindow -= part.count
        streams[number]?.sending = sending
        switch sending.end {
        case .trailers(let fields)? where sending.waiting == 0:
            if !part.isEmpty { Frame.append(.data, [], number, part, to: &output) }
            append(fields, to: number, isLast: true)
            endSending(number)
        case .data? where sending.waiting == 0:
            Frame.append(.data, .endStream, number, part, to: &output)
            endSending(number)
        default: Frame.append(.data, [], number, part, to: &output)
        }
    }

    private mutating func endSending(_ number: UInt32) {
        guard let stream = streams[number] else { return }
        streams[number]?.isSentWhole = true
        if role == .server, !stream.isReceivedWhole {
            // Nobody reads what the client still sends; 0 is no error.
            reset(number, code: 0)
        } else {
            closeIfDone(number)
        }
    }

    mutating func closeIfDone(_ number: UInt32) {
        guard let stream = streams[number], stream.isReceivedWhole, stream.isSentWhole else { return }
        streams[number] = nil
    }

    private mutating func append(_ fields: [HeaderField], to stream: UInt32, isLast: Bool) {
        let block = HeaderEncoder.encode(fields)
        var rest = block[...]
        var kind = Frame.Kind.headers
        repeat {
            let part = rest.prefix(peerLongestPayload)
            rest = rest.dropFirst(part.count)
            var flags: Frame.Flags = rest.isEmpty ? .endHeaders : []
            if isLast, kind == .headers { flags.insert(.endStream) }
            Frame.append(kind, flags, stream, part, to: &output)
            kind = .continuation
        } while !rest.isEmpty
    }
}
