//! Hidden prompts on Windows.

use std::io;

use zeroize::Zeroizing;

pub(crate) fn ask(prompts: &[&str]) -> io::Result<Vec<Zeroizing<String>>> {
    let answer = |prompt| rpassword::prompt_password(prompt).map(Zeroizing::new);
    prompts.iter().map(answer).collect()
}
