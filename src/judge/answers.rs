//! The questions a team asks, answered from what the trial found.

use super::arms::{CHANGE, DECISIONS, POWER};
use super::assemble::Found;
use super::measures::{empirical_se, jackknifed, mean_width};
use super::questions::{EACH_ERROR, GAMING, MIX, SEGMENTS};
use super::ranking::RANKING;
use super::record::FormulaRecord;
use super::result::{Answer, FormulaTrial, Measured, Question};
use super::tally::Key;
use crate::experiment::BASELINE;
use crate::random::math;
use crate::statistics::normal;

/// Power that is customarily asked for.
const POWER_WANTED: f64 = 0.8;
/// Answers per survey for which power is worked out.
const SIZES: [f64; 6] = [100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0];

/// All questions with their answers.
pub(super) fn answers(
    found: &Found,
    formulas: &[FormulaTrial],
    figures: &[(Key, Measured)],
) -> Vec<Question> {
    let desk = Desk { found, formulas, figures };
    vec![
        desk.power(),
        desk.power_by_size(),
        desk.smallest_change(),
        desk.answers_needed(),
        desk.tallied(
            DECISIONS,
            "How often would we decide wrongly about an intervention?",
            "An intervention is adopted when the formula is significantly higher with it than without it, in two independent \
             surveys at the end of the horizon. Adopted wrongly: mean latent satisfaction does not rise by more than \
             `goals.matters.satisfaction` (0 unless stated). Missed: it does, and the formula does not say so.",
            "the scenario has no [[intervention]]",
        ),
        desk.tallied(
            RANKING,
            "How far can we trust a ranking of agents or teams?",
            "So many answers about the contacts of each agent, or of each team, are drawn with all errors of the survey but \
             sampling; their order by the formula is held against their order by the formula on error-free answers about all \
             their contacts: the share of pairs that stand in the right order (0.5 is a coin), and from three on the rank \
             correlation (Spearman).",
            "fewer than two agents have enough answers about their contacts",
        ),
        desk.tallied(
            MIX,
            "Does it cry wolf when only the mix of segments changes?",
            "Every second customer of the largest segment is taken out and nothing else changes: share of pairs of surveys, \
             before and after, whose difference is called significant.",
            "the scenario has fewer than two segments",
        ),
        desk.tallied(
            SEGMENTS,
            "Does it hold in small segments?",
            "The formula on the respondents of one segment alone, against its census value in that segment.",
            "the scenario has fewer than two segments",
        ),
        desk.gaming(),
        desk.tallied(
            EACH_ERROR,
            "What does each error of the survey do to it, alone?",
            "The same sample with one part of the error switched on, minus the sample with error-free answers.",
            "no formula gave an estimate",
        ),
        desk.money(),
    ]
}

struct Desk<'a> {
    found: &'a Found<'a>,
    formulas: &'a [FormulaTrial],
    figures: &'a [(Key, Measured)],
}

