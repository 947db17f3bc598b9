//! The files of profiles: what is found stands in the text, below the name of its profile.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass::credentials::{Profile, ProfileFile};
use ses_smtp_pass_fuzz::assert_says_nothing_of;

fuzz_target!(|text: &str| {
    for (file, name) in
        [(ProfileFile::Credentials, "mail"), (ProfileFile::Config, "mail"), (ProfileFile::Config, "default")]
    {
        match Profile::find(text, file, name) {
            Ok(Profile::WithKeys(credential)) => {
                let (_, below) = text.split_once(name).expect("found without its name");
                assert!(below.contains(credential.secret_access_key.expose()), "a secret out of nowhere");
            }
            Ok(Profile::WithoutKeys { .. }) => assert!(text.contains(name), "found without its name"),
            Ok(Profile::Absent) => {}
            Err(error) => assert_says_nothing_of(&error.to_string(), text),
        }
    }
});
