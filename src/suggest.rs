//! "Did you mean": the nearest word among those that are allowed.

/// The word that was probably meant, if one is near enough.
pub fn nearest<'w>(given: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let given = given.to_lowercase();
    words
        .into_iter()
        .map(|word| (distance(&given, word), word))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, word)| is_near(*distance, &given, word))
        .map(|(_, word)| word)
}

/// The words that may have been meant, the nearest first; of equals in the order given.
pub fn near<'w>(given: &str, words: impl IntoIterator<Item = &'w str>) -> Vec<&'w str> {
    let given = given.to_lowercase();
    let mut near: Vec<(usize, &str)> = words
        .into_iter()
        .map(|word| (distance(&given, word), word))
        .filter(|(distance, word)| is_near(*distance, &given, word))
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().map(|(_, word)| word).collect()
}

/// A third of the letters may differ: beyond that a suggestion confuses more than it helps.
fn is_near(distance: usize, given: &str, word: &str) -> bool {
    distance <= (word.chars().count().max(given.chars().count()) / 3).max(1)
}

/// `did you mean ...?`, or the list of what is allowed.
pub fn did_you_mean<'w>(given: &str, words: impl IntoIterator<Item = &'w str> + Clone) -> Option<String> {
    if let Some(word) = nearest(given, words.clone()) {
        return Some(format!("did you mean `{word}`?"));
    }
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    (!words.is_empty())
        .then(|| format!("there {} {}", if words.len() == 1 { "is" } else { "are" }, words.join(", ")))
}

fn distance(given: &str, word: &str) -> usize {
    let word = word.to_lowercase();
    let letters = strsim::damerau_levenshtein(given, &word);
    // A plural or a prefix is nearer than its length says.
    let is_part = !word.is_empty() && (word.starts_with(given) || given.starts_with(&word));
    if given.len() >= 4 && is_part { letters.min(2) } else { letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let words = ["shrinkage", "agents", "skills"];
        assert_eq!(nearest("shrinkge", words), Some("shrinkage"));
        assert_eq!(nearest("Agents", words), Some("agents"));
        assert_eq!(nearest("agent", words), Some("agents"));
        assert_eq!(nearest("seats", words), None);
        assert_eq!(near("agen", ["skills", "agents", "agent", "urgent"]), ["agent", "agents"]);
        assert_eq!(
            did_you_mean("seats", words).as_deref(),
            Some("there are `shrinkage`, `agents`, `skills`")
        );
    }
}
