# Passes on what is typed, with the name that the conversion has below. bash takes --option=value
# apart at the =.
_ses__smtp__pass() {
    local current="$2" previous="$3"
    if [[ $current == "=" ]]; then
        current=""
    elif [[ $previous == "=" ]]; then
        previous="${COMP_WORDS[COMP_CWORD - 2]}"
    fi
    if [[ $COMP_CWORD -eq 1 || " {subcommands} " != *" ${COMP_WORDS[1]} "* ]]; then
        COMP_WORDS=("$1" convert "${COMP_WORDS[@]:1}")
        COMP_CWORD=$((COMP_CWORD + 1))
    fi
    _ses__smtp__pass_typed "$1" "$current" "$previous"
}
