//! Hidden prompts on Windows, and a replacement for the signals, which Windows doesn't have.

use std::io;

use zeroize::Zeroizing;

#[derive(Default)]
pub(crate) struct Signals {}

impl Signals {
    #[allow(clippy::unnecessary_wraps, clippy::unused_self)]
    pub(crate) fn before_end(&self, _: Box<dyn FnMut() + Send>) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) fn ask(prompts: &[&str], _: &Signals) -> io::Result<Vec<Zeroizing<String>>> {
    let answer = |prompt| rpassword::prompt_password(prompt).map(Zeroizing::new);
    prompts.iter().map(answer).collect()
}
