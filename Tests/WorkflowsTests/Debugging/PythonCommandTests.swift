import Testing

@testable import Workflows

/// Command lines get debugpy before what they run, and keep the rest.
@Suite struct PythonCommandTests {
    private func debugged(_ words: [String]) -> [String]? {
        PythonCommand(words, under: ["-m", "debugpy"])?.applied(to: words)
    }

    @Test(
        arguments: [
            ("uvicorn app:app --reload", "python3 -m debugpy -m uvicorn app:app --reload"),
            ("/opt/venv/bin/uvicorn app:app", "/opt/venv/bin/python3 -m debugpy -m uvicorn app:app"),
            ("/usr/local/bin/gunicorn app:app -w 2", "python3 -m debugpy -m gunicorn app:app -w 2"),
            ("python -m scripts.dev_server", "python -m debugpy -m scripts.dev_server"),
            ("python3.12 -u -X dev app.py --port 1", "python3.12 -u -X dev -m debugpy app.py --port 1"),
            ("python manage.py runserver 0.0.0.0:8000", "python -m debugpy manage.py runserver 0.0.0.0:8000"),
            ("./manage.py runserver", "python3 -m debugpy ./manage.py runserver"),
            ("django-admin runserver", "python3 -m debugpy -m django runserver"),
            ("flask --app app run --debug", "python3 -m debugpy -m flask --app app run --debug"),
            ("fastapi dev app/main.py", "python3 -m debugpy -m fastapi dev app/main.py"),
            ("poetry run uvicorn app:app", "poetry run python -m debugpy -m uvicorn app:app"),
            ("uv run --frozen fastapi dev", "uv run --frozen python -m debugpy -m fastapi dev"),
            ("tini -g -- python app.py", "tini -g -- python -m debugpy app.py"),
            ("env A=b exec uvicorn app:app", "env A=b exec python3 -m debugpy -m uvicorn app:app"),
            ("./entrypoint.sh uvicorn app:app", "./entrypoint.sh python3 -m debugpy -m uvicorn app:app"),
        ]
    )
    func formsAreUnderstood(line: String, expected: String) {
        let words = line.split(separator: " ").map(String.init)
        #expect(debugged(words)?.joined(separator: " ") == expected)
    }

    @Test(arguments: ["./start", "python", "python -I app.py", "nginx -g 'daemon off;'", "python -", ""])
    func othersAreNot(line: String) {
        #expect(debugged(line.split(separator: " ").map(String.init)) == nil)
    }

    @Test func aLineOfShellKeepsAllElse() {
        #expect(
            debugged(["sh", "-c", "alembic upgrade head && exec uvicorn 'a b' --port ${PORT:-80}"])
                == ["sh", "-c", "alembic upgrade head && exec python3 -m debugpy -m uvicorn 'a b' --port ${PORT:-80}"]
        )
        #expect(
            debugged(["/bin/bash", "-e", "-lc", "A=1 python -u app.py; echo over"])
                == ["/bin/bash", "-e", "-lc", "A=1 python -u -m debugpy app.py; echo over"]
        )
        #expect(debugged(["sh", "-c", "npm start"]) == nil)
        #expect(debugged(["sh", "start.sh"]) == nil)
    }

    @Test func whatRunsUnderItAlreadyStays() {
        let words = ["python", "-m", "debugpy", "--listen", "0.0.0.0:5679", "-m", "uvicorn", "app:app"]
        let command = PythonCommand(words, under: ["-m", "debugpy"])
        #expect(command?.ownPort == 5679 && command?.applied(to: words) == words)
        #expect(PythonCommand(["sh", "-c", words.joined(separator: " ")], under: [])?.ownPort == 5679)
        #expect(PythonCommand(["uvicorn", "app:app"], under: [])?.ownPort == nil)
    }
}
