//! Words that stand for a choice. The list of each choice is kept by the room that gives it meaning, so that a new rule or
//! class is known here at once.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::experience::{MemoryRule, QualityClass};
use crate::operation::routing::{AgentRule, ContactRule, TeamRule};
use crate::operation::{Channel, Closing, EndOfShift, VolumeLaw};
use crate::population::Trait;
use crate::survey::AnswerScale;

macro_rules! choice {
    ($(#[$doc:meta])* $type:ident of $inner:ident, default $default:expr) => {
        choice!($(#[$doc])* $type of $inner in &$inner::ALL, default $default);
    };
    ($(#[$doc:meta])* $type:ident of $inner:ident in $all:expr, default $default:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $type(pub $inner);

        impl Default for $type {
            fn default() -> Self {
                $type($default)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let all: &[(&str, $inner)] = $all;
                let word = all.iter().find(|(_, value)| *value == self.0).map_or("", |(word, _)| *word);
                serializer.serialize_str(word)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let all: &[(&str, $inner)] = $all;
                let found = all.iter().find(|(word, _)| *word == text);
                found.map(|(_, value)| $type(*value)).ok_or_else(|| serde::de::Error::custom("unknown word"))
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let all: &[(&str, $inner)] = $all;
                let words: Vec<&str> = all.iter().map(|(word, _)| *word).collect();
                json_schema!({ "type": "string", "enum": words })
            }
        }
    };
}

choice!(
    /// The word for the rule by which a free agent picks a contact.
    ContactRuleWord of ContactRule, default ContactRule::Preference
);
choice!(
    /// The word for whose agents compete for a contact.
    TeamRuleWord of TeamRule, default TeamRule::Preference
);
choice!(
    /// The word for the rule by which a free agent is picked.
    AgentRuleWord of AgentRule, default AgentRule::LongestIdle
);
choice!(
    /// The word for a quality class.
    ClassWord of QualityClass, default QualityClass::Linear
);

choice!(
    /// The word for a trait that may go together with others.
    TraitWord of Trait, default Trait::Tenure
);
choice!(
    /// The word for how episodes become memory.
    MemoryWord of MemoryRule in &[
        ("recency", MemoryRule::Recency),
        ("peak_end", MemoryRule::PeakEnd),
    ], default MemoryRule::Recency
);
choice!(
    /// The word for the channel by which contacts come.
    ChannelWord of Channel in &[
        ("voice", Channel::Voice),
        ("chat", Channel::Chat),
        ("deferred", Channel::Deferred),
    ], default Channel::Voice
);
choice!(
    /// The word for what becomes of those who wait at closing time.
    ClosingWord of Closing in &[
        ("serve_out", Closing::ServeOut),
        ("clear", Closing::Clear),
        ("carry_over", Closing::CarryOver),
    ], default Closing::ServeOut
);
choice!(
    /// The word for what becomes of a contact when the agent's shift ends.
    EndOfShiftWord of EndOfShift in &[
        ("finish", EndOfShift::Finish),
        ("drop", EndOfShift::Drop),
        ("hand_over", EndOfShift::HandOver),
    ], default EndOfShift::Finish
);
choice!(
    /// The word for the law of the volume of a run.
    VolumeLawWord of VolumeLaw in &[
        ("gamma", VolumeLaw::Gamma),
        ("lognormal", VolumeLaw::Lognormal),
    ], default VolumeLaw::Gamma
);
choice!(
    /// The word for the scale of a question.
    AnswerScaleWord of AnswerScale, default AnswerScale::ONE_TO_TEN
);
