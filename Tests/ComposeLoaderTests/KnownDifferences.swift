/// The conformance cases in which EnGarde means to differ from docker compose 2.40.3, each with its reason.
enum KnownDifferences {
    /// Why a case differs.
    enum Reason {
        /// 2.40.3 refuses the case for an attribute of the newer specification, and for nothing else.
        case newerAttribute(String)
        /// 2.40.3 prints the case as YAML, but cannot write it as JSON.
        case noJSON
    }

    static let reasons: [String: Reason] = [
        "0902-single-compose": .noJSON,
        "0903-pair-compose": .noJSON,
        "1010-single-compose": .newerAttribute("pre_start"),
        "1011-single-compose": .newerAttribute("pre_start"),
        "1012-single-compose": .newerAttribute("pre_start"),
        "1015-single-compose": .newerAttribute("pre_start"),
        "1017-single-compose": .newerAttribute("pre_start"),
        "1738-single-container-compose": .newerAttribute("no_cache_filter"),
        "1743-single-container-compose": .newerAttribute("pre_start"),
    ]
}
