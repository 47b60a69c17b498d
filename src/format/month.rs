//! Month names in exports and older files.

/// Names and abbreviations in all supported languages (Unicode CLDR and common usage). No name
/// denotes two months.
const MONTHS: [&str; 12] = [
    "january januar janvier gennaio enero janeiro januari jan janv ene gen يناير ledna led \
     leden ιανουαρίου ιαν ιανουάριος ژانویه tammikuuta tammi tammikuu ינואר ינו׳ जनवरी जन॰ \
     január stycznia sty styczeń ianuarie ian января янв январь ocak oca січня січ січень \
     一月",
    "february februar février fevrier febbraio febrero fevereiro februari feb févr fevr fev \
     فبراير února úno únor φεβρουαρίου φεβ φεβρουάριος فوریه helmikuuta helmi helmikuu \
     פברואר פבר׳ फ़रवरी फ़र॰ február febr lutego lut luty februarie февраля февр февраль \
     şubat şub лютого лют лютий 二月",
    "march märz maerz mars marzo março marco maart maret mar mrz mär mrt مارس března bře \
     březen marts μαρτίου μαρ μάρτιος μάρ maaliskuuta maalis maaliskuu מרץ मार्च március \
     márc marca marzec martie марта мар март mart березня бер березень 三月",
    "april avril aprile abril apr avr abr أبريل dubna dub duben απριλίου απρ απρίλιος آوریل \
     huhtikuuta huhti huhtikuu אפריל אפר׳ अप्रैल április ápr kwietnia kwi kwiecień aprilie \
     апреля апр апрель nisan nis квітня квіт квітень 四月",
    "may mai maggio mayo maio mei mag مايو května kvě květen maj μαΐου μαΐ μάιος μάι مه \
     toukokuuta touko toukokuu מאי मई május máj maja мая май mayıs травня трав травень 五月",
    "june juni juin giugno junio junho jun giu يونيو června čvn červen ιουνίου ιουν ιούνιος \
     ιούν ژوئن kesäkuuta kesä kesäkuu יוני जून június jún czerwca cze czerwiec iunie iun \
     июня июн июнь haziran haz червня черв червень 六月",
    "july juli juillet luglio julio julho jul juil lug يوليو července čvc červenec ιουλίου \
     ιουλ ιούλιος ιούλ ژوئیه heinäkuuta heinä heinäkuu יולי जुलाई जुल॰ július júl lipca lip \
     lipiec iulie iul июля июл июль temmuz tem липня лип липень 七月",
    "august août aout agosto augustus agustus aug ago agt agu ags أغسطس srpna srp srpen \
     αυγούστου αυγ αύγουστος αύγ اوت elokuuta elo elokuu אוגוסט אוג׳ अगस्त अग॰ augusztus \
     sierpnia sie sierpień августа авг август augusti ağustos ağu серпня серп серпень 八月",
    "september septembre settembre septiembre setiembre setembro sept sep set سبتمبر září \
     zář σεπτεμβρίου σεπ σεπτέμβριος سپتامبر syyskuuta syys syyskuu ספטמבר ספט׳ सितंबर सित॰ \
     szeptember szept września wrz wrzesień septembrie сентября сент сентябрь eylül eyl \
     вересня вер вересень 九月",
    "october oktober octobre ottobre octubre outubro oct okt ott out أكتوبر října říj říjen \
     οκτωβρίου οκτ οκτώβριος اکتبر lokakuuta loka lokakuu אוקטובר אוק׳ अक्टूबर अक्टू॰ \
     október października paź październik octombrie октября окт октябрь ekim eki жовтня \
     жовт жовтень 十月",
    "november novembre noviembre novembro nopember nov nop نوفمبر listopadu lis listopad \
     νοεμβρίου νοε νοέμβριος νοέ نوامبر marraskuuta marras marraskuu נובמבר נוב׳ नवंबर नव॰ \
     listopada noiembrie ноября нояб ноябрь kasım kas листопада лист листопад 十一月",
    "december dezember décembre decembre dicembre diciembre dezembro desember dec dez déc \
     dic des ديسمبر prosince pro prosinec δεκεμβρίου δεκ δεκέμβριος دسامبر joulukuuta joulu \
     joulukuu דצמבר דצמ׳ दिसंबर दिस॰ grudnia gru grudzień decembrie декабря дек декабрь \
     aralık ara грудня груд грудень 十二月",
];

/// Returns the number of a month, starting at 1, from its name or number.
pub(super) fn month_number(name: &str) -> Option<usize> {
    let name = name.trim_end_matches('.').to_lowercase();
    if let Ok(number) = name.parse::<usize>() {
        return (1..=12).contains(&number).then_some(number);
    }
    MONTHS.iter().position(|names| names.split(' ').any(|own| own == name)).map(|index| index + 1)
}
