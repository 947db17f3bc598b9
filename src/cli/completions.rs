//! The completion scripts.

#[cfg(test)]
mod generate;

/// Each shell, and its script: a file in assets/completions, which a test holds against the definition of
/// the command line.
const SCRIPTS: [(&str, &str, &str); 5] = [
    ("bash", "ses-smtp-pass.bash", include_str!("../../assets/completions/ses-smtp-pass.bash")),
    ("zsh", "_ses-smtp-pass", include_str!("../../assets/completions/_ses-smtp-pass")),
    ("fish", "ses-smtp-pass.fish", include_str!("../../assets/completions/ses-smtp-pass.fish")),
    ("powershell", "_ses-smtp-pass.ps1", include_str!("../../assets/completions/_ses-smtp-pass.ps1")),
    ("elvish", "ses-smtp-pass.elv", include_str!("../../assets/completions/ses-smtp-pass.elv")),
];

/// The script for a shell, by its name.
pub fn script(shell: &str) -> Option<&'static str> {
    SCRIPTS.iter().find(|(name, ..)| *name == shell).map(|(.., script)| *script)
}
