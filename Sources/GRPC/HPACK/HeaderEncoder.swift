/// Writes heads in a form that every decoder reads, without compressing them: they are few and short.
///
/// - Source: RFC 7541, section 6.2.2.
package enum HeaderEncoder {
    /// The bytes of a head.
    package static func encode(_ fields: [HeaderField]) -> [UInt8] {
        var block: [UInt8] = []
        for field in fields {
            // A line that neither refers to another one nor is to be kept.
            block.append(0)
            append(field.name, to: &block)
            append(field.value, to: &block)
        }
        return block
    }

    private static func append(_ text: String, to block: inout [UInt8]) {
        var count = text.utf8.count
        if count < 0x7F {
            block.append(UInt8(count))
        } else {
            block.append(0x7F)
            count -= 0x7F
            while count >= 0x80 {
                block.append(UInt8(count & 0x7F) | 0x80)
                count >>= 7
            }
            block.append(UInt8(count))
        }
        block += text.utf8
    }
}
