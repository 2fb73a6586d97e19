import ArgumentParser

extension ArgumentHelp {
    /// What `--format` of a listing may be that prints JSON as an object a line.
    static var linesFormat: ArgumentHelp { listingFormat("an object a line") }
    /// What `--format` of a listing may be that prints JSON as an array.
    static var arrayFormat: ArgumentHelp { listingFormat("an array") }

    private static func listingFormat(_ json: String) -> ArgumentHelp {
        ArgumentHelp("table, json (\(json)), a template, or 'table' and a template.", valueName: "format")
    }
}
