import Testing

/// The house has layers, and each may only look down; `docs/Modules.md` says what each is for.
@Suite struct LayerTests {
    /// What each target may import of the project itself.
    private static let layers: [Set<String>] = [
        [
            "CLibrary", "ChildProcesses", "Diagnostics", "DependencyGraphs", "IgnoreRules", "TarArchives",
            "SessionEvents", "JSONText", "GRPC",
        ],
        ["ComposeYAML", "ComposeModel", "EngineAPI", "FileWatching", "HTTPProxy"],
        ["ComposeLoader", "EngineClient", "EngineServer", "BuildSessions", "Reconciliation"],
        ["Convergence", "DevelopmentLoop", "Rules"],
        ["Operations", "TerminalOutput"],
        ["Workflows"],
        ["EngardeCommands"],
        ["engarde"],
    ]

    /// Imports between targets of one layer that are wanted.
    private static let sideways: Set<[String]> = [
        ["ChildProcesses", "CLibrary"], ["IgnoreRules", "CLibrary"], ["TarArchives", "IgnoreRules"],
        ["TarArchives", "Diagnostics"], ["IgnoreRules", "Diagnostics"],
        ["SessionEvents", "Diagnostics"], ["SessionEvents", "CLibrary"],
    ]

    /// Packages that only certain targets may know.
    private static let keepers: [String: Set<String>] = [
        "Yams": ["ComposeYAML"],
        "ArgumentParser": ["EngardeCommands"],
        "Crypto": ["Reconciliation"],
        "NIOCore": ["EngineClient", "EngineServer", "BuildSessions", "HTTPProxy"],
        "NIOPosix": ["EngineClient", "EngineServer", "BuildSessions", "HTTPProxy"],
        "NIOSSL": ["EngineClient"],
        "NIOTLS": ["EngineClient"],
        "Glibc": ["CLibrary"],
        "Musl": ["CLibrary"],
        "Darwin": ["CLibrary"],
    ]

    private static func layer(of target: String) -> Int? { layers.firstIndex { $0.contains(target) } }

    @Test func everyTargetHasAPlaceInTheLayers() {
        let targets = Set(SourceTree.files(below: "Sources").map(\.target))
        #expect(!targets.isEmpty)
        for target in targets.sorted() {
            #expect(Self.layer(of: target) != nil, "\(target) has no layer")
        }
    }

    @Test func importsGoDownOnly() {
        for file in SourceTree.files(below: "Sources") {
            guard let own = Self.layer(of: file.target) else { continue }
            for module in file.imports {
                guard let other = Self.layer(of: module), module != file.target else { continue }
                let isAllowed = other < own || Self.sideways.contains([file.target, module])
                #expect(isAllowed, "\(file.path) imports \(module), which is not below it")
            }
        }
    }

    @Test func packagesStayWhereTheyBelong() {
        for file in SourceTree.files(below: "Sources") {
            for module in file.imports {
                guard let keepers = Self.keepers[module] else { continue }
                #expect(keepers.contains(file.target), "\(file.path) imports \(module)")
            }
        }
    }

    @Test func planningTouchesNoOutsideWorld() {
        let outside: Set<String> = ["CLibrary", "Dispatch", "SystemPackage", "EngineClient", "FileWatching"]
        for file in SourceTree.files(below: "Sources/Reconciliation") {
            #expect(outside.isDisjoint(with: file.imports), "\(file.path) does I/O")
        }
    }
}
