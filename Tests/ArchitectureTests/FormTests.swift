import Testing

/// What every file keeps to.
@Suite struct FormTests {
    @Test(arguments: ["Sources", "Tests"]) func filesAreShort(folder: String) {
        let files = SourceTree.files(below: folder)
        for file in files { #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines") }
        let lengths = files.map(\.lines.count).sorted()
        #expect(lengths[lengths.count / 2] <= 100, "the median file of \(folder)")
    }

    /// What labels say is read by `ComposeLabels`, and their names stand beside it.
    @Test func labelsAreReadInOnePlace() {
        for file in SourceTree.files(below: "Sources") where !file.path.contains("ComposeModel/ComposeLabel") {
            for (index, line) in file.lines.enumerated() where !line.contains("///") {
                for name in [#""com.docker.compose."#, #""dev.engarde."#] {
                    #expect(!line.contains(name), "\(file.path):\(index + 1) names a label")
                }
                let isRead = line.contains(/abels\[ComposeLabel\.[a-zA-Z]+\](?! = )/)
                #expect(!isRead, "\(file.path):\(index + 1) reads a label")
            }
        }
    }

    @Test func namesSayWhatThingsAre() {
        let empty = [
            "Manager", "Helper", "Util", "Common", "Misc", "Base", "Info", "Wrapper", "Impl", "Extensions",
        ]
        for file in SourceTree.files(below: "Sources") + SourceTree.files(below: "Tests") {
            let name = file.path.split(separator: "/").last.map { String($0.dropLast(".swift".count)) } ?? ""
            for word in empty {
                #expect(!Self.words(of: name).contains(word), "\(file.path) is named with '\(word)'")
            }
            for line in file.lines {
                guard let type = Self.declaredType(in: line) else { continue }
                for word in empty {
                    #expect(!Self.words(of: type).contains(word), "\(file.path) declares \(type)")
                }
            }
        }
    }

    @Test func inputIsNeverForced() {
        for file in SourceTree.files(below: "Sources") {
            for (index, line) in file.lines.enumerated() {
                let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
                for word in ["fatalError(", "try!", "preconditionFailure(", "as! "] {
                    #expect(!code.contains(word), "\(file.path):\(index + 1) uses \(word)")
                }
            }
        }
    }

    @Test func tasksHaveAParent() {
        for file in SourceTree.files(below: "Sources") {
            for (index, line) in file.lines.enumerated() {
                let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
                let isLoose = code.contains(/\bTask( *\{|\.detached|\()/)
                #expect(!isLoose, "\(file.path):\(index + 1) starts a task that no scope ends")
            }
        }
    }

    /// The name of a type that the line declares.
    private static func declaredType(in line: String) -> String? {
        let words = line.split(separator: " ").map(String.init)
        guard let keyword = words.firstIndex(where: { ["struct", "class", "enum", "actor", "protocol"].contains($0) }),
            words.indices.contains(keyword + 1), !words[0].hasPrefix("//"), !words[0].hasPrefix("case")
        else { return nil }
        let name = words[keyword + 1].prefix { $0.isLetter || $0.isNumber }
        return name.first?.isUppercase ?? false ? String(name) : nil
    }

    /// The words of a name in camel case.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        for character in name {
            if character.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1].append(character)
        }
        return words
    }
}
