# Passes on what is typed, with the name that the conversion has below.
_ses-smtp-pass() {
    if (( CURRENT == 2 )) || [[ " {subcommands} " != *" $words[2] "* ]]; then
        words=("$words[1]" convert "${(@)words[2,-1]}")
        (( CURRENT += 1 ))
    fi
    _ses-smtp-pass_typed "$@"
}
