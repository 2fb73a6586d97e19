import SessionEvents

/// The day that a page of the manual is of.
struct ManualDate {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// The day: `November 28, 2026`.
    let text: String

    /// The day of an instant, in UTC.
    ///
    /// - Parameter seconds: those since 1970-01-01T00:00:00Z.
    init(seconds: Int64) {
        let days = Int(seconds.quotientAndRemainder(dividingBy: 86_400).quotient)
        // Years that begin in March have their odd day at the end; 719,468 days lie between 0000-03-01 and 1970-01-01.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = (monthFromMarch + 2) % 12
        let year = yearOfEra + era * 400 + (month < 2 ? 1 : 0)
        text = "\(Self.months[month]) \(day), \(year)"
    }

    /// Today, or the day that `SOURCE_DATE_EPOCH` names, so that a build can be repeated.
    init(in surroundings: Surroundings) {
        let named = surroundings.environment["SOURCE_DATE_EPOCH"].flatMap { UInt32($0) }.map { Int64($0) }
        self.init(seconds: named ?? surroundings.wallClock.now.components.seconds)
    }
}
