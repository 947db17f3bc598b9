
# The values of options, and what follows an argument, which is not known above.
var ses-smtp-pass-values = [
{values}
]
var ses-smtp-pass-generated = $edit:completion:arg-completer[ses-smtp-pass]
set edit:completion:arg-completer[ses-smtp-pass] = {|@words|
    var subcommand = ''
    if (and (> (count $words) 2) (has-value [{subcommands}] $words[1])) {
        set subcommand = $words[1]
    }
    var option = $subcommand' '$words[-2]
    if (not (has-key $ses-smtp-pass-values $option)) {
        var command = [ses-smtp-pass $subcommand]
        if (eq $subcommand '') {
            set command = [ses-smtp-pass]
        }
        $ses-smtp-pass-generated $@command ''
        if (has-key $ses-smtp-pass-values $subcommand) {
            edit:complete-filename $words[-1]
        }
    } elif (eq $ses-smtp-pass-values[$option] []) {
        edit:complete-filename $words[-1]
    } else {
        all $ses-smtp-pass-values[$option]
    }
}
