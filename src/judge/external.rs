//! Formulas that are programs of the user: a survey goes in as CSV, a line of JSON comes out.
//!
//! Two ways to be asked. *Once per survey*: the program starts, reads the survey from its standard input until that ends,
//! prints `{"estimate": .., "ci_low": .., "ci_high": ..}` and ends. *As a server*: it starts once per thread, and for each
//! survey reads a line `survey N`, then a header and N rows, and answers with one line of JSON, flushed. Whatever goes
//! wrong - a crash, no answer in time, nonsense - is a failure of that formula on that survey, and of nothing else.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::formula::Said;
use super::stopping::{BETWEEN_LOOKS, is_stopped_with_us, out_of_our_group, stopped};
use super::survey_csv;
use crate::metrics::SurveyTable;
use crate::parallel::{Cancellation, in_background, rest};
use crate::statistics::Interval;

/// How a program is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// One process per survey.
    Once,
    /// One process for many surveys.
    Server,
}

/// A program of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    command: String,
    words: Vec<String>,
    protocol: Protocol,
    time_out: Duration,
}

/// A server that is running.
pub struct ExternalProcess {
    child: Child,
    input: Option<std::process::ChildStdin>,
    output: Option<BufReader<ChildStdout>>,
}

impl Drop for ExternalProcess {
    fn drop(&mut self) {
        // A server ends when its input does; one that does not is ended.
        self.input = None;
        end(&mut self.child);
    }
}

impl External {
    /// A program by its command: the program and its arguments, parted by spaces, quotes as in a shell. Fails when the
    /// quotes do not close or the program cannot be found.
    pub fn new(command: &str, protocol: Protocol, time_out: Duration) -> Result<Self, String> {
        let words = words(command)?;
        let Some(program) = words.first() else {
            return Err(
                "the command is empty; write a program and its arguments, such as \"python3 my_metric.py\""
                    .into(),
            );
        };
        find(program)?;
        Ok(External { command: command.to_string(), words, protocol, time_out })
    }

    /// The command as it was given.
    pub fn command(&self) -> &str {
        &self.command
    }

    /// How it is asked.
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// What the program says about a survey; `process` keeps a server from survey to survey. Once `stop` is uttered it is ended, and
    /// asked no more.
    pub fn ask(
        &self,
        survey: &SurveyTable,
        process: &mut Option<ExternalProcess>,
        stop: &Cancellation,
    ) -> Result<Said, String> {
        if stop.is_cancelled() {
            return stopped();
        }
        let csv = survey_csv::write(survey);
        let text = match self.protocol {
            Protocol::Once => self.ask_once(csv, stop)?,
            Protocol::Server => {
                let asked = self.ask_server(csv, survey.rows(), process, stop);
                if asked.is_err() {
                    // Whatever state it is in, the next survey gets a new one.
                    *process = None;
                }
                asked?
            }
        };
        read_answer(&text)
    }

