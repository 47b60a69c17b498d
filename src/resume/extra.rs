//! Classifies unknown data by their keys.

use super::{Basics, Extra, ExtraValue};
use crate::source::Path;

/// Keys of settings in website templates.
const FLAGS: [&str; 38] = [
    "active",
    "banner",
    "class",
    "color",
    "colour",
    "display",
    "draft",
    "enabled",
    "featured",
    "hidden",
    "icon",
    "image",
    "img",
    "index",
    "isactive",
    "isdraft",
    "isfeatured",
    "ishidden",
    "ispinned",
    "isvisible",
    "key",
    "logo",
    "order",
    "pinned",
    "priority",
    "public",
    "publish",
    "schemaversion",
    "show",
    "slug",
    "sort",
    "sortkey",
    "sortorder",
    "thumbnail",
    "uuid",
    "visibility",
    "visible",
    "weight",
];

/// Keys of the length of a bar on a website, with a number as the value.
const BARS: [&str; 5] = ["percent", "percentage", "progress", "value", "width"];

/// Keys of personal details besides date of birth and nationality, with their names.
const PERSONAL: [(&str, &str); 70] = [
    ("dob", "date of birth"),
    ("birthday", "date of birth"),
    ("birth", "date of birth"),
    ("birthdate", "date of birth"),
    ("dateofbirth", "date of birth"),
    ("born", "date of birth"),
    ("yearofbirth", "date of birth"),
    ("geburtsdatum", "date of birth"),
    ("geburtstag", "date of birth"),
    ("geboren", "date of birth"),
    ("datedenaissance", "date of birth"),
    ("fechadenacimiento", "date of birth"),
    ("datadinascita", "date of birth"),
    ("datadenascimento", "date of birth"),
    ("geburtsort", "place of birth"),
    ("citizenship", "nationality"),
    ("nationality", "nationality"),
    ("nationalities", "nationality"),
    ("staatsangehörigkeit", "nationality"),
    ("nationalität", "nationality"),
    ("nationalité", "nationality"),
    ("nacionalidad", "nationality"),
    ("geschlecht", "gender"),
    ("familienstand", "marital status"),
    ("étatcivil", "marital status"),
    ("relationshipstatus", "marital status"),
    ("age", "age"),
    ("birthplace", "place of birth"),
    ("placeofbirth", "place of birth"),
    ("gender", "gender"),
    ("sex", "gender"),
    ("maritalstatus", "marital status"),
    ("civilstatus", "marital status"),
    ("familystatus", "marital status"),
    ("married", "marital status"),
    ("children", "children"),
    ("religion", "religion"),
    ("denomination", "religion"),
    ("race", "ethnic origin"),
    ("ethnicity", "ethnic origin"),
    ("caste", "ethnic origin"),
    ("height", "height"),
    ("bodyweight", "weight"),
    ("disability", "disability"),
    ("sexualorientation", "sexual orientation"),
    ("alter", "age"),
    ("âge", "age"),
    ("edad", "age"),
    ("età", "age"),
    ("idade", "age"),
    ("sexe", "gender"),
    ("sexo", "gender"),
    ("sesso", "gender"),
    ("género", "gender"),
    ("situationfamiliale", "marital status"),
    ("estadocivil", "marital status"),
    ("statocivile", "marital status"),
    ("lieudenaissance", "place of birth"),
    ("lugardenacimiento", "place of birth"),
    ("luogodinascita", "place of birth"),
    ("nazionalità", "nationality"),
    ("nacionalidade", "nationality"),
    ("konfession", "religion"),
    ("kinder", "children"),
    ("ssn", "identity number"),
    ("socialsecuritynumber", "identity number"),
    ("passport", "identity number"),
    ("passportnumber", "identity number"),
    ("nationalid", "identity number"),
    ("idnumber", "identity number"),
];

impl Extra {
    /// Returns whether it is a setting rather than text: a boolean, an order, an icon.
    ///
    /// A datum with a label is text.
    pub fn is_flag(&self) -> bool {
        if self.label.is_some() {
            return false;
        }
        let is_boolean = matches!(
            &self.value,
            ExtraValue::Bare(scalar) if ["true", "false"].contains(&scalar.text.as_str())
        );
        let key = folded(&self.key);
        is_boolean || FLAGS.contains(&key.as_str()) || BARS.contains(&&*key) && self.is_measure()
    }

    /// Returns whether it is a number or a percentage.
    fn is_measure(&self) -> bool {
        let text = match &self.value {
            ExtraValue::Bare(scalar) => scalar.text.as_str(),
            ExtraValue::Text(text) => text.as_str(),
            ExtraValue::List(_) | ExtraValue::Map(_) => return false,
        };
        let number = text.trim().trim_end_matches('%').trim_end();
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    }

    /// Returns the name of a personal detail that is unwanted in some countries.
    pub fn personal_detail(&self) -> Option<&'static str> {
        let key = folded(&self.key);
        PERSONAL.iter().find(|(own, _)| *own == key).map(|(_, name)| *name)
    }
}

impl Basics {
    /// Returns the names and paths of personal details that are unwanted in some countries.
    pub fn personal_details(&self) -> Vec<(&'static str, Path)> {
        let own = [
            ("date of birth", "birth", self.birth.is_some()),
            ("nationality", "nationality", self.nationality.is_some()),
        ];
        let own = own.into_iter().filter(|(.., is_there)| *is_there);
        let own = own.map(|(name, key, _)| (name, self.path.key(key)));
        let further = self
            .extra
            .iter()
            .filter_map(|extra| Some((extra.personal_detail()?, extra.path.clone())));
        own.chain(further).collect()
    }
}

fn folded(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
