use super::Inline;
use super::writer::{Writer, join};
use crate::resume::{Address, AddressFormat};

impl Writer<'_> {
    /// Returns the lines of an address, in the order of its country.
    ///
    /// A country's code stands for its name where there is none; beside one it only tells the order.
    pub(super) fn address(&self, address: &Address) -> Vec<Inline> {
        let code = address.country_code.as_deref().map(str::trim);
        let format = address.format.unwrap_or_else(|| self.locale.address_format(code));
        let line = |text: &Option<_>| self.some_line(text.as_ref()).unwrap_or_default();
        let (city, region) = (line(&address.city), line(&address.region));
        let postal = address.postal_code.as_deref().map(|code| self.verbatim(code));
        let postal = postal.unwrap_or_default();
        let country = match self.some_line(address.country.as_ref()) {
            Some(country) => country,
            None => {
                let name =
                    code.map(|code| self.locale.country(code).unwrap_or_else(|| code.into()));
                name.map(|name| self.verbatim(&name)).unwrap_or_default()
            }
        };
        let mut lines: Vec<_> = address.lines.iter().map(|text| self.line(text)).collect();
        if format == AddressFormat::Descending {
            // Korean has spaces between words, Chinese and Japanese have none.
            let space = if self.locale.lang() == "ko" { " " } else { "" };
            lines.insert(0, line(&address.district));
            let place = join([region, city].into_iter().chain(lines), space);
            let lines = [country, postal, place].into_iter();
            return lines.filter(|line| !line.is_empty()).collect();
        }
        lines.push(line(&address.district));
        match format {
            AddressFormat::Standard => {
                lines.push(join([join([city, region], ", "), postal], " "));
            }
            AddressFormat::European => {
                lines.push(join([postal, city], " "));
                lines.push(region);
            }
            AddressFormat::Italian => {
                let region = if region.is_empty() || city.is_empty() && postal.is_empty() {
                    region
                } else {
                    join([Inline::plain("("), region, Inline::plain(")")], "")
                };
                lines.push(join([postal, city, region], " "));
            }
            AddressFormat::Descending => {}
        }
        lines.push(country);
        lines.retain(|line| !line.is_empty());
        lines
    }
}
