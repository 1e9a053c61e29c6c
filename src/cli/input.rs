//! Files, folders and standard input → documents, one at a time.
//!
//! A file that cannot be read, or one broken line of it, is told to the [`Report`] with its place and does not stop the others.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::intake::{
    CodePointRange, Decoded, IntakeError, JsonDocument, decode, decode_page, document_id, find_publication_date,
    is_html, read_bounded, read_html_document, read_json_document, read_line_bounded, unpacked,
};
use serde_json::value::RawValue;

use super::arguments::InputArguments;
use super::error::CliError;
use super::format::{Format, stem};
use super::report::Report;

/// The most bytes that are held at once, unpacked: of one document, or of a JSON file that is not JSON lines. 256 MB.
const MOST_BYTES: usize = 256 << 20;

/// Why one file or one document of it could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InputError {
    /// Nothing of that name.
    #[error("there is no file or folder `{}`", path.display())]
    Missing {
        /// The name given.
        path: PathBuf,
    },
    /// The system refuses.
    #[error("cannot read `{name}`")]
    Read {
        /// File or folder.
        name: String,
        /// What the system says.
        source: io::Error,
    },
    /// Not words.
    #[error("`{name}` is no text: it holds NUL bytes")]
    Binary {
        /// The file.
        name: String,
    },
    /// The publication date of a document is no day; the document is read without it.
    #[error("{origin}: wrong date `{value}`, read without it: give it as 2020-03-12")]
    Date {
        /// File and line.
        origin: String,
        /// What was given.
        value: String,
    },
    /// The program is at fault.
    #[error("{origin}: this document cannot be read: an error of the program, told above; please report it")]
    Broken {
        /// File and line.
        origin: String,
    },
    /// One document is broken.
    #[error("{origin}: {reason}")]
    Document {
        /// File and line.
        origin: String,
        /// What is wrong.
        reason: String,
    },
}

/// A document with where it came from.
#[derive(Debug)]
pub(crate) struct LoadedDocument {
    /// The document, with its publication date where one is known.
    pub(crate) document: Document,
    /// File, and line where the file holds several: for messages.
    pub(crate) origin: String,
    /// The spans under `toponyms` of a JSON document.
    pub(crate) given_toponyms: Option<Vec<CodePointRange>>,
}

#[cfg(feature = "server")]
impl From<Document> for LoadedDocument {
    /// A document that came from no file: messages name its id.
    fn from(document: Document) -> Self {
        LoadedDocument {
            origin: document.id.clone(),
            document,
            given_toponyms: None,
        }
    }
}

/// One step through the inputs.
#[derive(Debug)]
pub(crate) enum Input {
    /// A document to work on.
    Document(LoadedDocument),
    /// A file or document that cannot be read, or not wholly.
    Failed(InputError),
    /// Worth knowing, and no failure.
    Warning(String),
}

/// Receives each step; an error of it ends the batch.
type Receiver<'r> = dyn FnMut(Input) -> Result<(), CliError> + 'r;

/// Reads every input in order and hands each document to `receive`. Without inputs, standard input is read, unless it is a keyboard.
pub(crate) fn read_all(
    command: &'static str,
    arguments: &InputArguments,
    report: &mut Report,
    receive: &mut dyn FnMut(LoadedDocument, &mut Report) -> Result<(), CliError>,
) -> Result<(), CliError> {
    read_steps(command, arguments, &mut |input| match input {
        Input::Document(loaded) => receive(loaded, report),
        Input::Failed(error) => {
            report.fail_one(&error);
            Ok(())
        }
        Input::Warning(warning) => {
            report.warn(warning);
            Ok(())
        }
    })
}

/// The same with everything that is to be told, in the order of the inputs.
pub(crate) fn read_steps(
    command: &'static str,
    arguments: &InputArguments,
    receive: &mut Receiver<'_>,
) -> Result<(), CliError> {
    let standard_input = [PathBuf::from("-")];
    let inputs: &[PathBuf] = match arguments.inputs.as_slice() {
        [] if io::stdin().is_terminal() => return Err(CliError::NoInput { command }),
        [] => &standard_input,
        inputs => inputs,
    };
    let mut receive = |mut input: Input| {
        if let Input::Document(LoadedDocument { document, .. }) = &mut input {
            let known = document.date.or(arguments.date);
            document.date = known.or_else(|| find_publication_date(&document.text));
        }
        receive(input)
    };
    let mut reader = Reader {
        receive: &mut receive,
        format: arguments.input_format,
    };
    for input in inputs {
        reader.read_input(input)?;
    }
    Ok(())
}

