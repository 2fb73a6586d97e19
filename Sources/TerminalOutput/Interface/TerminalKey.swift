/// A key that was pressed, as far as the interface tells keys apart.
package enum TerminalKey: Sendable, Hashable {
    /// One that writes a character.
    case character(Character)
    case enter
    case escape
    case backspace
    /// An arrow, a function key or whatever else has no meaning here.
    case other
}
