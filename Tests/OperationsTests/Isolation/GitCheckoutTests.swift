import ComposeLoader
import Operations
import Testing

/// What git's files say of a working tree.
@Suite struct GitCheckoutTests {
    private static let files = InMemoryProjectFiles([
        "/src/shop/.git/HEAD": "ref: refs/heads/main\n",
        "/src/shop/app/compose.yaml": "",
        "/src/shop/.git/worktrees/feature/commondir": "../..\n",
        "/src/shop/.git/worktrees/feature/HEAD": "ref: refs/heads/feature/a\n",
        "/src/shop/lib/.git": "gitdir: ../.git/modules/lib\n",
        "/src/shop/.git/modules/lib/HEAD": "0123456789abcdef\n",
        "/src/feature/.git": "gitdir: /src/shop/.git/worktrees/feature\n",
        "/src/feature/app/compose.yaml": "",
        "/src/bare.git/worktrees/one/commondir": "../..\n",
        "/src/one/.git": "gitdir: /src/bare.git/worktrees/one\n",
        "/src/alone/compose.yaml": "",
    ])

    @Test func theFirstWorkingTreeIsItsOwn() {
        let checkout = GitCheckout(around: "/src/shop/app", files: Self.files)
        #expect(checkout == GitCheckout(root: "/src/shop", repository: "/src/shop/.git", main: "/src/shop"))
        #expect(!checkout.isLinked)
    }

    @Test func aLinkedOneKnowsTheFirst() {
        let checkout = GitCheckout(around: "/src/feature/app", files: Self.files)
        #expect(checkout == GitCheckout(root: "/src/feature", repository: "/src/shop/.git", main: "/src/shop"))
        #expect(checkout.isLinked)
        #expect(checkout.name == "feature")
        #expect(checkout.counterpart(of: "/src/feature/app") == "/src/shop/app")
        #expect(checkout.counterpart(of: "/src/feature") == "/src/shop")
        #expect(checkout.counterpart(of: "/src/features/app") == nil)
    }

    @Test func aBareRepositoryHasNoFirstOne() {
        let checkout = GitCheckout(around: "/src/one", files: Self.files)
        #expect(checkout == GitCheckout(root: "/src/one", repository: "/src/bare.git", main: nil))
        #expect(checkout.counterpart(of: "/src/one") == nil)
    }

    @Test func aSubmoduleIsARepository() {
        let checkout = GitCheckout(around: "/src/shop/lib", files: Self.files)
        #expect(
            checkout
                == GitCheckout(root: "/src/shop/lib", repository: "/src/shop/.git/modules/lib", main: "/src/shop/lib")
        )
    }

    @Test func withoutGitADirectoryIsAlone() {
        let checkout = GitCheckout(around: "/src/alone", files: Self.files)
        #expect(checkout == GitCheckout(root: "/src/alone", repository: "/src/alone", main: "/src/alone"))
    }

    @Test(arguments: [
        ("/src/shop/app", "main"), ("/src/feature", "feature/a"), ("/src/shop/lib", nil), ("/src/alone", nil),
        ("/src/one", nil),
    ])
    func eachHasABranchOfItsOwn(_ directory: String, _ branch: String?) {
        #expect(GitCheckout(around: directory, files: Self.files).branch(files: Self.files) == branch)
    }

    @Test func whatGitKnowsIsInARepository() {
        #expect(GitCheckout(around: "/src/shop/lib", files: Self.files).isInRepository)
        #expect(!GitCheckout(around: "/src/alone", files: Self.files).isInRepository)
    }
}