/// Reads one input after the other.
struct Reader<'r> {
    receive: &'r mut Receiver<'r>,
    /// What every input is, where the user said so.
    format: Option<Format>,
}

impl Reader<'_> {
    fn fail(&mut self, error: InputError) -> Result<(), CliError> {
        (self.receive)(Input::Failed(error))
    }

    fn read_input(&mut self, path: &Path) -> Result<(), CliError> {
        if path.as_os_str() == "-" {
            return self.read_standard_input();
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.read_folder(path),
            Ok(_) => self.read_file(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.fail(InputError::Missing { path: path.to_owned() })
            }
            Err(source) => self.fail(unreadable(path, source)),
        }
    }

    /// Reads the documents of a folder and of the folders in it, by name; files with other endings are left alone.
    fn read_folder(&mut self, folder: &Path) -> Result<(), CliError> {
        let entries: io::Result<Vec<_>> = fs::read_dir(folder).and_then(Iterator::collect);
        let entries = match entries {
            Ok(entries) => entries,
            Err(source) => {
                return self.fail(unreadable(folder, source));
            }
        };
        let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                self.read_folder(&path)?;
            } else if Format::of(&path) != Format::Unknown {
                self.read_file(&path)?;
            }
        }
        Ok(())
    }

    fn read_file(&mut self, path: &Path) -> Result<(), CliError> {
        let name = path.display().to_string();
        let input = File::open(path).and_then(|file| unpacked(BufReader::new(file)));
        match input {
            Ok(input) => self.read_as(self.format.unwrap_or(Format::of(path)), &name, Some(stem(path)), input),
            Err(source) => self.fail(InputError::Read { name, source }),
        }
    }

    fn read_as(&mut self, format: Format, name: &str, id: Option<String>, input: impl BufRead) -> Result<(), CliError> {
        if format == Format::JsonLines {
            return self.read_lines(name, Vec::new(), input);
        }
        let mut bytes = Vec::new();
        if let Err(source) = read_bounded(input, &mut bytes, MOST_BYTES) {
            let name = name.to_owned();
            return self.fail(InputError::Read { name, source });
        }
        match format {
            Format::Json => self.read_json(name, &bytes),
            Format::Html => self.read_html(name, id, &bytes),
            Format::Text | Format::Unknown | Format::JsonLines => self.read_text(name, id, &bytes),
        }
    }

    /// Standard input is JSON Lines where its first line is a whole JSON object, else JSON or a web page where it begins like one, else text;
    /// unless the user said what it is.
    fn read_standard_input(&mut self) -> Result<(), CliError> {
        const NAME: &str = "standard input";
        let mut bytes = Vec::new();
        if let Some(format) = self.format {
            return match unpacked(io::stdin().lock()) {
                Ok(input) => self.read_as(format, NAME, None, input),
                Err(source) => {
                    let name = NAME.to_owned();
                    self.fail(InputError::Read { name, source })
                }
            };
        }
        let input = unpacked(io::stdin().lock()).and_then(|mut input| {
            let is_lines = read_start(&mut input, &mut bytes)?;
            Ok((input, is_lines))
        });
        match input {
            Err(source) => {
                let name = NAME.to_owned();
                self.fail(InputError::Read { name, source })
            }
            Ok((input, true)) => self.read_lines(NAME, bytes, input),
            Ok((_, false)) => match bytes.trim_ascii_start().first() {
                Some(b'{' | b'[') => self.read_json(NAME, &bytes),
                _ if is_html(&bytes) => self.read_html(NAME, None, &bytes),
                _ => self.read_text(NAME, None, &bytes),
            },
        }
    }

    /// JSON Lines: the first line, where it was already read, then the others. Lines without content are left out.
    fn read_lines(&mut self, name: &str, mut line: Vec<u8>, mut input: impl BufRead) -> Result<(), CliError> {
        let mut number = usize::from(!line.is_empty());
        loop {
            // Without its end, so that a parser counts one line.
            let content = line.trim_ascii();
            if !content.is_empty() {
                let json = self.decoded(&format!("{name}:{number}"), content)?;
                self.read_one(name, number, &json)?;
            }
            line.clear();
            number += 1;
            match read_line_bounded(&mut input, &mut line, MOST_BYTES) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(source) => {
                    let name = name.to_owned();
                    return self.fail(InputError::Read { name, source });
                }
            }
        }
    }

    /// A JSON file: one document, or an array of them.
    fn read_json(&mut self, name: &str, bytes: &[u8]) -> Result<(), CliError> {
        let json = self.decoded(name, bytes)?;
        if !json.trim_start().starts_with('[') {
            return self.read_one(name, 1, &json);
        }
        match serde_json::from_str::<Vec<&RawValue>>(&json) {
            Ok(elements) => {
                for element in elements {
                    let before = element.get().as_ptr() as usize - json.as_ptr() as usize;
                    let lines = json.as_bytes().iter().take(before).filter(|byte| **byte == b'\n');
                    self.read_one(name, 1 + lines.count(), element.get())?;
                }
            }
            Err(source) => return self.fail(broken(name, 1, &IntakeError::Json { source })),
        }
        Ok(())
    }

    fn read_one(&mut self, name: &str, line: usize, json: &str) -> Result<(), CliError> {
        match read_json_document(json) {
            Ok(JsonDocument {
                document,
                given_toponyms,
                wrong_date,
            }) => {
                if let Some(value) = wrong_date {
                    self.fail(InputError::Date {
                        origin: format!("{name}:{line}"),
                        value,
                    })?;
                }
                let loaded = LoadedDocument {
                    document,
                    origin: format!("{name}:{line}"),
                    given_toponyms,
                };
                (self.receive)(Input::Document(loaded))
            }
            Err(error) => self.fail(broken(name, line, &error)),
        }
    }

    fn read_html(&mut self, name: &str, id: Option<String>, bytes: &[u8]) -> Result<(), CliError> {
        let page = self.warned(name, decode_page(bytes))?;
        match read_html_document(&page) {
            Ok(mut document) => {
                document.id = id.unwrap_or(document.id);
                let loaded = LoadedDocument {
                    document,
                    origin: name.to_owned(),
                    given_toponyms: None,
                };
                (self.receive)(Input::Document(loaded))
            }
            Err(error) => self.fail(InputError::Document {
                origin: name.to_owned(),
                reason: error.to_string(),
            }),
        }
    }

    fn read_text(&mut self, name: &str, id: Option<String>, bytes: &[u8]) -> Result<(), CliError> {
        let text = self.decoded(name, bytes)?;
        if text.contains('\0') {
            let name = name.to_owned();
            return self.fail(InputError::Binary { name });
        }
        let id = id.unwrap_or_else(|| document_id(None, None, &text));
        let document = Document {
            id,
            text,
            ..Document::default()
        };
        let loaded = LoadedDocument {
            document,
            origin: name.to_owned(),
            given_toponyms: None,
        };
        (self.receive)(Input::Document(loaded))
    }

    fn decoded(&mut self, origin: &str, bytes: &[u8]) -> Result<String, CliError> {
        self.warned(origin, decode(bytes))
    }

    /// The text, after a warning where it is in another encoding than it should be.
    fn warned(&mut self, origin: &str, decoded: Decoded<'_>) -> Result<String, CliError> {
        if let Some(encoding) = decoded.other_encoding {
            let warning = format!("{origin}: not UTF-8; read as {encoding}");
            (self.receive)(Input::Warning(warning))?;
        }
        Ok(decoded.text.into_owned())
    }
}

