eval (ses-smtp-pass completions elvish | slurp)
