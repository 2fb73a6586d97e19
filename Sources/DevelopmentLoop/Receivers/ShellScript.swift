import IgnoreRules
import SystemPackage

/// The text of a script for a POSIX shell, as bytes, since names are bytes.
struct ShellScript {
    private(set) var bytes: [UInt8] = []

    /// Adds plain text.
    mutating func append(_ text: String) { bytes += text.utf8 }

    /// Adds one word that stands for exactly these bytes.
    mutating func append(word: [UInt8]) {
        bytes += "'".utf8
        for byte in word {
            if byte == UInt8(ascii: "'") { bytes += #"'\''"#.utf8 } else { bytes.append(byte) }
        }
        bytes += "'".utf8
    }

    /// Adds a command with words, that notes a number if it fails.
    mutating func append(command: String, words: [[UInt8]], number: Int) {
        append(command)
        for word in words {
            append(" ")
            append(word: word)
        }
        append(#" || failed="$failed \#(number)""#)
        append("\n")
    }
}
