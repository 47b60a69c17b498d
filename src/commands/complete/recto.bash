# Bash splits words at `=` and `:`, so `--set accent=#0b5394` comes as four: they are joined again
# before they are passed on, and what Bash keeps is taken off the answers.
_recto_complete() {
    local IFS=$'\013' words=() word before= i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i > 1)) && [[ $word == [=:] || $before == *[=:] ]]; then
            words[-1]+=$word
        else
            words+=("$word")
        fi
        before=$word
    done
    local current=${words[-1]}
    COMPREPLY=($(
        _CLAP_IFS="$IFS" _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) RECTO_COMPLETE=bash \
            COMPLETER -- "${words[@]}" 2>/dev/null
    ))
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=:/] ]]; then
        compopt -o nospace
    fi
    local kept=
    if [[ $current == *=* && $COMP_WORDBREAKS == *=* ]]; then kept=${current%"${current##*=}"}; fi
    if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then kept=${current%"${current##*:}"}; fi
    COMPREPLY=("${COMPREPLY[@]#"$kept"}")
}
complete -o bashdefault -o nosort -F _recto_complete BIN 2>/dev/null ||
    complete -o bashdefault -F _recto_complete BIN
