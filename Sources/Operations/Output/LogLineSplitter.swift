package import EngineAPI
package import SessionEvents

/// Cuts a container's output, as the engine sends it with times, into lines, to the byte.
///
/// The engine keeps output in *records* and puts a time before each. A record is a line with its break, or a piece of
/// 16 KiB of a longer one: then the next record goes on with the line, and its time is no part of it. Lines beyond
/// ``longestWholeLine`` come out in parts, so that the memory in use does not depend on what a container writes.
///
/// - Shape: without a terminal a record is a frame. With one there are no frames: a record begins after a line break,
///   and after each full piece.
/// - Source: `daemon/logger/copier.go` and `daemon/logger/jsonfilelog` of moby. The `local` driver of Docker Engine 20.10
///   forgets the break after a line of several records: the next record's other time tells that it was there.
package struct LogLineSplitter: Sendable {
    /// How many bytes of a line the engine puts into one record.
    package static let recordLength = 16_384
    /// How long a line may be that comes out in one piece.
    package static let longestWholeLine = 262_144
    /// How long a record's time may be; RFC 3339 with nine decimals and an offset has 35.
    private static let longestTime = 40

    /// A line, or a part of one.
    package struct Piece: Sendable, Hashable {
        /// The time at which the line was begun, as the engine writes times; such texts sort by time.
        package var time: String
        /// Where it was written to.
        package var stream: LogLine.Stream
        /// The bytes, without the line break.
        package var bytes: [UInt8]
        /// How much of the line it is.
        package var part: LogLine.Part
        /// Whether the output ended before the line break: there may be more of the line, in another reading.
        package var isBroken: Bool

        /// Creates a piece.
        package init(
            time: String,
            stream: LogLine.Stream,
            bytes: [UInt8],
            part: LogLine.Part = .whole,
            isBroken: Bool = false
        ) {
            self.time = time
            self.stream = stream
            self.bytes = bytes
            self.part = part
            self.isBroken = isBroken
        }
    }

    /// The line that one stream is in.
    private struct Assembly: Sendable {
        /// What has come of a record's time; `nil` behind it.
        var time: [UInt8]?
        var recordTime = ""
        /// How many bytes of the record have come, without its time.
        var recordCount = 0
        /// Whether the last record, or what there is of it, did not end with a line break.
        var isLineOpen = false
        var lineTime = ""
        /// What has come of the line and was not handed out.
        var line: [UInt8] = []
        var isPartlyOut = false
    }

    /// How many records have begun.
    package private(set) var recordCount = 0
    /// The time of the first record; `nil` as long as there is none.
    package private(set) var firstRecordTime: EngineTimestamp?

    private let isTerminal: Bool
    private let hasTimes: Bool
    private var assemblies: [LogFrame.Stream: Assembly] = [:]
    private var pieces: [Piece] = []

    /// Creates a splitter at the start of a container's output.
    ///
    /// - Parameter hasTimes: whether the engine puts a time before each record; without times, those of pieces are empty.
    package init(isTerminal: Bool, hasTimes: Bool = true) {
        (self.isTerminal, self.hasTimes) = (isTerminal, hasTimes)
    }

    /// Takes the next bytes.
    ///
    /// - Returns: the lines that are complete now, and the parts of those that are too long.
    package mutating func take(_ frame: LogFrame) -> [Piece] {
        // Taken out, so that the line is not copied when it grows.
        var assembly = assemblies.removeValue(forKey: frame.stream) ?? Assembly(time: isTerminal && hasTimes ? [] : nil)
        if hasTimes && !isTerminal && !frame.continuesFrame {
            endTime(&assembly, of: frame.stream)
            assembly.time = []
        }
        var rest = frame.bytes[...]
        while !rest.isEmpty {
            if assembly.time != nil {
                takeTime(&rest, &assembly, of: frame.stream)
            } else {
                takeContent(&rest, &assembly, of: frame.stream)
            }
        }
        assemblies[frame.stream] = assembly
        return handOut()
    }

    /// What the end of the output leaves without a line break.
    package mutating func finish() -> [Piece] {
        for (stream, assembly) in assemblies.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            var assembly = assembly
            endTime(&assembly, of: stream)
            if assembly.isLineOpen { endLine(&assembly, of: stream, isBroken: true) }
        }
        assemblies = [:]
        return handOut()
    }

    private mutating func handOut() -> [Piece] {
        defer { pieces = [] }
        return pieces
    }

    private mutating func takeTime(
        _ rest: inout ArraySlice<UInt8>,
        _ assembly: inout Assembly,
        of stream: LogFrame.Stream
    ) {
        var time = assembly.time ?? []
        let window = rest.prefix(Self.longestTime - time.count)
        guard let space = window.firstIndex(of: UInt8(ascii: " ")) else {
            time += window
            rest = rest.dropFirst(window.count)
            assembly.time = time
            if time.count == Self.longestTime { endTime(&assembly, of: stream) }
            return
        }
        time += rest[..<space]
        rest = rest[space...]
        let text = String(decoding: time, as: UTF8.self)
        if EngineTimestamp(text) == nil {
            assembly.time = time
            endTime(&assembly, of: stream)
        } else {
            rest = rest.dropFirst()
            beginRecord(at: text, &assembly, of: stream)
        }
    }

    /// What looked like the beginning of a time is none: it is content.
    private mutating func endTime(_ assembly: inout Assembly, of stream: LogFrame.Stream) {
        guard let bytes = assembly.time else { return }
        assembly.time = nil
        // Beyond the length of a record no further time is looked for in this line.
        if assembly.isLineOpen { assembly.recordCount = Self.recordLength + 1 }
        var rest = bytes[...]
        while !rest.isEmpty { takeContent(&rest, &assembly, of: stream) }
    }

    private mutating func beginRecord(at time: String, _ assembly: inout Assembly, of stream: LogFrame.Stream) {
        if recordCount == 0 { firstRecordTime = EngineTimestamp(time) }
        recordCount += 1
        if assembly.isLineOpen {
            // The records of a line have its time, except where the driver takes the time of writing (journald).
            let goesOn = time == assembly.recordTime || assembly.recordCount == Self.recordLength
            if !goesOn { endLine(&assembly, of: stream) }
        }
        if !assembly.isLineOpen { assembly.lineTime = time }
        assembly.isLineOpen = true
        assembly.time = nil
        assembly.recordTime = time
        assembly.recordCount = 0
    }

    private mutating func takeContent(
        _ rest: inout ArraySlice<UInt8>,
        _ assembly: inout Assembly,
        of stream: LogFrame.Stream
    ) {
        let isCounted = isTerminal && hasTimes && assembly.recordCount < Self.recordLength
        let window = rest.prefix(isCounted ? Self.recordLength - assembly.recordCount : Self.longestWholeLine)
        if let lineBreak = window.firstIndex(of: UInt8(ascii: "\n")) {
            append(window[..<lineBreak], &assembly, of: stream)
            rest = rest[(lineBreak + 1)...]
            endLine(&assembly, of: stream)
            if isTerminal && hasTimes { assembly.time = [] }
        } else {
            append(window, &assembly, of: stream)
            rest = rest.dropFirst(window.count)
            if isCounted && assembly.recordCount == Self.recordLength { assembly.time = [] }
        }
    }

    private mutating func append(
        _ bytes: ArraySlice<UInt8>,
        _ assembly: inout Assembly,
        of stream: LogFrame.Stream
    ) {
        assembly.isLineOpen = true
        assembly.line += bytes
        assembly.recordCount += bytes.count
        guard assembly.line.count > Self.longestWholeLine else { return }
        put(assembly.line, assembly.isPartlyOut ? .middle : .beginning, assembly, of: stream)
        assembly.line = []
        assembly.isPartlyOut = true
    }

    private mutating func endLine(
        _ assembly: inout Assembly,
        of stream: LogFrame.Stream,
        isBroken: Bool = false
    ) {
        put(assembly.line, assembly.isPartlyOut ? .end : .whole, assembly, of: stream, isBroken: isBroken)
        assembly.line = []
        assembly.isPartlyOut = false
        assembly.isLineOpen = false
        assembly.recordCount = 0
    }

    private mutating func put(
        _ bytes: [UInt8],
        _ part: LogLine.Part,
        _ assembly: Assembly,
        of stream: LogFrame.Stream,
        isBroken: Bool = false
    ) {
        let channel: LogLine.Stream = stream == .stdout || stream == .stdin ? .output : .error
        pieces.append(
            Piece(time: assembly.lineTime, stream: channel, bytes: bytes, part: part, isBroken: isBroken)
        )
    }
}
