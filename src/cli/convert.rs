//! The main job: access keys in, SMTP accounts out.

use std::io::Write;

use super::Run;
use super::args::ConvertArgs;
use super::error::Error;
use super::new_file::NewFile;
use super::output::{Output, Tied};
use super::plan::Plan;

pub(crate) fn run(args: ConvertArgs, run: &mut Run) -> Result<(), Error> {
    let plan = Plan::new(args).map_err(Error::on_command_line)?;
    let path = plan.output.as_deref();
    let mut file = path
        .map(|path| NewFile::create(path, run.before_signal))
        .transpose()?;
    for warning in &plan.warnings {
        run.messages.warning(warning);
    }

    let writer: &mut dyn Write = match &mut file {
        Some(file) => file,
        None => run.output,
    };
    let output = Output::new(writer);
    let input = Tied {
        input: run.input,
        output: &output,
    };
    let (conversion, source) = (plan.conversion, plan.source);
    let with_id = conversion.asks_for_username();
    let converted = source
        .open(plan.kind, with_id, input, run.ask, run.variable)
        .and_then(|credentials| conversion.convert(credentials, &output, run.messages));
    output.finish(converted)?;
    file.map_or(Ok(()), NewFile::finish)
}
