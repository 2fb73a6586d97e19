import Testing

/// Who asks what time it is: the others are given a clock, so that tests need not wait.
@Suite struct TimeTests {
    /// The files that do, with the reason.
    private static let readers: [String: String] = [
        "SessionEvents/WallClock.swift": "the time of day, for all others",
        "EngardeCommands/Program/Surroundings.swift": "the clocks of this process",
        "Operations/Session/Session.swift": "the clock that verbs measure on, unless they are given another one",
        "ChildProcesses/ProgramConversation.swift": "child processes live in the machine's time",
        "ChildProcesses/ProgramRun.swift": "child processes live in the machine's time",
        "EngineClient/CarrierProcess.swift": "child processes live in the machine's time",
        "FileWatching/InotifyWatcher.swift": "the kernel's events come in the machine's time",
        "FileWatching/PollingWatcher.swift": "files change in the machine's time",
        "DevelopmentLoop/FileMetadata+freshness.swift": "the times of files are the machine's",
        "DevelopmentLoop/FileManifest.swift": "how fresh a file is",
        "DevelopmentLoop/ServiceManifests.swift": "how fresh a file is",
        "DevelopmentLoop/Receivers/UnfinishedFiles.swift": "how fresh a file is",
        "DevelopmentLoop/ServiceLane.swift": "what an edit took, from the kernel's event on",
        "DevelopmentLoop/ServiceLane+operations.swift": "what an edit took, from the kernel's event on",
        "DevelopmentLoop/ServiceLane+settling.swift": "what an edit took, from the kernel's event on",
        "DevelopmentLoop/ContainerLane+serving.swift": "what an edit took, from the kernel's event on",
        "DevelopmentLoop/InitialSync.swift": "what an edit took, from the kernel's event on",
        "DevelopmentLoop/EngineLink.swift": "how long the engine was away",
        "DevelopmentLoop/Deadline.swift": "the clock of limits, unless another one is given",
        "DevelopmentLoop/Receivers/ReceiverConnection.swift": "the limits of programs in containers",
        "TerminalOutput/InteractiveReporter.swift": "what moves on a terminal",
    ]

    @Test func fewAskWhatTimeItIs() {
        var found: Set<String> = []
        for file in SourceTree.files(below: "Sources") {
            let path = String(file.path.dropFirst("Sources/".count))
            for (index, line) in file.lines.enumerated() {
                let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
                guard Self.asksForTheTime(String(code)) else { continue }
                found.insert(path)
                #expect(Self.readers[path] != nil, "\(file.path):\(index + 1) asks what time it is")
            }
        }
        #expect(Set(Self.readers.keys).subtracting(found) == [], "these do not ask any more")
    }

    @Test(
        arguments: [
            ("let start = ContinuousClock.now", true), ("let clock = ContinuousClock()", true), ("at: .now)", true),
            ("now: FileMetadata.Timestamp = .now", true), ("elapsed: .now - start", true), ("Date()", true),
            ("Date.now", true), ("time(nil)", true), ("clock_gettime(CLOCK_REALTIME, &time)", true),
            ("SuspendingClock().now", true), ("DispatchTime.now()", true),
            ("let began = clock.now", false), ("wallClock.now", false), ("ContinuousClock.Instant", false),
            ("func validate()", false), ("update()", false), ("ends.now", false),
        ]
    )
    func itIsSeen(line: String, asks: Bool) {
        #expect(Self.asksForTheTime(line) == asks)
    }

    /// Whether a line of code reads a clock that nobody gave it, or makes one.
    private static func asksForTheTime(_ code: String) -> Bool {
        // Most lines are told apart without an expression.
        guard ["now", "Clock", "Date", "time(", "timeofday"].contains(where: { code.contains($0) }) else {
            return false
        }
        return code.contains(/(^|[^\w)\]?!])\.now\b/)
            || code.contains(/\b(ContinuousClock|SuspendingClock|Date|Timestamp|DispatchTime)(\(\)|\.now\b)/)
            || code.contains(/\b(clock_gettime|gettimeofday|time)\((nil|NULL|CLOCK|&)/)
    }
}
