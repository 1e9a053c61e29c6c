//! Documents worked on by all cores at once, in bounded memory, with results in the order of the inputs.
//!
//! This thread reads. For each document it puts a promise into a queue of bounded length and gives the work to rayon's threads; a third
//! thread takes the promises in order and writes. So a reader at the other end of a pipe gets each result as soon as those before it are
//! done, and a slow writer holds the reading back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use super::arguments::InputArguments;
use super::error::CliError;
use super::input::{Input, InputError, LoadedDocument, read_steps};
use super::report::Report;

/// Documents that are read and not yet written, for each thread that works: enough that a long one does not keep the others idle.
const AHEAD: usize = 16;

/// What the writing thread is told, in the order of the inputs.
enum Step<R> {
    /// A document that is being worked on, and its result; `None` where the work broke down.
    Document(Receiver<(LoadedDocument, Option<R>)>),
    Failed(InputError),
    Warning(String),
}

/// Reads every input in order, does `work` on the documents side by side, and hands each with its result to `receive`, in order.
///
/// A document at which `work` panics is told as failed and does not stop the others.
///
/// # Errors
/// The inputs cannot be read at all, or `receive` gives an error, which ends the batch.
pub(crate) fn read_all<R: Send>(
    command: &'static str,
    arguments: &InputArguments,
    report: &mut Report,
    work: impl Fn(&LoadedDocument) -> R + Sync,
    mut receive: impl FnMut(LoadedDocument, R, &mut Report) -> Result<(), CliError> + Send,
) -> Result<(), CliError> {
    let work = &work;
    let (queue, steps) = sync_channel::<Step<R>>(AHEAD * rayon::current_num_threads());
    thread::scope(|threads| {
        let writer = threads.spawn(move || {
            for step in steps {
                match step {
                    Step::Document(result) => match result.recv() {
                        Ok((loaded, Some(result))) => receive(loaded, result, report)?,
                        Ok((LoadedDocument { origin, .. }, None)) => report.fail_one(&InputError::Broken { origin }),
                        // Only where a thread was ended from outside.
                        Err(_) => {}
                    },
                    Step::Failed(error) => report.fail_one(&error),
                    Step::Warning(warning) => report.warn(warning),
                }
            }
            Ok(())
        });
        let read = rayon::in_place_scope(|workers| {
            read_steps(command, arguments, &mut |input| {
                let step = match input {
                    Input::Document(loaded) => {
                        let (promise, result) = sync_channel(1);
                        workers.spawn(move |_| {
                            let result = catch_unwind(AssertUnwindSafe(|| work(&loaded))).ok();
                            // Nobody waits for it where the writer has stopped.
                            let _ = promise.send((loaded, result));
                        });
                        Step::Document(result)
                    }
                    Input::Failed(error) => Step::Failed(error),
                    Input::Warning(warning) => Step::Warning(warning),
                };
                queue.send(step).map_err(|_stopped| CliError::Stopped)
            })
        });
        drop(queue);
        // Where the writer stopped, its error is the reason why reading stopped.
        let written = writer.join().unwrap_or(Err(CliError::Stopped));
        written.and(read)
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn arguments(lines: &str) -> (InputArguments, PathBuf) {
        let folder = std::env::temp_dir().join(format!("dateline-batch-{}-{}", std::process::id(), lines.len()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        let file = folder.join("batch.jsonl");
        std::fs::write(&file, lines).expect("a file for the test");
        let arguments = InputArguments {
            inputs: vec![file],
            date: None,
            input_format: None,
        };
        (arguments, folder)
    }

    #[test]
    fn results_keep_the_order_of_the_inputs_and_a_broken_one_stops_none() {
        let lines = (0..500).map(|number| format!("{{\"id\": \"{number}\", \"text\": \"x\"}}\n"));
        let lines: String = lines.chain(["{broken\n".to_owned()]).collect();
        let (arguments, folder) = arguments(&lines);
        let mut report = Report::default();
        let mut found = Vec::new();
        let work = |loaded: &LoadedDocument| {
            let number: usize = loaded.document.id.parse().expect("ids are numbers");
            assert_ne!(number, 100, "the work on this one panics");
            // Early ones take longest.
            thread::sleep(std::time::Duration::from_micros(500_u64.saturating_sub(number as u64)));
            number
        };
        let read = read_all("extract", &arguments, &mut report, work, |_, number, _| {
            found.push(number);
            Ok(())
        });
        assert!(read.is_ok());
        let expected: Vec<usize> = (0..500).filter(|number| *number != 100).collect();
        assert_eq!(expected, found);
        assert_eq!(report.failed_count(), 2, "the one that panics and the broken line");
        std::fs::remove_dir_all(folder).expect("the folder of the test");
    }

    #[test]
    fn an_error_of_the_receiver_ends_the_batch() {
        let (arguments, folder) = arguments(&"{\"text\": \"x\"}\n".repeat(2000));
        let mut seen = 0;
        let read = read_all(
            "extract",
            &arguments,
            &mut Report::default(),
            |_| (),
            |_, (), _| {
                seen += 1;
                Err(CliError::Arguments("enough"))
            },
        );
        assert!(matches!(read, Err(CliError::Arguments("enough"))));
        assert_eq!(seen, 1);
        std::fs::remove_dir_all(folder).expect("the folder of the test");
    }
}
