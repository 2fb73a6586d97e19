/// The order in which docker compose's YAML prints the keys of mappings: numbers inside keys by their value, letters after
/// other characters.
enum NaturalOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        if left == right { return false }
        let a = Array(left.unicodeScalars)
        let b = Array(right.unicodeScalars)
        guard let place = zip(a, b).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
            return a.count < b.count
        }
        let isAfterDigit = place > 0 && isDigit(a[place - 1])
        switch (isLetter(a[place]), isLetter(b[place])) {
        case (true, true): return a[place].value < b[place].value
        case (true, false): return isAfterDigit
        case (false, true): return !isAfterDigit
        case (false, false): break
        }
        // Zeros only count as part of a number that has begun before them.
        var initial = 0
        if a[place] == "0" || b[place] == "0" {
            var index = place - 1
            while index >= 0, isDigit(a[index]) {
                if a[index] != "0" {
                    initial = 1
                    break
                }
                index -= 1
            }
        }
        let (leftNumber, leftEnd) = number(a, from: place, initial: initial)
        let (rightNumber, rightEnd) = number(b, from: place, initial: initial)
        if leftNumber != rightNumber { return leftNumber < rightNumber }
        if leftEnd != rightEnd { return leftEnd < rightEnd }
        return a[place].value < b[place].value
    }

    private static func number(_ scalars: [Unicode.Scalar], from start: Int, initial: Int) -> (value: Int, end: Int) {
        var value = initial
        var index = start
        while index < scalars.count, isDigit(scalars[index]) {
            value = value &* 10 &+ Int(scalars[index].value - 48)
            index += 1
        }
        return (value, index)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        (0x30...0x39).contains(scalar.value)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A: true
        case ..<0x80: false
        default: scalar.properties.isAlphabetic
        }
    }
}
