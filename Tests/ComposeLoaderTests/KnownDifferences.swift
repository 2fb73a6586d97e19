/// The conformance cases in which EnGarde means to differ from docker compose 2.40.3, each with its reason.
enum KnownDifferences {
    private static let preStart = "2.40.3 does not know the attribute 'pre_start' of the newer specification"
    private static let sshKeys = "2.40.3 cannot print SSH keys with a path as JSON: it writes them without quotes"

    static let reasons: [String: String] = [
        "0902-single-compose": sshKeys,
        "0903-pair-compose": sshKeys,
        "0961-single-compose": "2.40.3 leaves 'models' out of JSON, although it prints it in YAML",
        "1010-single-compose": preStart,
        "1011-single-compose": preStart,
        "1012-single-compose": preStart,
        "1015-single-compose": preStart,
        "1017-single-compose": preStart,
        "1738-single-container-compose":
            "2.40.3 does not know the attribute 'no_cache_filter' of the newer specification",
        "1743-single-container-compose": preStart,
    ]
}
