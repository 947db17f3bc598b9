ses-smtp-pass completions fish | source
