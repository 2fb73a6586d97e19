extension Character {
    /// How many columns of a terminal the character takes.
    ///
    /// - Source: Unicode's East Asian Width (wide and fullwidth) and the symbols that terminals draw as pictures.
    var columns: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        switch scalar.value {
        case ..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0xFEFF: return 0
        case ..<0x300: return 1
        case 0x300..<0x370: return 0
        case 0x1100..<0x1160, 0x2E80..<0x303F, 0x3041..<0xA4D0, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0xFE30..<0xFE70,
            0xFF00..<0xFF61, 0xFFE0..<0xFFE7, 0x1F300..<0x1F650, 0x1F680..<0x1F700, 0x1F900..<0x1FA00,
            0x20000..<0x3FFFE:
            return 2
        default: return unicodeScalars.contains { $0.value == 0xFE0F } ? 2 : 1
        }
    }
}

extension String {
    /// How many columns of a terminal the text takes.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// The text filled up with blanks to so many columns.
    func padded(to columns: Int) -> String { self + String(repeating: " ", count: max(0, columns - self.columns)) }
}
