//! The completion scripts.

#[cfg(test)]
mod generate;

/// Each shell and its script, which a test holds against the definition of the command line.
const SCRIPTS: [(&str, &str); 5] = [
    ("bash", include_str!("../../assets/completions/ses-smtp-pass.bash")),
    ("zsh", include_str!("../../assets/completions/_ses-smtp-pass")),
    ("fish", include_str!("../../assets/completions/ses-smtp-pass.fish")),
    ("powershell", include_str!("../../assets/completions/_ses-smtp-pass.ps1")),
    ("elvish", include_str!("../../assets/completions/ses-smtp-pass.elv")),
];

/// The script for a shell, by its name.
pub fn script(shell: &str) -> Option<&'static str> {
    SCRIPTS.iter().find(|(name, _)| *name == shell).map(|(_, script)| *script)
}
