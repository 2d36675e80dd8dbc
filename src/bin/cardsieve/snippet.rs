//! A faulty line of a profile, shown with what is wrong.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use cardsieve::profile::{ProfileErrors, ProfileProblem};
use cardsieve::value::printable;

use crate::failure::Problem;

/// Every problem; with its line only if the text is a profile, since another file's lines may be
/// records.
pub(crate) fn problems(path: &str, text: &str, errors: &ProfileErrors) -> Vec<Problem> {
    let one = |problem: &ProfileProblem| {
        if errors.is_recognisable() {
            Problem::Shown(shown(path, text, problem))
        } else {
            let place = place(problem.line(), problem.column());
            let text = format!("{path}:{place}: {}: {}", problem.code(), problem.message());
            Problem::Plain(text, Some(problem.hint().to_owned()))
        }
    };
    errors.problems().iter().map(one).collect()
}

/// Line and column; the line alone where no column is told.
pub(crate) fn place(line: u64, column: u64) -> String {
    if column == 0 {
        line.to_string()
    } else {
        format!("{line}:{column}")
    }
}

fn shown(path: &str, text: &str, problem: &ProfileProblem) -> String {
    let path = printable(path);
    let mark = AnnotationKind::Primary.span(span(text, problem));
    let report = [Level::ERROR
        .primary_title(problem.message())
        .id(problem.code().name())
        // the renderer writes out what a terminal would obey in the source
        .element(Snippet::source(text).path(path.as_ref()).annotation(mark))
        .element(Level::HELP.message(problem.hint()))];
    Renderer::styled().render(&report)
}

/// The bytes that the problem covers.
fn span(text: &str, problem: &ProfileProblem) -> Range<usize> {
    let lines = problem.line().saturating_sub(1);
    let mut start = 0;
    for line in text
        .split_inclusive('\n')
        .take(usize::try_from(lines).unwrap_or(usize::MAX))
    {
        start += line.len();
    }
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let offset = |chars: u64| {
        let chars = usize::try_from(chars).unwrap_or(usize::MAX);
        line.char_indices()
            .nth(chars)
            .map_or(line.len(), |(offset, _)| offset)
    };
    let from = problem.column().saturating_sub(1);
    start + offset(from)..start + offset(from.saturating_add(problem.length() as u64))
}

#[cfg(test)]
mod tests {
    use cardsieve::Profile;

    use super::*;

    #[test]
    fn the_span_is_what_the_problem_marks() {
        let text = "format = 1\nname = \"é\"  # ü\nfoo = 2\n";
        let errors = text.parse::<Profile>().unwrap_err();
        let marked: Vec<_> = errors
            .problems()
            .iter()
            .map(|problem| &text[span(text, problem)])
            .collect();
        assert!(marked.contains(&"foo"), "{marked:?}");
        assert!(marked.contains(&"\"é\""), "{marked:?}");
    }

    #[test]
    fn lines_of_another_file_are_not_shown() {
        let text = "record_id,family_name\nE1,Canary\n";
        let errors = text.parse::<Profile>().unwrap_err();
        let told = format!("{:?}", problems("hr.csv", text, &errors));
        assert!(!told.contains("Canary") && !told.contains("E1"), "{told}");
    }
}