    fn start(&self, errors: Stdio) -> Result<Child, String> {
        out_of_our_group(&mut Command::new(&self.words[0]))
            .args(&self.words[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(|error| format!("`{}` cannot be started: {error}", self.words[0]))
    }

    fn ask_once(&self, csv: Vec<u8>, stop: &Cancellation) -> Result<String, String> {
        let mut child = self.start(Stdio::piped())?;
        let began = Instant::now();
        let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        // A program may answer without reading: a closed pipe is no error of ours.
        let written = in_background(move || input.map(|mut input| input.write_all(&csv).is_ok()));
        let answered = in_background(move || output.map(read_all).unwrap_or_default());
        let complained = in_background(move || errors.map(read_all).unwrap_or_default());
        let text = self.wait(&answered, began, stop);
        if text.is_err() {
            end(&mut child);
            return text;
        }
        let left = self.time_out.saturating_sub(began.elapsed());
        let _ = written.recv_timeout(left);
        let status = self.end_of(&mut child, began, stop)?;
        if !status.success() {
            if is_stopped_with_us(&mut child, stop) {
                return stopped();
            }
            let left = self.time_out.saturating_sub(began.elapsed());
            let complaint = complained.recv_timeout(left).unwrap_or_default();
            let last = complaint.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
            return Err(format!("it ended with {status}: {}", short(last)));
        }
        text
    }

    fn ask_server(
        &self,
        csv: Vec<u8>,
        rows: usize,
        process: &mut Option<ExternalProcess>,
        stop: &Cancellation,
    ) -> Result<String, String> {
        if process.is_none() {
            let mut child = self.start(Stdio::null())?;
            let (input, output) = (child.stdin.take(), child.stdout.take().map(BufReader::new));
            *process = Some(ExternalProcess { child, input, output });
        }
        let Some(server) = process.as_mut() else { return Err("it cannot be started".to_string()) };
        let began = Instant::now();
        let (Some(mut input), Some(mut output)) = (server.input.take(), server.output.take()) else {
            return Err("it is not running".to_string());
        };
        let written = in_background(move || {
            let is_written = writeln!(input, "survey {rows}")
                .and_then(|()| input.write_all(&csv))
                .and_then(|()| input.flush())
                .is_ok();
            (is_written, input)
        });
        let answered = in_background(move || {
            let mut line = String::new();
            let read = output.by_ref().take(LONGEST_ANSWER).read_line(&mut line);
            (read.map(|_| line).unwrap_or_default(), output)
        });
        let (line, output) = self.wait(&answered, began, stop)?;
        if line.is_empty() {
            if is_stopped_with_us(&mut server.child, stop) {
                return stopped();
            }
            return Err("it ended without an answer".to_string());
        }
        let (is_written, input) = self.wait(&written, began, stop)?;
        if !is_written {
            return Err("it stopped reading before the survey was complete".to_string());
        }
        server.input = Some(input);
        server.output = Some(output);
        Ok(line)
    }

    /// How a program that has answered ends; one that lingers beyond the time limit is ended.
    fn end_of(&self, child: &mut Child, since: Instant, stop: &Cancellation) -> Result<ExitStatus, String> {
        loop {
            if stop.is_cancelled() {
                end(child);
                return stopped();
            }
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Err(error) => return Err(format!("it cannot be waited for: {error}")),
                Ok(None) if since.elapsed() >= self.time_out => {
                    end(child);
                    let limit = self.time_out.as_secs_f64();
                    return Err(format!("it answered, but {LATE_END} {limit} s (--time-out)"));
                }
                Ok(None) => rest(BETWEEN_SHORT_LOOKS),
            }
        }
    }

    fn wait<T>(&self, on: &Receiver<T>, since: Instant, stop: &Cancellation) -> Result<T, String> {
        loop {
            let left = self.time_out.saturating_sub(since.elapsed());
            match on.recv_timeout(left.min(BETWEEN_LOOKS)) {
                Ok(value) => return Ok(value),
                Err(RecvTimeoutError::Disconnected) => return Err("it ended without an answer".to_string()),
                Err(RecvTimeoutError::Timeout) if stop.is_cancelled() => return stopped(),
                Err(RecvTimeoutError::Timeout) if left > BETWEEN_LOOKS => {}
                Err(RecvTimeoutError::Timeout) => {
                    return Err(format!("{LATE} {} s (--time-out)", self.time_out.as_secs_f64()));
                }
            }
        }
    }
}

/// How the reason of an answer that did not come in time begins.
const LATE: &str = "no answer within";

/// The same of a program that did not end.
const LATE_END: &str = "did not end within";

/// Whether a formula failed because its answer, or its end, did not come in time.
pub(super) fn is_time_out(reason: &str) -> bool {
    reason.starts_with(LATE) || reason.contains(LATE_END)
}

/// How long a program that has answered is given before it is looked at again.
const BETWEEN_SHORT_LOOKS: Duration = Duration::from_millis(2);

/// Longer answers are cut off: a program that never stops printing must not fill the memory.
const LONGEST_ANSWER: u64 = 1 << 20;

fn read_all(from: impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = from.take(LONGEST_ANSWER).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The answer of a program.
fn read_answer(text: &str) -> Result<Said, String> {
    #[derive(serde::Deserialize)]
    struct Answer {
        estimate: Option<f64>,
        ci_low: Option<f64>,
        ci_high: Option<f64>,
    }
    let answer: Answer = serde_json::from_str(text.trim()).map_err(|_| {
        let form = r#"{"estimate": 1.0, "ci_low": 0.5, "ci_high": 1.5}"#;
        format!("its answer is not JSON of the form {form}: {}", short(text.trim()))
    })?;
    let estimate = answer
        .estimate
        .filter(|estimate| estimate.is_finite())
        .ok_or("its answer holds no finite `estimate`")?;
    let interval = match (answer.ci_low, answer.ci_high) {
        (None, None) => None,
        (Some(low), Some(high)) if low.is_finite() && high.is_finite() && low <= high => {
            Some(Interval { low, high })
        }
        (Some(low), Some(high)) => {
            return Err(format!(
                "its interval from {low} to {high} is none: `ci_low` must not exceed `ci_high`"
            ));
        }
        _ => return Err("its answer holds one end of the interval without the other".to_string()),
    };
    Ok(Said { estimate, interval })
}

fn short(text: &str) -> String {
    const LONGEST: usize = 120;
    let line: String = text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.is_empty() { "(nothing)".to_string() } else { line }
}

/// Words parted by spaces; single and double quotes hold spaces.
fn words(command: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for letter in command.chars() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, _) if letter.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    if let Some(open) = quote {
        return Err(format!("the quote {open} in the command `{command}` is never closed"));
    }
    words.extend(word);
    Ok(words)
}

/// Fails unless a program of that name can be found, by its path or in the folders of PATH.
fn find(program: &str) -> Result<(), String> {
    let is_path = program.contains(std::path::MAIN_SEPARATOR) || program.contains('/');
    let found = if is_path {
        std::path::Path::new(program).is_file()
    } else {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    };
    if found {
        return Ok(());
    }
    Err(if is_path {
        format!("there is no file `{program}`; the path counts from the folder in which goodwill runs")
    } else {
        format!("there is no program `{program}` in the folders of PATH; a file here is written ./{program}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_or_refused_with_the_reason() {
        let said = read_answer("{\"estimate\": 7.5, \"ci_low\": 7, \"ci_high\": 8, \"note\": 1}\n")
            .expect("an answer");
        assert_eq!(said, Said { estimate: 7.5, interval: Some(Interval { low: 7.0, high: 8.0 }) });
        assert_eq!(read_answer("{\"estimate\": 3}").expect("an answer").interval, None);
        for (text, why) in [
            ("", "(nothing)"),
            ("Traceback", "not JSON of the form"),
            ("{\"estimate\": null}", "no finite `estimate`"),
            ("{\"estimate\": \"7\"}", "not JSON"),
            ("{\"estimate\": 7, \"ci_low\": 8, \"ci_high\": 7}", "must not exceed"),
            ("{\"estimate\": 7, \"ci_low\": 8}", "one end of the interval"),
        ] {
            let told = read_answer(text).expect_err("nonsense");
            assert!(told.contains(why), "{told}");
        }
    }

    #[test]
    fn commands_are_cut_like_a_shell_does() {
        assert_eq!(
            words("python3 'my metric.py' --top \"2\"").expect("words"),
            ["python3", "my metric.py", "--top", "2"]
        );
        assert!(words("python3 'my").expect_err("no end").contains("never closed"));
        let limit = Duration::from_secs(1);
        let told = |command: &str| External::new(command, Protocol::Once, limit).expect_err("no program");
        assert!(told("").contains("empty"));
        assert!(told("./no_such_metric.py").contains("there is no file `./no_such_metric.py`"));
        assert!(told("no-such-metric").contains("folders of PATH"));
    }
}