impl Desk<'_> {
    fn question(
        &self,
        key: &str,
        question: &str,
        method: String,
        answers: Vec<Answer>,
        absent: &str,
    ) -> Question {
        Question {
            key: key.to_string(),
            question: question.to_string(),
            population: self.found.population(),
            method,
            absent: answers.is_empty().then(|| absent.to_string()),
            answers,
        }
    }

    fn answer(&self, formula: usize, about: &str, figure: &str, unit: &str, measured: Measured) -> Answer {
        let formula = self.formulas[formula].name.clone();
        Answer {
            formula,
            about: about.to_string(),
            figure: figure.to_string(),
            unit: unit.to_string(),
            measured,
        }
    }

    /// Figures as they were tallied.
    fn of<'s>(&'s self, question: &'static str) -> impl Iterator<Item = (&'s Key, Measured)> + 's {
        self.figures.iter().filter(move |(key, _)| key.question == question).map(|(key, of)| (key, *of))
    }

    fn tallied(&self, key: &'static str, question: &str, method: &str, absent: &str) -> Question {
        let mut answers: Vec<Answer> = self
            .of(key)
            .map(|(key, of)| self.answer(key.formula, &key.about, key.figure, self.unit(key), of))
            .collect();
        self.order(&mut answers);
        self.question(key, question, method.to_string(), answers, absent)
    }

    /// Formula by formula.
    fn order(&self, answers: &mut [Answer]) {
        let place = |answer: &Answer| self.formulas.iter().position(|of| of.name == answer.formula);
        answers.sort_by_key(place);
    }

    fn unit(&self, key: &Key) -> &str {
        match key.figure {
            "bias" | "gain" | "width" | "change" => &self.formulas[key.formula].unit,
            "answers" | "agents" | "teams" | "answers in the panel" => "number",
            "rank correlation" => "correlation",
            _ => "share",
        }
    }

    fn power(&self) -> Question {
        let answers = self.found.answers().round();
        let method = format!(
            "Share of trials in which the change is called significant, at {answers} answers per survey. Before/after: two \
             independent surveys, before the interventions begin and at the end of the horizon. Panel: the same people asked \
             both times, compared person by person; those who answered both (their number stands beside the share), noise summed by cluster \
             where clusters were sampled (of programs, a tenth of people or clusters left out in turn). Control group: at the end, half of the customers \
             with the intervention against the other half without it, {answers} answers each. The row `{BASELINE}` is what \
             the design announces although nothing was done.",
        );
        let mut list: Vec<Answer> = self
            .of(POWER)
            .map(|(key, of)| self.answer(key.formula, &key.about, key.figure, self.unit(key), of))
            .collect();
        self.order(&mut list);
        let absent = "no formula gave an interval";
        self.question(POWER, "Would we see what an intervention does?", method, list, absent)
    }

    /// Changes of the interventions that the trial tells from 0, with the noise of one survey.
    fn changes(&self) -> Vec<(usize, String, Measured, f64)> {
        self.of(CHANGE)
            .filter(|(key, change)| {
                key.about != BASELINE && change.mc_se.is_some_and(|noise| change.value.abs() > 2.0 * noise)
            })
            .filter_map(|(key, change)| {
                let noise = empirical_se(&self.found.of(key.formula))?;
                (noise > 0.0).then(|| (key.formula, key.about.clone(), change, noise))
            })
            .collect()
    }

    fn power_by_size(&self) -> Question {
        let z = normal::critical_value(self.found.confidence.miss());
        let mut list = Vec::new();
        for (formula, about, change, noise) in self.changes() {
            for size in SIZES {
                let of_difference = (2.0 * self.found.answers() / size).sqrt() * noise;
                let distance = change.value.abs() / of_difference;
                let power = normal::cumulative(distance - z) + normal::cumulative(-distance - z);
                // How fast power moves with the change.
                let density = |x: f64| math::exp(-0.5 * x * x) / math::sqrt(2.0 * std::f64::consts::PI);
                let slope = (density(distance - z) - density(-distance - z)) / of_difference;
                let measured = Measured { value: power, mc_se: change.mc_se.map(|noise| slope * noise) };
                list.push(self.answer(formula, &about, &format!("at {size} answers"), "share", measured));
            }
        }
        let method = "Worked out for a before/after comparison by the normal approximation, from the change that the trial \
                      measured and the empirical standard error of a survey scaled with the root of the answers. Interventions \
                      whose change lies within two Monte Carlo standard errors of 0 are left out.";
        let absent = "no intervention moves a formula by more than two Monte Carlo standard errors";
        self.question("power_by_size", "And with more or fewer answers?", method.to_string(), list, absent)
    }

    fn multiplier(&self) -> f64 {
        normal::critical_value(self.found.confidence.miss()) + normal::quantile(POWER_WANTED)
    }

    fn smallest_change(&self) -> Question {
        let multiplier = self.multiplier() * std::f64::consts::SQRT_2;
        let list = self.of_each(|records| Some(multiplier * empirical_se(records)?), "smallest change", None);
        let answers = self.found.answers().round();
        let method = format!(
            "The change that two independent surveys of {answers} answers show with a probability of 80 %: (z + z of 80 %) times \
             the root of 2 times the empirical standard error.",
        );
        let absent = "no formula gave two estimates of one population";
        self.question("smallest_change", "What is the smallest change we would see?", method, list, absent)
    }

    fn answers_needed(&self) -> Question {
        let (margin, n) = (self.found.scenario.spec().judge.margin, self.found.answers());
        let name = format!("answers for an interval of +-{margin}");
        let needed = move |records: &[&FormulaRecord]| {
            let half = 0.5 * mean_width(records)?;
            Some(n * (half / margin) * (half / margin))
        };
        let mut list = self.of_each(needed, &name, Some("answers"));
        let multiplier = self.multiplier() * std::f64::consts::SQRT_2;
        for (formula, about, change, noise) in self.changes() {
            let ratio = multiplier * noise / change.value;
            let value = n * ratio * ratio;
            let mc_se = change.mc_se.map(|noise| 2.0 * value * noise / change.value.abs());
            let measured = Measured { value, mc_se };
            list.push(self.answer(formula, &about, "answers to see it", "answers", measured));
        }
        self.order(&mut list);
        let method = format!(
            "From the width of the intervals at {} answers, which falls with the root of the answers; to see an intervention: so \
             many in each of two surveys for a power of 80 %. More answers make an interval narrower, never less biased.",
            n.round()
        );
        let absent = "no formula gave an interval";
        self.question("answers_needed", "How many answers do we need?", method, list, absent)
    }

    fn gaming(&self) -> Question {
        let mut list = Vec::new();
        for (key, gain) in self.of(GAMING) {
            list.push(self.answer(key.formula, &key.about, "gain", &self.formulas[key.formula].unit, gain));
            if let Some(noise) = empirical_se(&self.found.of(key.formula)).filter(|noise| *noise > 0.0) {
                let scaled = Measured { value: gain.value / noise, mc_se: gain.mc_se.map(|of| of / noise) };
                list.push(self.answer(
                    key.formula,
                    &key.about,
                    "gain in noise of a survey",
                    "standard errors",
                    scaled,
                ));
            }
        }
        self.order(&mut list);
        let method = "Whoever invites avoids the unhappy: below satisfaction 50 a customer is invited with probability exp(-0.5 \
                      (50 - S) / 10), on top of what the scenario says. Gain of the estimate, though nobody is happier.";
        let absent = "no formula gave an estimate";
        self.question(GAMING, "How easily is it gamed?", method.to_string(), list, absent)
    }

    fn money(&self) -> Question {
        let (cost, n) = (self.found.answer_cost, self.found.answers());
        let margin = self.found.scenario.spec().judge.margin;
        let mut list = Vec::new();
        if cost > 0.0 {
            let name = format!("cost of an interval of +-{margin}");
            list = self.of_each(
                |records| {
                    let half = 0.5 * mean_width(records)?;
                    Some(cost * n * (half / margin) * (half / margin))
                },
                &name,
                Some("money"),
            );
            // Width falls with the root of n, so that n = c / half^2 and dn / d half = -2 n / half.
            list.extend(self.of_each(
                |records| Some(2.0 * cost * n / (0.5 * mean_width(records)?)),
                "cost of one unit of half width, at this size",
                Some("money per unit"),
            ));
            self.order(&mut list);
        }
        let method = format!(
            "An answer costs {cost} (survey.incentive and judge.answer_cost). The second figure is what the next bit of precision \
             costs: two times the cost of the survey over the half width of the interval.",
        );
        let absent = "an answer costs nothing: set survey.incentive or judge.answer_cost";
        self.question("money", "What does precision cost?", method, list, absent)
    }

    /// One figure of each formula from its records.
    fn of_each(
        &self,
        measure: impl Fn(&[&FormulaRecord]) -> Option<f64>,
        figure: &str,
        unit: Option<&str>,
    ) -> Vec<Answer> {
        let of = |formula: usize| {
            let measured = jackknifed(&self.found.of(formula), &measure)?;
            let unit = unit.unwrap_or(&self.formulas[formula].unit);
            Some(self.answer(formula, "", figure, unit, measured))
        };
        (0..self.formulas.len()).filter_map(of).collect()
    }
}
