#if os(Linux)
import CLibrary
import SystemPackage

/// One event as the kernel reports it.
struct InotifyEvent {
    /// What happened, as bits.
    struct Mask: OptionSet {
        let rawValue: UInt32
        static let modify = Mask(rawValue: UInt32(IN_MODIFY))
        static let attributes = Mask(rawValue: UInt32(IN_ATTRIB))
        static let closeWrite = Mask(rawValue: UInt32(IN_CLOSE_WRITE))
        static let movedFrom = Mask(rawValue: UInt32(IN_MOVED_FROM))
        static let movedTo = Mask(rawValue: UInt32(IN_MOVED_TO))
        static let create = Mask(rawValue: UInt32(IN_CREATE))
        static let delete = Mask(rawValue: UInt32(IN_DELETE))
        static let unmount = Mask(rawValue: UInt32(IN_UNMOUNT))
        static let overflow = Mask(rawValue: UInt32(IN_Q_OVERFLOW))
        static let ignored = Mask(rawValue: UInt32(IN_IGNORED))
        static let directory = Mask(rawValue: UInt32(IN_ISDIR))

        /// What to hear of the names in a directory.
        static let names: Mask = [.create, .delete, .movedFrom, .movedTo]
        /// What to hear of the names in a directory and of the files behind them.
        static let contents: Mask = [.names, .modify, .attributes, .closeWrite]
    }

    var watch: Int32
    var mask: Mask
    var name: FilePath.Component?

    /// The events in a buffer that `read` filled.
    ///
    /// - Parameter concerns: whether an event in a watch matters that has this name; asked before anything is made of it, since
    ///   of a busy directory on the way to a root no other name matters.
    static func parse(
        _ buffer: UnsafeRawBufferPointer,
        where concerns: (Int32, UnsafePointer<CInterop.PlatformChar>) -> Bool = { _, _ in true }
    ) -> [InotifyEvent] {
        var events: [InotifyEvent] = []
        var offset = 0
        while offset + MemoryLayout<inotify_event>.size <= buffer.count {
            let header = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
            let start = offset + MemoryLayout<inotify_event>.size
            let end = start + Int(header.len)
            guard end <= buffer.count else { break }
            var name: FilePath.Component?
            if header.len > 0, let address = buffer.baseAddress {
                offset = end
                let characters = (address + start).assumingMemoryBound(to: CInterop.PlatformChar.self)
                guard concerns(header.wd, characters) else { continue }
                name = FilePath.Component(platformString: characters)
            }
            events.append(InotifyEvent(watch: header.wd, mask: Mask(rawValue: header.mask), name: name))
            offset = end
        }
        return events
    }
}
#endif
