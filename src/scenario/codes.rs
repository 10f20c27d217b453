//! The error codes of a scenario and of a survey with its model, each with the text that `goodwill explain CODE` prints. A code is never reused.

macro_rules! codes {
    ($($name:ident $code:literal $title:literal $text:literal)*) => {
        /// What kind of mistake a file holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The code as printed, such as `E0214`.
            pub fn word(self) -> &'static str {
                match self {
                    $(Code::$name => $code,)*
                }
            }

            /// The mistake in a few words.
            pub fn title(self) -> &'static str {
                match self {
                    $(Code::$name => $title,)*
                }
            }

            /// What the mistake is, why it is one, and what to do.
            pub fn text(self) -> &'static str {
                match self {
                    $(Code::$name => $text,)*
                }
            }
        }
    };
}

codes! {
    Syntax "E0101" "The text is not TOML."
        "A scenario is a TOML file (https://toml.io), and so is the model of a survey. Texts stand in quotes, tables have their name in brackets on a line of \
         their own ([time], and [[reason]] with two brackets for each element of a list), and every key has one value on \
         its line. A bracket or brace that is never closed is told where it opens, and the rest of the file is read as if it were \
         closed. While the text is not TOML, mistakes of a later kind on the same lines cannot be told."
    UnknownKey "E0102" "A key that the table does not have."
        "An unknown key would be ignored, and a value that is ignored silently is the worst kind of mistake: so it is an \
         error. The message names the keys that the table has. `goodwill explain KEY` says what each key of a scenario means, and \
         `goodwill schema` prints a JSON schema with which an editor completes and checks keys while you type; docs/measure.md \
         lists the keys of the model of a survey."
    MissingKey "E0103" "A key that must be given is missing."
        "The value has no default that would be right for most services. The place of the message is the table that lacks \
         the key."
    WrongType "E0104" "A value of the wrong type."
        "Numbers and true or false stand without quotes; texts, durations (\"20s\") and changes (\"+25%\") stand in quotes; \
         lists stand in brackets [..]; small tables in braces {..}. Shares are numbers from 0 to 1, not percent."
    DuplicateKey "E0105" "The same key twice in one table."
        "Which of the two values is meant cannot be known. Keep one."
    NoValue "E0106" "A value that no scenario can hold."
        "Numbers must be finite: nan and inf are no planning figures, and whole numbers must fit 64 bits. Dates have no \
         place in a scenario: time starts at `time.start`, a weekday and a time of day."
    TooFew "E0107" "A list with too few elements, or too many."
        "A service needs at least one reason and one team, a team at least one skill, and so on. A list of a fixed length, such as \
         a scale of its lowest and highest answer, has exactly so many."
    Disagreement "E0199" "The file passed the check but could not be read."
        "This is a fault of Goodwill, not of the file. Please report it with the scenario."
    UnknownWord "E0201" "A word that is not among the choices."
        "The value must be one of the words the message names, in small letters."
    BadDuration "E0202" "A text that is no duration."
        "Durations are numbers with the units w, d, h, m and s, the longest first and without blanks: \"20s\", \"0.25s\", \
         \"4m10s\", \"1h\", \"2d\", \"26w\". They are stored in whole microseconds and are never negative."
    BadClock "E0203" "A text that is no time of the week or day."
        "A time of the week is a weekday and a time, such as \"mon 00:00\" or \"thu 13:30\"; a time of the day is \"09:30\", \
         from 00:00 to 23:59. Intervals of the day start at full and half hours."
    BadPattern "E0204" "A list that does not divide the day or week."
        "Values over the day come as 24 (hours), 48 (half-hours) or 96 (quarter-hours) numbers, from midnight; values over \
         the week as seven such lists, Monday first."
    BadName "E0205" "A text that cannot be a name."
        "Names stand in paths such as team.front.agents and in the names of arms such as staffing+training. So they are not \
         empty, do not begin or end with a blank, hold no control characters, and names of reasons, teams, segments, \
         categories and interventions hold no dot and no quote; names of interventions hold no + and no comma either."
    BadHours "E0206" "A text that is no opening hours."
        "Opening hours are weekdays, a blank, and from-to at full quarters of an hour: \"mon-fri 08:00-18:00\", \
         \"sat 09:00-13:00\", \"mon-sun 00:00-24:00\". They close after they open on the same day; hours over midnight are \
         two texts, one up to 24:00 and one from 00:00 of the next day."
    BadDays "E0207" "A text that is no days of the week."
        "Days of the week are mon, tue, wed, thu, fri, sat and sun; a range is \"mon-fri\", several stand with commas and \
         without blanks: \"mon,wed,fri\", \"mon-wed,sat\"."
    AboveMost "E0213" "A number above the most that is allowed."
        "The value lies outside the range in which it means anything. A common cause is a percentage where a share from 0 \
         to 1 is asked for."
    BelowLeast "E0214" "A number below the least that is allowed."
        "The value lies outside the range in which it means anything."
    NotWhole "E0215" "A number that must be whole."
        "People and attempts are counted in whole numbers, and ramps in whole weeks, because interventions act by week."
    LawParameters "E0221" "A distribution with too few, too many or wrong parameters."
        "Each distribution takes its own parameters: constant mean; uniform low and high, or mean and sd or cv; triangular \
         low, mode, high; exponential mean; erlang mean and stages, or cv or sd; gamma, weibull and lognormal mean and cv or \
         sd; beta low, high, mean and sd or cv; empirical values and, if not equal, weights."
    LawValues "E0222" "A distribution whose parameters contradict each other."
        "Each parameter is possible, but not all together: a mean outside low and high, for example, or an sd larger than \
         the range allows."
    CrewsDivide "E0223" "Crews that do not divide the day."
        "Crews work equal parts of the day, and staffing is by quarters of an hour: so the number of crews must divide 96 \
         (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48 or 96)."
    UnknownName "E0301" "A name that nothing has."
        "The value refers to a reason, team, segment, category or profile by its name, exactly as it stands in the `name` of \
         that table; in the model of a survey to a share, a construct or a column of a figure."
    DuplicateName "E0302" "Two things of one kind with the same name."
        "References and results could not tell them apart. Also, a team lists each of its skills once."
    SumNotOne "E0303" "Weights that do not sum to 1."
        "Importance weights sum to 1 over the categories, those of its indicators within a category, and the weights of the \
         drivers of one category sum to 1, within a millionth. The message prints the same weights divided by their sum. For a \
         segment that not all of them concern, the weights are shared out anew among those that do."
    Unserved "E0304" "A reason that no team serves."
        "Contacts of this reason would wait for ever. Add the name of the reason to the `skills` of a team, or name a team \
         in its `overflow`."
    DemandForm "E0305" "Demand that is missing or given in the wrong form."
        "In a bare operation (no [[segment]]) each reason states arrivals_per_hour; or `arrivals`, a number a day; or \
         arrivals_file or arrival_times, a log; or `sources`, a number of callers; or it is `endless`. With segments, contacts \
         come from customers, and each reason states contacts_per_month, the mean over all customers, and may name a profile. \
         A reason that is reached by transfer or complaint only states 0."
    NeedsCustomers "E0306" "A table that needs customers in a scenario without any."
        "Categories, experience, loyalty, survey and profiles are about customers, and the scenario has no [[segment]]: a \
         bare operation. Add segments, or leave the table out."
    TouchForm "E0307" "A category whose experience has no source, or more than one."
        "A category is moved by one of: `contact` (all contacts), `complaint` (contacts made to complain), `month` (something \
         met every month) and `touchpoint` (drivers of [[touchpoint]]). Contacts or complaints and touchpoints may move it \
         together."
    UnknownMetric "E0308" "A key that is no metric."
        "Metrics are named by their key in the output, such as abandonment_rate or satisfaction_cohort. `goodwill explain \
         KEY` says what each means."
    NeedsMoney "E0309" "Costs or budgets in a scenario without the table `money`."
        "A cost would enter no result, because profit and cost are reported only when [money] says what customers pay."
    ProfileForm "E0310" "A profile in no complete form."
        "A profile is either `weekday`, `saturday` and `sunday` together, or `days` alone with seven lists. Some value must \
         be above 0."
    OwnTarget "E0311" "A reason that hands contacts over to itself."
        "A transfer goes to another skill. Where it goes to a colleague of the same skill, and that is meant, say so by \
         weights: to = { billing = 1 }."
    Bounds "E0312" "Bounds that are missing, exclude each other or cannot be reached."
        "A target has at_most, at_least, or both with at_least not above at_most, in the unit of its metric: a share lies \
         between 0 and 1. A doubtful input has a low end, what is stated, and a high end, in this order."
    HoursOverlap "E0313" "Opening hours that overlap."
        "Each hour of the week is stated once, so that a change of one text changes what it says."
    StaffingForm "E0314" "Staffing stated in two ways, or in one that the rest of the team contradicts."
        "A team says who is on duty in one way: by `agents` (a headcount over the week), by `shifts`, or by a file in \
         `staffing`. `derive_shifts` makes shifts of a headcount, so it needs one. People in shifts are off the phone in \
         their breaks, so `off_phone` and `crews` have no place beside them. In `derive_shifts`, nobody is sent home \
         before `minimum`, which is at most `preferred`."
    ShiftBreaks "E0315" "Breaks that the shift has no room for."
        "Breaks lie within the shift, one after the other in the order of their `after`, which counts from the start of the \
         shift."
    NobodyOnDuty "E0316" "A reason whose teams never have anybody on duty."
        "Nobody would ever serve its contacts, in the whole week. Give one of its teams agents, or end the contacts without \
         an agent by `self_service` with containment 1 or by `message_after`."
    OnTheLine "E0317" "A key about waiting customers where nobody waits on the line."
        "Deferred work (email, back office) and endless work have no customer on the line: nobody loses patience, hears an \
         announcement, is offered a callback, leaves a message, or waits for the connection. Endless work starts when an \
         agent is free, so that it has no queue, no self-service, no limit and no opening hours either, and nobody who comes \
         back."
    OverflowForm "E0318" "Overflow that does not fit the skills of its teams."
        "A team named in `overflow.teams` helps only after a time in queue. So it does not serve the reason at once as well: \
         either it leaves the reason out of `skills`, or it says `overflow_only = true` in its `service` of the reason. And \
         who says that is named in the `overflow.teams` of the reason, or it would never serve it."
    CallbackForm "E0319" "An offer of a callback without an occasion."
        "The offer is made from so many waiting contacts on (`from_queue`; 0 offers it to everybody who has to wait) or from \
         an expected wait on (`from_expected_wait`). One of them must be given."
    WeightsZero "E0320" "Weights that are all 0."
        "Only the proportions of weights count, so at least one of them is above 0."
    ServiceForm "E0321" "A service of a reason that the team does not serve."
        "`service` says how the team serves a reason, so the reason stands in the `skills` of the team, or the team in the \
         `overflow.teams` of the reason."
    ShockForm "E0322" "A shock without a time or a shape, or with two."
        "A shock strikes `at` a time of the week (every week, or in one `week`) or by chance so often `per_year`. Its peak \
         holds for a `length`, or goes back with a `half_life`."
    Waves "E0323" "Waves of a survey out of order or after the end."
        "The panel is asked at the end of the horizon in any case, and before it at every time listed in `survey.waves`, in \
         ascending order."
    NoWeight "E0324" "A segment or a week in which nothing has a weight."
        "Every segment is concerned by a category, and by an indicator of each category that concerns it and has any; and no \
         importance falls to 0 by its drift."
    OffScale "E0325" "An expectation outside the scale."
        "Expectations lie on the scale of 1 to 10, also when the shift of a segment is added."
    TooMany "E0326" "More than can be worked out."
        "The message says how many are possible."
    Correlation "E0327" "Correlations that cannot be."
        "A correlation is of two different traits, and all correlations of a segment together are a matrix that is positive \
         definite. The message names the pair that contradicts the others, and the values that they leave it."
    BusynessForm "E0328" "A busyness that cannot have an effect."
        "A busyness that is shared by several reasons has one correlation from day to day, that of [demand]; and nothing \
         multiplies a log that is replayed, a finite population or endless work."
    LoyaltyForm "E0340" "Keys of loyalty that do not fit together."
        "Complaints end solved or unsolved only where [loyalty.complaint.handling] makes a process of them, and what their \
         first contact does not solve is worked on under a deferred reason, for which nobody waits on the line. The effect \
         above a knee needs a knee."
    Formula "E0390" "A formula that cannot be read."
        "A formula of [[judge.formula]] is an expression over the columns of the survey that gives one number, such as \
         100 * (mean(overall) - 1) / 9. The message names the character at which it stops making sense. docs/formulas.md is the \
         manual; which columns there are, `goodwill judge` tells."
    UnknownPath "E0401" "A path that leads nowhere."
        "Paths are team.NAME.KEY, reason.NAME.KEY, segment.NAME.KEY, category.NAME.KEY, and otherwise TABLE.KEY; keys of \
         sub-tables follow after a dot, as in reason.billing.talk.mean."
    FixedPath "E0402" "A path that no intervention may set."
        "Interventions change how the service works, not the yardstick: time, people, demand streams, names and goals must \
         be the same in all arms, or the arms could not be compared. `--set` on the command line may change them, because it \
         changes the scenario itself."
    BadChange "E0403" "A change that does not fit the value it changes."
        "A percent with a sign, such as \"+25%\" or \"-10%\", multiplies; a signed text such as \"+2\" or \"-20s\" adds; a \
         plain value of the right type replaces. A number with a sign and without quotes is none of these: TOML drops a plus sign, \
         and the value would replace what the sign was meant to change. Texts and true or false can only be replaced."
    Conflict "E0404" "Two plain values for one path."
        "Percents multiply and additions add up, but of two plain values over one path only one can hold, and which is not \
         for chance to say. Interventions with two such values are alternatives: they may stand side by side in a scenario, and no arm \
         has both. Within one intervention, or in an arm that is listed, leave one of them out or write it as a percent or an addition."
    NothingToChange "E0405" "A percent or addition on a value that is not given."
        "There is nothing to multiply or to add to. Give the value in the baseline, or replace it by a plain value."
    EffectProfile "E0406" "A profile over time that contradicts itself."
        "A change rises over `ramp`, beginning `delay` after the intervention starts. From its full value it decays with \
         `half_life` to the share it `keeps`; without a half-life it stays. After `lasts`, if given, it is gone. `keeps` \
         needs a half-life."
    Majorant "E0408" "Demand above the headroom."
        "All arms thin one stream of arrivals drawn at the baseline rate times demand.headroom. A rate above it cannot be \
         met: raise demand.headroom, which costs some computing time and changes no expectation."
    BadSet "E0409" "A --set that cannot be read."
        "--set takes PATH=VALUE. PATH is as in interventions, VALUE as well: +25% multiplies, +2 adds, a plain TOML value \
         replaces. A negative plain number needs a second equals sign, as in PATH==-2, because -2 alone subtracts."
    NoFile "E0501" "A file that cannot be read."
        "A file named in a scenario stands beside it: its name is relative to the folder of the scenario. It is read \
         together with the scenario, so a --set cannot name another; and a program that hands over the text alone hands \
         over no files."
    FileColumns "E0502" "A file whose columns do not say what they hold."
        "The first line of a CSV file names its columns, divided by commas or semicolons. Staffing has the columns start and \
         agents, and day if days differ, and may have end; or it has the columns start, mon, tue, wed, thu, fri, sat and sun. \
         A log of arrivals has the column time, and may have reason and others."
    FileRow "E0503" "A row of a file that cannot be right."
        "The message names the file, the line and what is asked for. In staffing, times stand at full quarters of an hour, \
         agents are whole numbers, and the rows of a day stand in the order of time and do not overlap. A row without end \
         holds until the next row of its day, the last one until midnight; before the first row of a day nobody is there. In a \
         log, all times are seconds, or all are dates with a time such as 2024-03-04 08:15:27."
    NoColumn "E0601" "A column that the survey does not have."
        "The model of a survey refers to columns by their names in the first line of the survey, exactly as they stand there, \
         capitals and blanks included. Without its column, a figure cannot be made."
    NoScale "E0602" "A column whose scale is not known."
        "What an answer of 4 is worth depends on whether 5 or 10 is the best. So every question that a figure is made of stands in \
         the `columns` of one [[items]], with its `scale`; questions under `nps` (0-10) and [[ces]] need none, because these figures \
         fix their scale."
    BadScale "E0603" "A scale that is none."
        "`scale` is the lowest and the highest answer, in this order, whichever is the better one: where the lowest is the best, say \
         so by `reversed = true`."
    OffScaleAnswer "E0604" "An answer that the question does not have."
        "A cell holds neither an answer on the scale of its question nor one of the codes for no answer. If it is a slip, mend the \
         file; if it is a code for \"does not apply\" or \"refused\", name it in `not_applicable`; answers in words get numbers by \
         `words`; and if many answers lie off the scale, the scale in the model is another than the one that was asked on. Empty \
         cells, NA, N/A, NaN, null and . are no answers anyway."
    BadWeight "E0605" "A weight that is no number above 0."
        "A weight says for how many people a respondent stands. Nobody stands for none or for fewer: whom the weight leaves out is \
         left out of the file."
    SurveyForm "E0606" "A survey that is no table with a header."
        "A survey is a CSV file: its first line names the columns, each by a name of its own, and every other line has one cell for \
         each of them. Columns are parted by commas, semicolons or tabs: the one of which the first line has most, or the \
         `separator` of [design]. A text that holds the separator stands in quotes."
    TooManyGroups "E0607" "A column of groups that is none."
        "A column named in `segments` divides the respondents into groups, and each group is compared with all others. A column with a \
         value of its own for nearly everybody, such as a number of the respondent, divides nobody."
    PathModelForm "E0608" "A path model that cannot be estimated."
        "Every construct has columns of its own, at least one; paths lead from construct to construct, never in a circle; and all are \
         connected."
    IndexForm "E0609" "An index whose weights have no source."
        "`weights = \"asked\"` takes the importance of each question from a column that `index.importance` names for it; `weights = \
         \"derived\"` takes it from how the questions move with an overall judgement, whose column is `index.judgement`."
    WrongFile "E0610" "A file that is something else."
        "`goodwill measure SURVEY --model MODEL` takes a survey, which is a CSV file, and a model, which is a TOML file that says what \
         its columns mean (docs/measure.md). A scenario is for `goodwill run` and `goodwill compare`."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_ascend() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].word() < pair[1].word(), "{} before {}", pair[0].word(), pair[1].word());
        }
    }
}