/// Reads the first line with words into `bytes`: whether it is the first of JSON lines. Where it is not, all the rest is read too.
fn read_start(input: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    while bytes.trim_ascii().is_empty() {
        bytes.clear();
        if read_line_bounded(&mut *input, bytes, MOST_BYTES)? == 0 {
            return Ok(false);
        }
    }
    let is_lines = bytes.starts_with(b"{") && serde_json::from_slice::<&RawValue>(bytes).is_ok();
    if !is_lines {
        read_bounded(input, bytes, MOST_BYTES)?;
    }
    Ok(is_lines)
}

fn unreadable(path: &Path, source: io::Error) -> InputError {
    InputError::Read {
        name: path.display().to_string(),
        source,
    }
}

/// The error with the line of the file: a parser counts from the start of its document, which stands in line `first_line`.
fn broken(name: &str, first_line: usize, error: &IntakeError) -> InputError {
    let (line, reason) = match error {
        IntakeError::Json { source } => {
            let place = format!(" at line {} column {}", source.line(), source.column());
            let cause = source.to_string().replace(&place, "");
            let line = first_line + source.line().saturating_sub(1);
            (line, format!("{error}: {cause} (column {})", source.column()))
        }
        IntakeError::Date { .. } | IntakeError::Html { .. } => (first_line, error.to_string()),
    };
    InputError::Document {
        origin: format!("{name}:{line}"),
        reason,
    }
}
