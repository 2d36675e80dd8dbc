//! Whole numbers on the command line.

use std::ops::RangeInclusive;

/// Takes a number of this range, and says in words what it takes.
pub(crate) fn number(
    range: RangeInclusive<u64>,
) -> impl Fn(&str) -> Result<u64, String> + Clone + Send + Sync + 'static {
    move |text| match text.parse() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(format!(
            "not a whole number from {} to {}",
            range.start(),
            range.end()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_outside_its_range_is_told_what_is_taken() {
        let from_two = number(2..=10);
        assert_eq!(from_two("2"), Ok(2));
        for text in ["1", "11", "-1", "2.0", "", "two"] {
            let said = from_two(text).unwrap_err();
            assert_eq!(said, "not a whole number from 2 to 10", "{text}");
        }
    }
}
