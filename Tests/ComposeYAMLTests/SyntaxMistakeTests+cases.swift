extension SyntaxMistakeTests {
    static let cases = [
        Case(
            "a quote that the next one closes",
            "services:\n  web:\n    image: \"nginx\n    ports:\n      - \"80:80\"\n",
            "3:12: the quote \" is not closed",
            "\"",
            "write \" where the text ends"
        ),
        Case(
            "a quote that nothing closes",
            "services:\n  web:\n    image: \"nginx\n    ports:\n      - 80\n",
            "3:12: the quote \" is not closed",
            "\"",
            "write \" where the text ends"
        ),
        Case(
            "a quote of an item",
            "services:\n  web:\n    ports:\n      - \"80:80\n      - \"443:443\"\n",
            "4:9: the quote \" is not closed",
            "\"",
            "write \" where the text ends"
        ),
        Case(
            "a quote before a colon",
            "services:\n  web:\n    environment:\n      A: \"x\n      B: \"y: z\"\n",
            "4:10: the quote \" is not closed",
            "\"",
            "write \" where the text ends"
        ),
        Case(
            "an apostrophe in quotes",
            "services:\n  web:\n    command: 'it's here'\n    image: x\n",
            "3:18: there is something behind the closing '",
            "s",
            "write '' for a quote inside the text, or put the text in double quotes"
        ),
        Case(
            "no space behind the first colon",
            "services:\n  web:\n    image:nginx\n    ports:\n      - 80\n",
            "3:5: there is no space after the colon of 'image:'",
            "image:nginx",
            "write 'image: nginx'"
        ),
        Case(
            "no space behind a later colon",
            "services:\n  web:\n    image: nginx\n    restart:always\n    ports:\n      - 80\n",
            "4:5: there is no space after the colon of 'restart:'",
            "restart:always",
            "write 'restart: always'"
        ),
        Case(
            "no space behind the last colon",
            "services:\n  web:\n    image: nginx\n    restart:always\n",
            "4:5: there is no space after the colon of 'restart:'",
            "restart:always",
            "write 'restart: always'"
        ),
        Case(
            "a tab",
            "services:\n  web:\n\timage: nginx\n",
            "3:1: there is a tab in the indentation, which may only have spaces",
            "\t",
            "use spaces"
        ),
        Case(
            "a tab under a value",
            "services:\n  web:\n    image: nginx\n\tports: [80]\n",
            "4:1: there is a tab in the indentation, which may only have spaces",
            "\t",
            "use spaces"
        ),
        Case(
            "a tab behind spaces",
            "services:\n  web:\n    image: nginx\n    \tports: [80]\n",
            "4:5: there is a tab in the indentation, which may only have spaces",
            "\t",
            "use spaces"
        ),
        Case(
            "a merge conflict",
            "services:\n  web:\n    image: nginx\n<<<<<<< HEAD\n    ports: [80]\n=======\n    ports: [81]\n>>>>>>> main\n",
            "4:1: the file has a merge conflict that is not resolved",
            "<<<<<<< HEAD",
            "keep one side, and remove the lines '<<<<<<<', '=======' and '>>>>>>>'"
        ),
        Case(
            "a colon in a command",
            "services:\n  web:\n    image: nginx\n    command: echo foo: bar\n",
            "4:14: 'echo foo: bar' contains a colon and a space, so it must stand in quotes",
            "echo foo: bar",
            "write 'echo foo: bar', with the quotes"
        ),
        Case(
            "a colon in an item",
            "services:\n  web:\n    command:\n      - echo\n      - foo: bar: baz\n",
            "5:14: 'bar: baz' contains a colon and a space, so it must stand in quotes",
            "bar: baz",
            "write 'bar: baz', with the quotes"
        ),
        Case(
            "a key below a value",
            "services:\n  web:\n    image: nginx\n      ports:\n        - 80\n",
            "4:7: 'ports' stands below 'image', which has a value already",
            "ports",
            "indent it like 'image'"
        ),
        Case(
            "no colon",
            "services:\n  web\n    image: nginx\n",
            "2:3: 'web' stands where a key is expected, but has no colon",
            "web",
            "write 'web:' if it is a key; indent it if it belongs to the value above"
        ),
        Case(
            "no colon among keys",
            "services:\n  web:\n    image: nginx\n    restart\n    ports: [80]\n",
            "4:5: 'restart' stands where a key is expected, but has no colon",
            "restart",
            "write 'restart:' if it is a key; indent it if it belongs to the value above"
        ),
        Case(
            "a key between two levels",
            "services:\n  web:\n    image: nginx\n   ports: [80]\n",
            "4:4: 'ports' is indented by 3 spaces, which fits no line above",
            "ports",
            "indent it by 4 spaces, like line 3"
        ),
        Case(
            "an item between two levels",
            "services:\n  web:\n    ports:\n      - 80\n     - 81\n",
            "5:8: '81' is indented by 5 spaces, which fits no line above",
            "81",
            "indent it by 6 spaces, like line 4"
        ),
        Case(
            "an item among keys",
            "services:\n  web:\n    image: nginx\n    - 80\n",
            "4:5: an item of a list stands among the keys of a mapping",
            "-",
            "put the list below a key of its own"
        ),
        Case(
            "a text among keys",
            "services:\n  web:\n    ports:\n    - 80\n    image: nginx\n    81\n",
            "6:5: '81' stands where a key is expected, but has no colon",
            "81",
            "write '81:' if it is a key; indent it if it belongs to the value above"
        ),
        Case(
            "a key among items",
            "services:\n  web:\n    ports:\n      - 80\n      image: nginx\n",
            "5:7: the key 'image' stands among the items of a list",
            "image",
            "write '- ' before it, or indent 'image' like the key of the list"
        ),
        Case(
            "no dash",
            "services:\n  web:\n    ports:\n      - '80'\n      '81'\n",
            "5:7: an item of a list has no '-'",
            "'81'",
            "write - '81'"
        ),
        Case(
            "an open bracket",
            "services:\n  web:\n    ports: [80, 81\n    image: nginx\n  db:\n    command: [\"x\"]\n",
            "3:12: the bracket '[' is not closed",
            "[",
            "close it with ']'"
        ),
        Case(
            "an open brace",
            "services:\n  web:\n    environment: {A: b, C: d\n    image: nginx\n",
            "3:18: the bracket '{' is not closed",
            "{",
            "close it with '}'"
        ),
        Case(
            "a wrong bracket",
            "services:\n  web:\n    ports: [80, 81}\n    image: nginx\n",
            "3:19: the bracket '[' is closed by '}'",
            "}",
            "close it with ']'"
        ),
        Case(
            "a stray bracket",
            "services:\n  web:\n    ports: [80, 81]]\n    image: nginx\n",
            "3:20: the bracket ']' closes nothing",
            "]",
            "remove it, or put the text in quotes"
        ),
        Case(
            "no comma",
            "services:\n  web:\n    command: [\"a\" \"b\"]\n",
            "3:19: there is no comma before this",
            "\"",
            "separate the items with ','"
        ),
        Case(
            "no item",
            "services:\n  web:\n    command: [a, , b]\n",
            "3:18: there is nothing before this comma",
            ",",
            "remove the comma"
        ),
        Case(
            "@",
            "services:\n  web:\n    image: @nginx\n",
            "3:12: a text that begins with '@' must stand in quotes",
            "@",
            "put it in quotes"
        ),
        Case(
            "a backtick",
            "services:\n  web:\n    image: `nginx`\n",
            "3:12: a text that begins with '`' must stand in quotes",
            "`",
            "put it in quotes"
        ),
        Case(
            "*",
            "services:\n  web:\n    ignore:\n      - *.log\n",
            "4:9: a text that begins with '*' must stand in quotes",
            "*",
            "put it in quotes"
        ),
        Case(
            "&",
            "services:\n  web:\n    command: &\n",
            "3:14: a text that begins with '&' must stand in quotes",
            "&",
            "put it in quotes"
        ),
        Case(
            "%",
            "services:\n  web:\n    command: %d\n",
            "3:14: a text that begins with '%' must stand in quotes",
            "%",
            "put it in quotes"
        ),
        Case(
            "a text behind >",
            "services:\n  web:\n    command: > echo\n      foo\n",
            "3:16: a text of several lines must begin on the line below",
            "e",
            "move it to the next line, or remove the '|' or '>'"
        ),
        Case(
            "a list beside its key",
            "services:\n  web:\n    ports: - 80\n      - 81\n",
            "3:12: a list cannot begin on the line of its key",
            "-",
            "begin the list on the next line, or write it in brackets, such as '[a, b]'"
        ),
        Case(
            "a smaller indentation",
            "  services:\n    web:\n      image: x\nvolumes:\n  a:\n",
            "4:1: 'volumes' is indented less than the first line",
            "volumes",
            "indent all keys of the top level alike"
        ),
        Case(
            "an escape",
            "services:\n  web:\n    command: \"C:\\Users\"\n",
            "3:17: '\\U' means nothing in double quotes",
            "\\U",
            "write '\\\\' for a backslash, or put the text in single quotes"
        ),
        Case(
            "a non-breaking space",
            "services:\n  web:\n\u{A0}\u{A0}\u{A0}\u{A0}image: x\n    ports: [80]\n",
            "3:1: there is a non-breaking space (U+00A0) in the indentation",
            "\u{A0}",
            "use ordinary spaces"
        ),
        Case(
            "a control character",
            "services:\n  web:\n    image: a\u{7}b\n",
            "3:13: the file contains the control character U+0007, so it is not text",
            "\u{7}",
            "remove it"
        ),
        Case(
            "a template",
            "services:\n  web:\n    image: {{ foo }}\n",
            "3:13: a key must be a string, not a collection",
            "{",
            "put a text with '{{' in it in quotes"
        ),
        Case(
            "a text behind a bracket",
            "services:\n  web:\n    ports: [80] x\n    image: y\n",
            "3:17: there is something behind the closing ]",
            "x",
            "remove it, or put the whole value in quotes"
        ),
        Case(
            "a text behind a quote",
            "services:\n  web:\n    image: \"nginx\" latest\n    ports: [80]\n",
            "3:20: there is something behind the closing \"",
            "l",
            "write \\\" for a quote inside the text, or put the text in single quotes"
        ),
        Case(
            "a colon at the end",
            "services:\n  web:\n    image: nginx:latest:\n    ports: [80]\n",
            "3:12: 'nginx:latest:' contains a colon and a space, so it must stand in quotes",
            "nginx:latest:",
            "write 'nginx:latest:', with the quotes"
        ),
        Case(
            "carriage returns",
            "services:\r\n  web:\r\n    image:nginx\r\n    ports: [80]\r\n",
            "3:5: there is no space after the colon of 'image:'",
            "image:nginx",
            "write 'image: nginx'"
        ),
        Case(
            "a text behind |",
            "services:\n  web:\n    command: |echo hi\n      foo\n",
            "3:15: a text of several lines must begin on the line below",
            "e",
            "move it to the next line, or remove the '|' or '>'"
        ),
        Case(
            "no colon at the end",
            "services:\n  web:\n    image: x\n  db\n",
            "4:3: 'db' stands where a key is expected, but has no colon",
            "db",
            "write 'db:' if it is a key; indent it if it belongs to the value above"
        ),
        Case(
            "no space behind a dash",
            "services:\n  web:\n    ports:\n      - 80\n      -81\n",
            "5:7: there is no space behind the '-' of an item",
            "-81",
            "write '- 81'"
        ),
        Case(
            "a comma",
            "services:\n  web:\n    image: x,\n    command: , y\n",
            "4:14: a text that begins with ',' must stand in quotes",
            ",",
            "put it in quotes"
        ),
        Case(
            "no space behind many colons",
            "services:\n  web:\n    build:\n      context:.\n      dockerfile:Dockerfile\n      target: x\n",
            "4:7: there is no space after the colon of 'context:'",
            "context:.",
            "write 'context: .'"
        ),
        Case(
            "a key between items",
            "services:\n  web:\n    environment:\n      - A=1\n      B: 2\n      - C=3\n",
            "5:7: the key 'B' stands among the items of a list",
            "B",
            "write '- ' before it, or indent 'B' like the key of the list"
        ),
        Case(
            "an open bracket on two lines",
            "services:\n  web:\n    command: [\"a\",\n      \"b\"\n    image: x\n",
            "3:14: the bracket '[' is not closed",
            "[",
            "close it with ']'"
        ),
    ]
}
