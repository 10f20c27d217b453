//! The words of the field as Goodwill uses them, one word per idea, for `goodwill explain`.

/// A word, its synonyms and forms, and its meaning.
pub struct Word {
    /// The word first, then other forms of it.
    pub forms: &'static [&'static str],
    /// What it means; a ratio with numerator and denominator.
    pub meaning: &'static str,
}

/// Every word, in the order in which a contact meets them.
pub const WORDS: &[Word] = &[
    Word {
        forms: &["contact", "contacts", "call"],
        meaning: "One attempt by a customer to be served on a channel (voice, chat, email, self-service).",
    },
    Word {
        forms: &["issue", "issues"],
        meaning: "The need behind a contact; an issue may take several contacts.",
    },
    Word {
        forms: &["offered"],
        meaning: "Contacts that arrive. offered = answered + abandoned + blocked + contained + callbacks + carried_over, \
                  exactly. Redials and repeats are offered contacts; a transfer and the talk of an accepted callback are not.",
    },
    Word { forms: &["answered"], meaning: "Contacts that reached an agent." },
    Word {
        forms: &["abandoned", "abandonment"],
        meaning: "Contacts that left while waiting. abandonment_rate = abandoned / offered.",
    },
    Word {
        forms: &["blocked"],
        meaning: "Contacts refused at the door, or cut off at closing time before they reached an agent.",
    },
    Word {
        forms: &["contained", "containment"],
        meaning: "Contacts ended without an agent (self-service, bot). Those resolved are a subset; the rest is false \
                  containment.",
    },
    Word { forms: &["redial", "redials"], meaning: "A new contact after abandoning or being blocked." },
    Word {
        forms: &["repeat", "repeats"],
        meaning: "A new contact after being answered (or contained) without resolution.",
    },
    Word { forms: &["transfer", "transfers"], meaning: "A contact handed to another skill." },
    Word { forms: &["callback", "callbacks"], meaning: "A contact deferred by agreement." },
    Word { forms: &["patience"], meaning: "The time a customer would wait before abandoning." },
    Word {
        forms: &["wait", "waiting"],
        meaning: "Time in queue until answer or abandonment. wait_mean_s and the percentiles are over offered - blocked - \
                  contained - callbacks, the abandoned with the time they waited; ASA is over answered contacts only.",
    },
    Word {
        forms: &["asa", "average speed of answer"],
        meaning: "Mean wait of answered contacts. See asa_s.",
    },
    Word {
        forms: &["awt", "acceptable wait"],
        meaning: "Acceptable wait, a key of the reason (default 20 s); within awt means wait <= awt.",
    },
    Word {
        forms: &["service level", "service_level"],
        meaning: "There are four, so it is never said unqualified. With S = answered within awt and L = abandoned within the \
                  reason's short_abandon time: service_level_of_offered S/offered, service_level_excluding_short_abandons \
                  S/(offered - L), service_level_counting_short_abandons (S + L)/offered, service_level_of_answered \
                  S/answered.",
    },
    Word {
        forms: &["aht", "handling time"],
        meaning: "Average handling time: talk + hold + wrap-up per contact answered or called back. See aht_s.",
    },
    Word {
        forms: &["erlang", "erlangs", "load"],
        meaning: "Unit of load: the agents that would be busy all the time on average; contacts per hour times handling time in \
                  hours (Erlang 1917). More load than agents cannot be served.",
    },
    Word {
        forms: &["half-hour", "half-hours", "interval of the day"],
        meaning: "Service is reported by half-hours of the day; half-hours that meet the goal are counted over the days of the \
                  horizon, because a good mean may hide a bad morning. See intervals_met.",
    },
    Word { forms: &["occupancy"], meaning: "Handling time / (handling + available time)." },
    Word {
        forms: &["shrinkage"],
        meaning: "Share of paid time that is not available for contacts (breaks, meetings, absence).",
    },
    Word {
        forms: &["fcr", "first-contact resolution"],
        meaning: "Issues whose first answered contact was followed by no repeat within the stated window / issues with an \
                  answered contact.",
    },
    Word {
        forms: &["expectation"],
        meaning: "What was predicted (\"will\"), on the scale 1-10. A stated requirement (\"should\") is another thing.",
    },
    Word { forms: &["perception"], meaning: "What was perceived, on the scale 1-10." },
    Word { forms: &["disconfirmation"], meaning: "Perception minus expectation." },
    Word {
        forms: &["importance", "importance weight"],
        meaning: "How much an indicator or category matters; stated or derived, always said which. Sums to 1 within its \
                  parent.",
    },
    Word {
        forms: &["basic", "linear", "excitement", "indifferent", "reverse", "quality class", "kano"],
        meaning: "The quality class of a category or indicator (Kano: must-be, one-dimensional, attractive, indifferent, reverse). Basic: only \
                  shortfall counts. Linear: both ways, losses more. Excitement: only surplus counts. Indifferent: neither. \
                  Reverse: the less of it the better.",
    },
    Word {
        forms: &["satisfaction"],
        meaning: "The latent state of a customer, 0-100, known only to a simulator. CSI, ACSI and CSAT are measurements of \
                  it; NPS measures the intention to recommend, CES effort.",
    },
    Word {
        forms: &["cohort", "survivor effect"],
        meaning: "Everybody active at the start of the horizon, leavers at their last value. satisfaction_cohort decides, \
                  because the mean of those who stay rises when the unhappy leave.",
    },
    Word {
        forms: &["csi", "customer satisfaction index"],
        meaning: "A weighted 0-100 index from surveyed indicators; its formula is always named.",
    },
    Word {
        forms: &["index", "satisfaction index"],
        meaning: "A figure on 0-100 made of several questions: CSI weighs indicators by importance, ACSI takes three items on \
                  satisfaction as a whole, ECSI a path model. See csi, acsi, ecsi.",
    },
    Word {
        forms: &["churn", "hazard"],
        meaning: "Leavers / customer-months at risk (a month is 30.4375 days). churn_annual = 1 - (1 - churn_monthly)^12.",
    },
    Word {
        forms: &["promise", "promises", "broken promise"],
        meaning: "What the firm says that customers will get: it raises what is expected (experience.promise, \
                  category.promise) and who considers the firm at all. It is no experience: memory does not fade to \
                  it. The part of a shortfall that is due to a promise counts broken_promise_weight times.",
    },
    Word {
        forms: &["direct part", "short run", "long run"],
        meaning: "Satisfaction is a direct part, which follows perception, and a disconfirmation part. As expectation \
                  adapts the second fades, so that the short-run effect of a change is both and the long-run effect \
                  the direct part alone: satisfaction_direct, satisfaction_disconfirmation. `compare` tells both of every arm, \
                  for the first four weeks of its changes and for the last four of the horizon.",
    },
    Word {
        forms: &["driver", "drivers"],
        meaning: "What a contact or a touchpoint shows, scored 1-10 (access, manner, ability, a bill's accuracy); a \
                  category weighs those that it heeds.",
    },
    Word {
        forms: &["recency", "peak and end", "peak_end", "memory"],
        meaning: "How episodes become what is remembered: the later weigh more (recency), or the most extreme and the \
                  last weigh more than the mean of all (peak and end). Without contacts memory fades to the \
                  expectation.",
    },
    Word {
        forms: &["voice", "exit", "silence", "voice or exit"],
        meaning: "What a customer does after a failure: complains, leaves at once, or says nothing (Hirschman 1970).",
    },
    Word {
        forms: &["complaint", "complaints", "claim", "chase"],
        meaning: "An issue of its own that a failure makes. As a process it has deadlines, work, promised callbacks, \
                  updates, apology and compensation; a missed callback may bring a claim, silence a chase. \
                  complaint_rate = complaints / customer-months at risk.",
    },
    Word {
        forms: &["recovery", "double deviation", "service recovery"],
        meaning: "What the end of a complaint does to its experience: recovery lifts it when it is solved, double \
                  deviation lowers it when it is not. After a second complaint a solution leaves nobody more satisfied \
                  than before the failure (no second paradox).",
    },
    Word {
        forms: &["work", "work item", "back office"],
        meaning: "What a complaint or feedback makes for the back office. No customer is on the line, so it is no \
                  contact: it takes agents' time, and only the rows of its reason and team count it.",
    },
    Word {
        forms: &["frailty"],
        meaning: "A customer's personal factor on the odds of leaving, mean 1 among newcomers. The frail leave first, \
                  so that retention rises with tenure by mixing alone; that is no loyalty.",
    },
    Word {
        forms: &["contract term", "contract", "lock", "renewal"],
        meaning: "While in a term a customer's odds of leaving are times contract_lock; in its last month the lock is \
                  open and the odds are times expiry_factor, and who stays signs again with the probability renewal.",
    },
    Word {
        forms: &["involuntary", "involuntary churn"],
        meaning: "Leaving for reasons that satisfaction cannot touch (moving, death, non-payment): involuntary_share \
                  of the stated churn.",
    },
    Word {
        forms: &["observed churn", "prepaid", "churn_observed"],
        meaning: "What a firm sees of customers who need not give notice: who has not used the service for \
                  inactive_after is taken for lost. Some of them are still there, and some who are counted have left.",
    },
    Word {
        forms: &["consideration", "considered"],
        meaning: "Whether somebody who looks for a firm considers this one, by what is expected of it: logistic, so \
                  that too low a promise brings nobody and a higher one than everybody considers brings nobody more.",
    },
    Word {
        forms: &["market", "rival", "competitor", "market share"],
        meaning: "A second firm: a stock of customers with a satisfaction, which takes leavers and gives newcomers. \
                  market_share = our customers / customers of both firms at the end.",
    },
    Word {
        forms: &["programme", "programmes", "participation"],
        meaning: "A loyalty programme: points, discounts, a tier, priority service. Who is entitled takes part or not \
                  for good. programme_participation = monthly steps of participants / customer-months at risk.",
    },
    Word {
        forms: &["feedback", "told back", "closing the loop"],
        meaning: "What customers say with a contact: sorted into classes, handled against a deadline, and told back. \
                  Who was told answers surveys more readily (response_effect).",
    },
    Word {
        forms: &["susceptibility"],
        meaning: "How strongly what others say moves somebody: a personal factor on expectation, a factor of the \
                  segment on acquisition.",
    },
    Word {
        forms: &["customer value", "lifetime value", "customer_value_end"],
        meaning: "Margin expected over value_months from those still there at the end, at their own hazard of leaving, \
                  discounted by discount_annual.",
    },
    Word {
        forms: &["lorenz curve", "concentration"],
        meaning: "The share of the monthly margin that the best customers bring (Lorenz 1905).",
    },
    Word {
        forms: &["arm", "arms", "baseline"],
        meaning: "`baseline`, or an intervention, or several together: one thing that is run and compared.",
    },
    Word {
        forms: &["contrast", "contrasts", "paired"],
        meaning: "Paired difference, arm minus the arm it is held against: the same people and the same luck in both.",
    },
    Word {
        forms: &["effect", "interaction", "effects"],
        meaning: "What an intervention changes from the baseline; of several, what they give together beyond the sum of what \
                  they give apart.",
    },
    Word {
        forms: &["replication", "replications"],
        meaning: "One run with its own streams of luck. The same number is the same people and the same luck in every arm.",
    },
    Word {
        forms: &["variance reduction", "variance_reduction", "common luck"],
        meaning: "Variance the difference would have had with independent runs / variance it has with common luck. 4 means \
                  that a quarter of the replications are enough.",
    },
    Word {
        forms: &["confidence interval", "interval", "ci", "ci_low", "ci_high"],
        meaning: "Where the figure would lie with endless replications of these inputs. It is simulation noise, not doubt \
                  about the inputs: more computer time narrows it and adds no knowledge.",
    },
    Word {
        forms: &["pp", "percentage point", "percentage points"],
        meaning: "Unit of a difference of shares: from 20 % to 22 % is +2 pp, and 10 % more of what it was.",
    },
    Word {
        forms: &["standard error", "se", "±", "half width"],
        meaning: "± after a figure is half the width of its confidence interval, unless the note below says that it is a standard \
                  error, about half of that: how far the figure is typically off by luck alone.",
    },
    Word {
        forms: &["p_adjusted", "p", "holm"],
        meaning: "p is two-sided, for no difference at all; p_adjusted is Holm's, over the arms of one metric.",
    },
    Word {
        forms: &["cost per point", "cost per customer kept", "pays back", "not shown"],
        meaning: "Of the table of money: extra cost of service / satisfaction (cohort) gained, or / customers kept, \
                  where the interval of the gain lies above 0 (else: not shown); and the week from which cumulative profit stays \
                  at or above the baseline's.",
    },
    Word {
        forms: &["verdict", "verdicts", "matters"],
        meaning: "Better, worse, no difference that matters, or undecided: the interval of a contrast against the smallest \
                  difference that matters ([goals] matters; percentage points for shares).",
    },
    Word {
        forms: &["trusted", "doubtful", "misleading", "failed", "not decided"],
        meaning: "How a formula stands after `judge`, beyond the noise of the trial. Trusted: its interval holds the truth about as often \
                  as it claims. Doubtful: it has no interval, one that is too wide or never moves, or one that holds the truth too \
                  rarely by more than 2 percentage points. Misleading: by more than 10 points (less than 85 % for 95 % intervals). Not \
                  decided: so few surveys leave both open. Failed: it gave too little to say.",
    },
    Word {
        forms: &["census", "census value"],
        meaning: "The value of a formula on error-free answers of everybody in the target population: what `judge` holds its \
                  estimates against, in the formula's own unit.",
    },
    Word {
        forms: &["construct"],
        meaning: "What a formula stands for: latent satisfaction, churn, profit. It has another unit than the formula, so that `judge` \
                  tells only scale-free figures against it. Of a path model: a latent variable behind several questions.",
    },
    Word {
        forms: &["plug-in", "plug-in value"],
        meaning: "The value of a formula with every respondent counting as often as the design's weights say and the parameters of a \
                  path model as in the census. What the formula really says differs from it by the part of the error called estimation.",
    },
    Word {
        forms: &["panel"],
        meaning: "The same people asked again. Of a run: active customers, asked at the end of the horizon and at each wave. Of \
                  `judge`: two waves, the change compared person by person; a panel loses people by silence.",
    },
    Word {
        forms: &["monte carlo", "monte carlo standard error"],
        meaning: "Working something out by simulated luck. What so many replications or populations leave open is its Monte Carlo \
                  standard error; it falls with the root of their number.",
    },
    Word {
        forms: &["log-odds", "logit", "odds"],
        meaning: "Of a probability p the odds are p / (1 - p), and their logarithm the log-odds (logit). Effects on probabilities add up \
                  on that scale, so that none leaves 0 to 1: 0.3 more are odds times 1.35.",
    },
    Word {
        forms: &["screening"],
        meaning: "`compare --screening-replications N` moves every number that the scenario assumes, one at a time, a fifth higher (or to \
                  the high end of its doubt), and ranks them by how far profit plus customer value against the baseline moves; the \
                  twenty that lead are moved to their other end as well.",
    },
    Word {
        forms: &["payback", "payback_week"],
        meaning: "The week from which cumulative profit of an arm stays at or above the baseline's.",
    },
    Word {
        forms: &["ledger", "ledgers"],
        meaning: "Books that must balance exactly in every run: contacts, issues, time in queue, agents' time, customers, complaints. \
                  A run whose books do not balance ends with exit code 3.",
    },
    Word {
        forms: &["trunk", "trunks", "line", "lines"],
        meaning: "A line that a contact by voice takes while in self-service, waiting or in talk. When none is free the contact is \
                  blocked.",
    },
    Word {
        forms: &["erlang a", "erlang c"],
        meaning: "Queues with Poisson arrivals, exponential handling time and c agents. Erlang C (M/M/c): everybody waits. Erlang A \
                  (M/M/c+M): who waits abandons after an exponential patience. `verify` holds the engine against both.",
    },
    Word {
        forms: &["doubt", "break-even", "tornado"],
        meaning: "What the answer owes to inputs nobody knows well: the contrast with each of them at its low and its high \
                  end, the one that moves it most first (a tornado), and the satisfaction-to-churn effect and the agent cost \
                  at which the verdict flips.",
    },
    Word {
        forms: &["value of knowing", "value of information", "evpi"],
        meaning: "What knowing a doubtful input before choosing would bring in profit plus customer value: the expected value of \
                  perfect information (Raiffa and Schlaifer 1961) over its low end, stated value and high end with weights of \
                  0.3, 0.4 and 0.3 (Keefer and Bodily 1983). No measurement of it can be worth more to this choice.",
    },
    Word {
        forms: &["segment", "segments"],
        meaning: "Customers who share the laws of their traits, as in the scenario file.",
    },
    Word {
        forms: &["reason", "reasons", "skill", "skills"],
        meaning: "Why customers make contact, as in the scenario file; its name is also the skill of those who serve it.",
    },
    Word { forms: &["team", "teams"], meaning: "Agents with the same skills, as in the scenario file." },
    Word {
        forms: &["category", "categories", "touchpoint", "indicator"],
        meaning: "A part of the satisfaction index with its importance, expectation and quality class, and what moves it: \
                  contacts, complaints, or other touchpoints (bill, network, offers) at their own rate.",
    },
    Word {
        forms: &["intervention", "interventions"],
        meaning: "A change to be compared with the baseline: a percent multiplies, a signed value adds, a plain value \
                  replaces; with start week, ramp, one-off and running cost.",
    },
    Word {
        forms: &["horizon", "warm-up"],
        meaning: "A run lasts warm_up + horizon. Figures are of the horizon only, and weeks count from the end of the \
                  warm-up.",
    },
    Word {
        forms: &["headroom", "majorant"],
        meaning: "First contacts are drawn at the baseline's rate times demand.headroom and thinned, so that all arms share \
                  their luck. Where an arm's demand rises above that ceiling the contacts beyond it are missing, and a warning counts them.",
    },
    Word {
        forms: &["analytic twin", "twin", "twins"],
        meaning: "Erlang A or Erlang C for every stretch of the day of a reason that has agents of its own, beside its \
                  simulation, with what the formula leaves out: `twins` in the result of `run`, \"Beside a formula\" on its page.",
    },
    Word {
        forms: &["open loop", "closed loop", "--open-loop"],
        meaning: "Closed: satisfaction moves complaints, churn and word of mouth, and they move the load. Open: it is \
                  measured and moves nothing.",
    },
    Word {
        forms: &["loyalty", "word of mouth"],
        meaning: "What satisfaction does: staying or leaving, complaining, telling others.",
    },
    Word {
        forms: &["seed", "stream", "stream_version"],
        meaning: "The same scenario, seed and version give the same bits at any number of threads. stream_version changes \
                  when the rules change by which luck is drawn.",
    },
];
