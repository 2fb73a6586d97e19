import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

/// Every kind of file that a project names, in every state in which it cannot be read.
@Suite struct UnreadableFileTests {
    /// A kind of file, and where a project names it.
    enum Kind: String, CaseIterable {
        case composeFile, environmentFile, serviceEnvironment, rawServiceEnvironment, labels, included,
            includedEnvironment
        case extended

        /// The files of a project that names the file `bad`.
        var project: [String: String] {
            let service = "services:\n  web:\n    image: x\n"
            let text =
                switch self {
                case .composeFile, .environmentFile: service
                case .serviceEnvironment: service + "    env_file: bad\n"
                case .rawServiceEnvironment: service + "    env_file: [{path: bad, format: raw}]\n"
                case .labels: service + "    label_file: bad\n"
                case .included: "include: [bad]\n" + service
                case .includedEnvironment: "include: [{path: part.yaml, env_file: bad}]\n" + service
                case .extended: service + "    extends: {file: bad, service: base}\n"
                }
            return ["compose.yaml": text, "part.yaml": "x-part: 1\n"]
        }

        /// How messages call the file.
        var name: String {
            switch self {
            case .composeFile, .included, .extended: "Compose file 'bad'"
            case .environmentFile, .includedEnvironment: "env file 'bad'"
            case .serviceEnvironment, .rawServiceEnvironment, .labels: "file 'bad'"
            }
        }

        /// Where the file is named: behind the message of an error, nothing for those of the command line.
        var place: String {
            switch self {
            case .composeFile, .environmentFile: ""
            case .serviceEnvironment:
                "\n  --> compose.yaml:4:15\n  |\n4 |     env_file: bad\n  |               ^^^"
            case .rawServiceEnvironment:
                "\n  --> compose.yaml:4:23\n  |\n4 |     env_file: [{path: bad, format: raw}]\n  |                       ^^^"
            case .labels:
                "\n  --> compose.yaml:4:17\n  |\n4 |     label_file: bad\n  |                 ^^^"
            case .included: "\n  --> compose.yaml:1:11\n  |\n1 | include: [bad]\n  |           ^^^"
            case .includedEnvironment:
                "\n  --> compose.yaml:1:39\n  |\n1 | include: [{path: part.yaml, env_file: bad}]\n  |                                       ^^^"
            case .extended:
                "\n  --> compose.yaml:4:21\n  |\n4 |     extends: {file: bad, service: base}\n  |                     ^^^"
            }
        }

        func load(_ files: any ProjectFiles) -> String {
            var request = LoadRequest(workingDirectory: "/project")
            if self == .composeFile { request.files = ["bad"] }
            if self == .environmentFile { request.environmentFiles = ["bad"] }
            do throws(LoadError) {
                _ = try ProjectLoader(files: files).load(request)
                return "loaded"
            } catch {
                return error.description
            }
        }

        /// The project's files, with these bytes in `bad`.
        func files(_ bytes: [UInt8]) -> InMemoryProjectFiles {
            var files = InMemoryProjectFiles(
                Dictionary(uniqueKeysWithValues: project.map { ("/project/" + $0.key, $0.value) })
            )
            files.setContents(of: "/project/bad", to: bytes)
            return files
        }
    }

    /// Files of which one cannot be read.
    struct Refusing: ProjectFiles {
        let files: InMemoryProjectFiles
        let error: ProjectFileError

        func kind(of path: String) -> ProjectFileKind {
            path != "/project/bad" ? files.kind(of: path) : error == .isDirectory ? .directory : .file
        }

        func contents(of path: String) throws(ProjectFileError) -> [UInt8] {
            if path == "/project/bad" { throw error }
            return try files.contents(of: path)
        }

        func resolvingSymbolicLinks(in path: String) -> String { path }
    }

    @Test(arguments: Kind.allCases) func aRefusedFileIsLocatedWhereItIsNamed(_ kind: Kind) {
        let message = kind.load(Refusing(files: kind.files([]), error: .permissionDenied))
        #expect(message == "error: \(kind.name) cannot be read: permission denied\(kind.place)")
    }

    @Test(arguments: Kind.allCases) func aHugeFileIsLocatedWhereItIsNamed(_ kind: Kind) {
        let message = kind.load(Refusing(files: kind.files([]), error: .tooLarge(limit: 33_554_432)))
        #expect(message == "error: \(kind.name) cannot be read: it is larger than 32 MiB\(kind.place)")
    }

    @Test(arguments: Kind.allCases) func aDirectoryIsLocatedWhereItIsNamed(_ kind: Kind) {
        let message = kind.load(Refusing(files: kind.files([]), error: .isDirectory))
        if kind == .composeFile {
            #expect(message == "error: Compose file 'bad' is a directory")
        } else {
            #expect(message == "error: \(kind.name) cannot be read: it is a directory\(kind.place)")
        }
    }

    @Test(arguments: Kind.allCases) func aNULByteIsLocatedInTheFile(_ kind: Kind) {
        let message = kind.load(kind.files(Array("# é\nA=1\0\n".utf8)))
        #expect(
            message.hasPrefix("error: the file contains a NUL byte, so it is not text\n  --> bad:2:4\n"),
            "\(message)"
        )
    }

    @Test(arguments: Kind.allCases) func invalidTextIsLocatedInTheFile(_ kind: Kind) {
        let message = kind.load(kind.files(Array("# é\nA=é".utf8) + [0xFF, 0x0A]))
        #expect(message.hasPrefix("error: the file is not valid UTF-8 text\n  --> bad:2:4\n"), "\(message)")
    }

    @Test func aDirectoryWhereAComposeFileIsLookedForIsNamed() {
        let message = Loading(files: ["compose.yaml/x": ""]).failure()
        #expect(
            message.hasPrefix("error: no Compose file in '/project' or above it; 'compose.yaml' is a directory"),
            "\(message)"
        )
    }

    @Test func aDirectoryNamedLikeTheEnvFileIsNoEnvFile() throws {
        #expect(
            try Loading(files: ["compose.yaml": "services: {web: {image: 'x${A-}'}}\n", ".env/x": "A=1\n"])
                .web().image == "x"
        )
    }
}
