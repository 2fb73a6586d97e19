import Diagnostics
import Foundation
import Testing

@testable import TerminalOutput

/// Codes, pages, uses and documentation agree.
@Suite struct DiagnosticCatalogueTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func everyCodeHasOnePageAndTheFormOfACode() {
        #expect(DiagnosticCatalogue.pages.map(\.code.rawValue) == DiagnosticCode.allCases.map(\.rawValue).sorted())
        for code in DiagnosticCode.allCases {
            #expect(code.rawValue.wholeMatch(of: /EG[0-9]{4}/) != nil, "\(code)")
        }
    }

    @Test func pagesKeepToTheStyle() {
        for page in DiagnosticCatalogue.pages {
            #expect(page.title.first?.isUppercase == false && !page.title.hasSuffix("."), "\(page.code)")
            #expect(page.reason.hasSuffix(".") && page.remedy.hasSuffix("."), "\(page.code)")
            #expect(!page.example.isEmpty, "\(page.code)")
        }
    }

    @Test func everyCodeIsUsed() throws {
        let sources = Self.root.appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var used: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            guard !file.path.contains("/Catalogue/"), file.lastPathComponent != "DiagnosticCode.swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            guard text.contains("import Diagnostics") else { continue }
            used.formUnion(text.matches(of: /(?:[ \(]|DiagnosticCode)\.([a-zA-Z]+)/).map { String($0.1) })
        }
        let unused = DiagnosticCode.allCases.filter { !used.contains("\($0)") }
        #expect(unused.isEmpty, "\(unused)")
    }

    @Test func theListInTheDocumentationIsThatOfThePages() throws {
        let file = Self.root.appending(path: "docs/Messages.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = "<!-- codes: generated from the pages -->\n"
        let range = try #require(text.range(of: start))
        let rows = DiagnosticCatalogue.pages.map { "| `\($0.code.rawValue)` | \($0.title) |\n" }.joined()
        let whole = text[..<range.upperBound] + "\n| Code | What it means |\n|---|---|\n" + rows
        if ProcessInfo.processInfo.environment["ENGARDE_RECORD"] == "1" {
            try Data(whole.utf8).write(to: file)
            Issue.record("recorded the codes")
            return
        }
        #expect(text == whole)
    }
}
