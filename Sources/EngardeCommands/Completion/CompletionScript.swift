/// The script by which a shell asks this program how a word goes on.
enum CompletionScript: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The script, ended by a line break.
    var text: String {
        switch self {
        case .bash: Self.bashText
        case .zsh: Self.zshText
        case .fish: Self.fishText
        }
    }

    private static let bashText = #"""
        # Completion of engarde for bash.
        _engarde() {
            local line=${COMP_LINE:0:COMP_POINT} words=() word i program=$1 reply directive breaks kept=
            # bash splits words at '=' and ':' as well: what no blank separates is put together again.
            for ((i = 0; i <= COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if ((i == 0)) || [[ $line == [[:blank:]]* ]]; then
                    line=${line#"${line%%[![:blank:]]*}"}
                    words+=("${line:0:${#word}}")
                else
                    words[${#words[@]} - 1]+=${line:0:${#word}}
                fi
                line=${line:${#word}}
            done
            for ((i = 0; i < ${#words[@]}; i++)); do words[i]=${words[i]//[\\\"\']/}; done
            [[ $(type -t "$program") == file ]] || program=engarde
            reply=$("$program" __complete "${words[@]:1}" 2>/dev/null </dev/null) || return 0
            directive=${reply##*:}
            # What is replaced begins behind the last character at which words end.
            breaks=${COMP_WORDBREAKS//[!=:]/}
            word=${words[${#words[@]} - 1]}
            if [[ -n $breaks ]]; then kept=${word%"${word##*["$breaks"]}"}; fi
            COMPREPLY=()
            while IFS=$'\t' read -r word _; do
                if [[ -n $word ]]; then COMPREPLY+=("$(printf %q "${word#"$kept"}")"); fi
            done <<<"${reply%:*}"
            case $directive in
                0) compopt -o default ;;
                16) compopt -o dirnames ;;
                6) compopt -o nospace ;;
            esac 2>/dev/null
            return 0
        }
        complete -F _engarde engarde

        """#

    private static let zshText = #"""
        #compdef engarde
        # Completion of engarde for zsh.
        _engarde() {
            local program=$words[1] reply directive line
            local -a candidates
            (( $+commands[$program] )) || [[ -x $program ]] || program=engarde
            reply=$("$program" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null) || return 1
            directive=${reply##*:}
            for line in "${(@f)reply%:*}"; do
                [[ -n $line ]] || continue
                if [[ $line == *$'\t'* ]]; then
                    candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
                else
                    candidates+=("${line//:/\\:}")
                fi
            done
            case $directive in
                0) compset -P '*='; _files ;;
                16) compset -P '*='; _files -/ ;;
                6) _describe -t engarde engarde candidates -S '' ;;
                *) _describe -t engarde engarde candidates ;;
            esac
        }
        if [[ $funcstack[1] == _engarde ]]; then
            _engarde "$@"
        else
            compdef _engarde engarde
        fi

        """#

    private static let fishText = #"""
        # Completion of engarde for fish.
        function __engarde_complete
            set -l words (commandline -opc)
            set -l word (commandline -ct)
            set -l program $words[1]
            set -e words[1]
            command -q -- $program; or set program engarde
            set -l reply ($program __complete $words "$word" 2>/dev/null </dev/null); or return
            set -l directive $reply[-1]
            set -e reply[-1]
            set -l kept (string match -r -- '^--[^=]*=' $word)
            set -l path (string replace -r -- '^--[^=]*=' '' $word)
            switch $directive
                case ':0'
                    __fish_complete_path "$path" | string replace -r -- '^' "$kept"
                case ':16'
                    __fish_complete_directories "$path" '' | string replace -r -- '^' "$kept"
                case '*'
                    printf '%s\n' $reply
            end
        end
        complete -c engarde -f -a '(__engarde_complete)'

        """#
}
