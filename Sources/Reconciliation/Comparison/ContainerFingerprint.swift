import Crypto
import EngineAPI

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a container's label says about the blueprint that it was made from, without saying any of its values.
///
/// The label holds the blueprint's digest, to see whether something changed, and a short salted hash of each attribute's
/// value, to see what. Labels are shown in many places, so that a value must not be legible there; nor can equal values of
/// two containers be told from their hashes.
///
/// - Shape: `{"attributes":{"environment.DEBUG":"5f3a09c1",…},"digest":"<64 digits>","salt":"<16 digits>"}`.
struct ContainerFingerprint: Hashable, Encodable {
    /// The digest of the blueprint.
    let digest: String
    /// What goes into each hash, other for each container.
    let salt: String
    /// The first eight hexadecimal digits of each value's hash, by the attribute's name.
    let attributes: [String: String]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case digest
        case salt
        case attributes
    }

    /// The fingerprint of a blueprint.
    init(of blueprint: ContainerBlueprint, salt: String) {
        digest = blueprint.digest
        self.salt = salt
        let values = ContainerAttributes(json: blueprint.json)?.values ?? [:]
        attributes = values.reduce(into: [:]) { $0[$1.key] = Self.hash($1.value, of: $1.key, salt: salt) }
    }

    /// Reads a label; `nil` when it is none.
    init?(label: String) {
        guard let value = try? JSONReader.read(Self.self, from: Array(label.utf8)) else { return nil }
        self = value
    }

    /// Whether a label ends as that of a blueprint with this digest does: what is before is not read.
    ///
    /// - Returns: `false`, too, for a label of another form than ``label`` has; that has to be read.
    static func isLabel(_ label: String, ofBlueprint digest: String) -> Bool {
        // Within a string the quotes would be escaped.
        let middle = Array("},\"digest\":\"\(digest)\",\"salt\":\"".utf8)
        let end = Array("\"}".utf8)
        let tail = Array(label.utf8.suffix(middle.count + saltLength + end.count))
        return label.utf8.starts(with: "{\"attributes\":{".utf8) && tail.starts(with: middle)
            && tail.dropFirst(middle.count).prefix(saltLength).allSatisfy(isHexadecimal)
            && tail.dropFirst(middle.count + saltLength).elementsEqual(end)
    }

    private static let saltLength = 16

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// The text of the label.
    var label: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(self) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether an attribute had this value.
    func matches(_ value: String, of name: String) -> Bool {
        attributes[name] == Self.hash(value, of: name, salt: salt)
    }

    private static func hash(_ value: String, of name: String, salt: String) -> String {
        let key = SymmetricKey(data: Array(salt.utf8))
        return HMAC<SHA256>.authenticationCode(for: Array("\(name)=\(value)".utf8), using: key).prefix(4).hexadecimal
    }
}

extension ContainerFingerprint: JSONReadable {
    private static let keys = JSONKeys<CodingKeys>()

    init(reading reader: inout JSONReader) throws(JSONReader.Malformed) {
        var digest: String?
        var salt: String?
        var attributes: [String: String]?
        var members = JSONMembers(of: Self.keys)
        while let key = try reader.nextKey(in: &members) {
            switch key {
            case .digest: digest = try reader.string()
            case .salt: salt = try reader.string()
            case .attributes: attributes = try reader.strings()
            }
        }
        guard let digest, let salt, let attributes else { throw reader.malformed }
        self.digest = digest
        self.salt = salt
        self.attributes = attributes
    }
}

extension Sequence<UInt8> {
    /// The bytes in hexadecimal digits.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
