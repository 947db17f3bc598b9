eval "$(ses-smtp-pass completions bash)"
