// swift-tools-version: 6.2

import PackageDescription

/// Everything that every target is compiled with; one loop below hands it out.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let orderedCollections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let nio = ["NIOCore", "NIOPosix"].map { Target.Dependency.product(name: $0, package: "swift-nio") }
let tls: [Target.Dependency] = [
    .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "NIOTLS", package: "swift-nio"),
]

/// One target of the house: its layer decides what it may import (`docs/Modules.md`, checked by `ArchitectureTests`).
func module(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies)
}

/// The tests of one target.
///
/// `Fixtures` folders are read through `#filePath`, so that no bundle has to be found.
func tests(of name: String, uses dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name)] + dependencies,
        exclude: withFixtures.contains(name) ? ["Fixtures"] : []
    )
}

/// The targets whose tests have a `Fixtures` folder.
let withFixtures: Set = ["EngineAPI", "EngineClient", "EngardeCommands"]

let package = Package(
    name: "engarde",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "engarde", targets: ["engarde"]),
        .library(name: "ComposeModel", targets: ["ComposeModel"]),
        .library(name: "ComposeLoader", targets: ["ComposeLoader"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Layer 0: values and algorithms that know nothing of Compose or Docker.
        module("CLibrary"),
        module("ChildProcesses", uses: ["CLibrary"]),
        module("Diagnostics"),
        module("DependencyGraphs", uses: [orderedCollections]),
        module("IgnoreRules", uses: ["CLibrary", "Diagnostics", systemPackage]),
        module("TarArchives", uses: ["Diagnostics", "IgnoreRules", systemPackage]),
        module("SessionEvents", uses: ["CLibrary", "Diagnostics"]),
        module("JSONText"),
        module("GRPC"),
        // Layer 1: the vocabularies.
        module("ComposeYAML", uses: ["Diagnostics", yams]),
        module("ComposeModel", uses: ["Diagnostics", orderedCollections]),
        module("EngineAPI", uses: ["JSONText"]),
        module("HTTPProxy", uses: ["CLibrary"] + nio),
        module("FileWatching", uses: ["CLibrary", "Diagnostics", "IgnoreRules", systemPackage]),
        // Layer 2: from files to a project, from calls to the wire, from a project to a plan.
        module(
            "ComposeLoader",
            uses: [
                "CLibrary", "Diagnostics", "DependencyGraphs", "JSONText", "ComposeYAML", "ComposeModel",
                orderedCollections,
            ]
        ),
        module("EngineClient", uses: ["CLibrary", "ChildProcesses", "Diagnostics", "GRPC", "EngineAPI"] + nio + tls),
        module("EngineServer", uses: ["EngineAPI"] + nio),
        module(
            "BuildSessions",
            uses: ["CLibrary", "ChildProcesses", "Diagnostics", "IgnoreRules", "GRPC", "EngineAPI", systemPackage] + nio
        ),
        module(
            "Reconciliation",
            uses: [
                "Diagnostics", "DependencyGraphs", "JSONText", "ComposeModel", "EngineAPI", orderedCollections, crypto,
            ]
        ),
        // Layer 3: plans carried out, edits carried over, projects looked at.
        module(
            "Convergence",
            uses: [
                "CLibrary", "ChildProcesses", "Diagnostics", "DependencyGraphs", "IgnoreRules", "TarArchives",
                "SessionEvents", "ComposeModel",
                "EngineAPI", "EngineClient", "BuildSessions", "Reconciliation", orderedCollections, systemPackage,
            ]
        ),
        module(
            "DevelopmentLoop",
            uses: [
                "CLibrary", "Diagnostics", "IgnoreRules", "TarArchives", "SessionEvents", "ComposeModel",
                "FileWatching", "EngineAPI", "EngineClient", systemPackage, orderedCollections,
            ]
        ),
        module("Rules", uses: ["Diagnostics", "ComposeModel", "ComposeLoader", orderedCollections]),
        // Layer 4: one type per verb, and what people see of it.
        module(
            "Operations",
            uses: [
                "CLibrary", "Diagnostics", "DependencyGraphs", "IgnoreRules", "TarArchives", "SessionEvents",
                "ComposeModel", "ComposeLoader", "FileWatching", "EngineAPI", "EngineClient", "Reconciliation",
                "Convergence", "DevelopmentLoop", "Rules", orderedCollections,
                systemPackage,
            ]
        ),
        module("TerminalOutput", uses: ["CLibrary", "Diagnostics", "SessionEvents", "JSONText"]),
        // Layer 5: ways of working, made of operations.
        module(
            "Workflows",
            uses: [
                "CLibrary", "ChildProcesses", "Diagnostics", "SessionEvents", "TarArchives", "JSONText", "ComposeModel",
                "ComposeLoader", "HTTPProxy",
                "EngineAPI", "EngineClient", "Reconciliation", "Convergence", "Operations", orderedCollections,
            ]
        ),
        // Layers 6 and 7: the command line.
        module(
            "EngardeCommands",
            uses: [
                "CLibrary", "ChildProcesses", "Diagnostics", "SessionEvents", "ComposeModel", "ComposeLoader",
                "EngineAPI", "EngineClient", "Reconciliation", "Convergence", "DevelopmentLoop", "Rules", "Operations",
                "TerminalOutput", "Workflows", argumentParser, orderedCollections,
            ]
        ),
        .executableTarget(name: "engarde", dependencies: ["CLibrary", "EngardeCommands"]),
        // What the tests of several targets share.
        .target(
            name: "TestSupport",
            dependencies: [
                "CLibrary", "Diagnostics", "SessionEvents", "TarArchives", "ComposeModel", "ComposeLoader", "EngineAPI",
                "EngineClient", "EngineServer", orderedCollections, systemPackage,
            ],
            path: "Tests/TestSupport"
        ),
        // Tests: pure ones, components against real parts, scenarios of the built binary.
        tests(of: "ChildProcesses", uses: ["CLibrary"]),
        tests(of: "Diagnostics"),
        tests(of: "DependencyGraphs"),
        tests(of: "SessionEvents", uses: ["Diagnostics", "TestSupport"]),
        tests(of: "IgnoreRules", uses: ["TestSupport", systemPackage]),
        tests(of: "JSONText"),
        tests(of: "GRPC"),
        tests(of: "TarArchives", uses: ["IgnoreRules", "TestSupport", systemPackage]),
        tests(of: "ComposeYAML", uses: ["Diagnostics"]),
        tests(of: "ComposeModel", uses: [orderedCollections]),
        tests(of: "EngineAPI", uses: ["TestSupport"]),
        tests(of: "HTTPProxy", uses: ["CLibrary", "TestSupport"] + nio),
        tests(of: "FileWatching", uses: ["CLibrary", "Diagnostics", "IgnoreRules", "TestSupport", systemPackage]),
        tests(of: "ComposeLoader", uses: ["Diagnostics", "ComposeModel", "ComposeYAML", orderedCollections]),
        tests(of: "EngineClient", uses: ["ChildProcesses", "EngineAPI", "GRPC", "TestSupport"] + nio),
        tests(of: "EngineServer", uses: ["EngineAPI", "EngineClient", "TarArchives", "TestSupport"]),
        tests(
            of: "BuildSessions",
            uses: ["EngineAPI", "GRPC", "IgnoreRules", "TestSupport", systemPackage]
        ),
        tests(
            of: "Reconciliation",
            uses: ["ComposeModel", "ComposeLoader", "Diagnostics", "EngineAPI", orderedCollections]
        ),
        tests(
            of: "Convergence",
            uses: [
                "ComposeLoader", "ComposeModel", "Diagnostics", "EngineAPI", "EngineClient", "EngineServer",
                "Reconciliation", "SessionEvents", "TestSupport", orderedCollections,
            ]
        ),
        tests(
            of: "DevelopmentLoop",
            uses: ["CLibrary", "Diagnostics", "SessionEvents", "Convergence", "TestSupport"]
        ),
        tests(of: "Rules", uses: ["ComposeLoader", "Diagnostics"]),
        tests(
            of: "Operations",
            uses: [
                "CLibrary", "ComposeLoader", "ComposeModel", "Convergence", "Diagnostics", "EngineAPI", "EngineClient",
                "EngineServer", "IgnoreRules", "Reconciliation", "SessionEvents", "TarArchives", "TestSupport",
                orderedCollections, systemPackage,
            ]
        ),
        tests(
            of: "Workflows",
            uses: [
                "ComposeLoader", "ComposeModel", "Convergence", "Diagnostics", "EngineAPI", "EngineClient",
                "EngineServer", "HTTPProxy", "Operations", "Reconciliation", "SessionEvents", "TestSupport",
                orderedCollections,
                systemPackage,
            ]
        ),
        tests(of: "TerminalOutput", uses: ["ComposeLoader", "Diagnostics", "SessionEvents"]),
        tests(
            of: "EngardeCommands",
            uses: [
                "ComposeLoader", "ComposeModel", "Diagnostics", "EngineAPI", "Operations", "Reconciliation",
                "SessionEvents", "TerminalOutput", "Workflows", argumentParser, orderedCollections,
            ]
        ),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "ScenarioTests", dependencies: ["engarde", "TestSupport"]),
    ]
)

for target in package.targets {
    target.swiftSettings = settings
}
