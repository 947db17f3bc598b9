# Passes on what is typed, with the name that the conversion has below.
function __fish_ses_smtp_pass_typed
    set -l typed (commandline -opc)
    echo $typed[1]
    set -e typed[1]
    contains -- "$typed[1]" {subcommands}
    or echo convert
    string join \n -- $typed
end

