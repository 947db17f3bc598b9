//! The main job, which converts access keys to SMTP accounts.

use std::io::Write;

use super::Surroundings;
use super::args::ConvertArgs;
use super::error::Error;
use super::messages::Warnings;
use super::new_file::NewFile;
use super::output::{Output, Tied};
use super::plan::Plan;

pub(crate) fn run(args: ConvertArgs, surroundings: &mut Surroundings) -> Result<(), Error> {
    let plan = Plan::new(args).map_err(Error::on_command_line)?;
    let path = plan.output.as_deref();
    let mut file = path
        .map(|path| NewFile::create(path, surroundings.before_signal))
        .transpose()?;
    let mut warnings = Warnings::new(surroundings.errors);
    for warning in &plan.warnings {
        warnings.write(warning);
    }

    let writer: &mut dyn Write = match &mut file {
        Some(file) => file,
        None => surroundings.output,
    };
    let output = Output::new(writer);
    let input = Tied {
        input: surroundings.input,
        output: &output,
    };
    let (conversion, source) = (plan.conversion, plan.source);
    let with_id = conversion.asks_for_username();
    let converted = source
        .open(
            plan.kind,
            with_id,
            input,
            surroundings.ask,
            surroundings.variable,
        )
        .and_then(|credentials| conversion.convert(credentials, &output, &mut warnings));
    output.finish(converted)?;
    file.map_or(Ok(()), NewFile::finish)
}
