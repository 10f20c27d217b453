//! The indices of a panel, as sums over its answers.

use super::answers::Answers;
use super::question::Asked;
use super::truth::Indicator;

/// Weighted sums over the answers of one panel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PanelSums {
    /// Invitations sent.
    pub invited: u64,
    /// Answers received.
    pub answered: u64,
    /// Weight of the respondents.
    pub respondents: f64,
    /// Sum of the importance-weighted ratings on 0-100; the weight of what was left
    /// open goes to the others of the category, that of a category without answers to the other categories.
    pub csi: f64,
    /// Weight of those who rated at least one indicator.
    pub raters: f64,
    /// Sum of the mean of the three ACSI items on 0-100.
    pub acsi: f64,
    /// Weight of those who answered all three.
    pub acsi_respondents: f64,
    /// Weight of those rating overall satisfaction 9 or 10, and of all who rated it.
    pub satisfied: f64,
    /// Weight of all who rated overall satisfaction.
    pub overall: f64,
    /// Weight of those answering 9 or 10 on willingness to recommend.
    pub promoters: f64,
    /// Weight of those answering 0 to 6.
    pub detractors: f64,
    /// Weight of all who answered it.
    pub recommend: f64,
    /// Sum of the ease of the contact, 1-7, and weight of all who answered it.
    pub ease: f64,
    /// Weight of all who rated the ease of their contact.
    pub ease_respondents: f64,
    /// Weight of those rating their contact 9 or 10.
    pub contact_satisfied: f64,
    /// Weight of all who rated their contact.
    pub contact_respondents: f64,
}

/// What one respondent rated of one category.
#[derive(Clone, Copy, Debug, Default)]
struct CategorySums<'a> {
    name: &'a str,
    /// Importance of all its indicators, and of those rated.
    whole: f64,
    answered: f64,
    /// Importance-weighted ratings.
    rated: f64,
}

impl CategorySums<'_> {
    /// The weight of indicators that do not concern the respondent, or were left open, goes to the others of the category.
    fn add_to(&self, rated: &mut f64, importance: &mut f64) {
        if self.answered == self.whole {
            *rated += self.rated;
            *importance += self.whole;
        } else if self.answered > 0.0 {
            *rated += self.rated * (self.whole / self.answered);
            *importance += self.whole;
        }
    }
}

impl PanelSums {
    /// The sums over the answers of those for whom `wanted` holds (by number of the respondent). The ACSI items have equal
    /// weights, because the published ones are proprietary. Invitations are not told apart and stay 0.
    pub fn of(answers: &Answers, indicators: &[Indicator], wanted: impl Fn(usize) -> bool) -> PanelSums {
        let mut sums = PanelSums::default();
        for respondent in (0..answers.respondents.len()).filter(|respondent| wanted(*respondent)) {
            sums.add(answers, respondent, indicators);
        }
        sums
    }

    /// Adds the answers of one respondent.
    pub fn add(&mut self, answers: &Answers, respondent: usize, indicators: &[Indicator]) {
        let weight = answers.respondents[respondent].weight;
        self.answered += 1;
        self.respondents += weight;
        let (mut rated, mut importance) = (0.0, 0.0);
        let mut category = CategorySums::default();
        let mut items: [Option<f64>; 3] = [None; 3];
        for (question, tick) in answers.questions.iter().zip(answers.of(respondent)) {
            if let Asked::Rating(index) = question.asked {
                let of = &indicators[index];
                if category.name != of.category {
                    category.add_to(&mut rated, &mut importance);
                    category = CategorySums { name: &of.category, ..CategorySums::default() };
                }
                category.whole += of.importance;
            }
            if *tick == Answers::OPEN {
                continue;
            }
            let level = question.scale.to_hundred(*tick);
            match question.asked {
                Asked::Rating(index) => {
                    category.rated += indicators[index].importance * level;
                    category.answered += indicators[index].importance;
                }
                Asked::Overall => {
                    items[0] = Some(f64::from(*tick));
                    self.overall += weight;
                    self.satisfied += if *tick >= 9 { weight } else { 0.0 };
                }
                Asked::Confirmation => items[1] = Some(f64::from(*tick)),
                Asked::Ideal => items[2] = Some(f64::from(*tick)),
                Asked::Recommend => {
                    self.recommend += weight;
                    self.promoters += if *tick >= 9 { weight } else { 0.0 };
                    self.detractors += if *tick <= 6 { weight } else { 0.0 };
                }
                Asked::Ease => {
                    self.ease += weight * f64::from(*tick);
                    self.ease_respondents += weight;
                }
                Asked::Contact => {
                    self.contact_respondents += weight;
                    self.contact_satisfied += if *tick >= 9 { weight } else { 0.0 };
                }
                _ => {}
            }
        }
        category.add_to(&mut rated, &mut importance);
        if importance > 0.0 {
            // Importances of everything that is asked sum to 1 already, up to rounding that must not show.
            let whole = if (importance - 1.0).abs() < 1e-9 { 1.0 } else { importance };
            self.csi += weight * (rated / whole);
            self.raters += weight;
        }
        if let [Some(overall), Some(confirmation), Some(ideal)] = items {
            self.acsi += weight * ((overall + confirmation + ideal) / 3.0 - 1.0) * 100.0 / 9.0;
            self.acsi_respondents += weight;
        }
    }

    /// Adds another part of the panel.
    pub fn merge(&mut self, other: &PanelSums) {
        self.invited += other.invited;
        self.answered += other.answered;
        let pairs = [
            (&mut self.respondents, other.respondents),
            (&mut self.csi, other.csi),
            (&mut self.raters, other.raters),
            (&mut self.acsi, other.acsi),
            (&mut self.acsi_respondents, other.acsi_respondents),
            (&mut self.satisfied, other.satisfied),
            (&mut self.overall, other.overall),
            (&mut self.promoters, other.promoters),
            (&mut self.detractors, other.detractors),
            (&mut self.recommend, other.recommend),
            (&mut self.ease, other.ease),
            (&mut self.ease_respondents, other.ease_respondents),
            (&mut self.contact_satisfied, other.contact_satisfied),
            (&mut self.contact_respondents, other.contact_respondents),
        ];
        for (sum, more) in pairs {
            *sum += more;
        }
    }
}
