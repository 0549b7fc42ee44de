"""Month names, weekdays, time units and zones as pages print them, in about thirty languages.

A name that two languages give to different months is in :data:`CONTESTED_MONTHS`: Croatian counts
one back from Polish and Czech, and the points that Croatian prints after day and year tell it.
"""

import unicodedata
from collections.abc import Iterator

from toolkit.calendar_names import FULL_WEEKDAYS, FURTHER_MONTHS

_MONTH_NAMES = (
    "january januar jänner janvier enero gennaio janeiro januari jan janv ene gen "
    "styczeń stycznia sty leden ledna január januára ianuarie ian gener jaanuar tammikuu "
    "tammikuuta tammi ocak oca siječnja januarie sausio января январь янв січня січень січ "
    "януари јануар ιανουαρίου ιανουάριος ιαν يناير ינואר בינואר",
    "february februar février fevrier febrero febbraio fevereiro februari feb févr fév fev febr "
    "luty lutego lut únor února február februára februarie febrer veebruar helmikuu helmikuuta "
    "helmi şubat şub veljače vasario февраля февраль фев февр лютого лютий лют февруари фебруар "
    "φεβρουαρίου φεβρουάριος φεβ فبراير פברואר בפברואר",
    "march märz maerz mars marzo março marco maart mar mär mrt mrz marzec marca březen března "
    "marec marts martie març märts maaliskuu maaliskuuta maalis március márc mart maret ožujka "
    "kovo марта март мар березня березень бер μαρτίου μάρτιος μαρ مارس מרץ במרץ",
    "april avril abril aprile apr avr abr kwiecień kwietnia kwi duben dubna apríl apríla aprilie "
    "aprill huhtikuu huhtikuuta huhti április ápr nisan nis travnja balandžio апреля апрель апр "
    "квітня квітень кві квіт април απριλίου απρίλιος απρ أبريل إبريل אפריל באפריל",
    "may mai mayo maggio maio mei mag maj maja květen května máj mája maig toukokuu toukokuuta "
    "touko május mayıs svibnja gegužės мая май травня травень трав тра мај μαΐου μάιος μαΐ μαι "
    "مايو מאי במאי",
    "june juni juin junio giugno junho jun giu czerwiec czerwca cze červen června jún júna iunie "
    "iun juny juuni kesäkuu kesäkuuta kesä június haziran haz lipnja birželio июня июнь июн "
    "червня червень черв чер юни јун ιουνίου ιούνιος ιουν يونيو יוני ביוני",
    "july juli juillet julio luglio julho jul juil lug lipiec lipca lip červenec července júl "
    "júla iulie iul juliol juuli heinäkuu heinäkuuta heinä július temmuz tem srpnja liepos июля "
    "июль июл липня липень юли јул ιουλίου ιούλιος ιουλ يوليو יולי ביולי",
    "august août aout agosto augustus aug ago sierpień sierpnia sie srpen srpna augusta augusti "
    "agost elokuu elokuuta elo augusztus ağustos ağu avgust avg kolovoza agustus agu rugpjūčio "
    "августа август авг серпня серпень серп αυγούστου αύγουστος αυγ أغسطس אוגוסט באוגוסט",
    "september septembre septiembre setiembre settembre setembro sep sept set wrzesień września "
    "wrz září septembra septembrie setembre syyskuu syyskuuta syys szeptember szept eylül eyl "
    "septembar rujna rugsėjo сентября сентябрь сен сент вересня вересень вер септември септембар "
    "σεπτεμβρίου σεπτέμβριος σεπ σεπτ سبتمبر ספטמבר בספטמבר",
    "october oktober octobre octubre ottobre outubro oct okt ott out październik października paź "
    "paz říjen října október októbra octombrie oktoober lokakuu lokakuuta loka ekim eki oktobar "
    "spalio октября октябрь окт жовтня жовтень жов жовт октомври октобар οκτωβρίου οκτώβριος οκτ "
    "أكتوبر אוקטובר באוקטובר",
    "november novembre noviembre novembro nov listopad listopada listopadu lis novembra "
    "noiembrie noi marraskuu marraskuuta marras kasım kas novembar studenoga studenog lapkričio "
    "ноября ноябрь ноя нояб листопада листопад лис ноември новембар νοεμβρίου νοέμβριος νοε νοέ "
    "نوفمبر נובמבר בנובמבר",
    "december dezember décembre decembre diciembre dicembre dezembro dec déc dez dic grudzień "
    "grudnia gru prosinec prosince decembra decembrie desembre desember detsember joulukuu "
    "joulukuuta joulu aralık des decembar prosinca gruodžio декабря декабрь дек грудня грудень "
    "груд декември децембар δεκεμβρίου δεκέμβριος δεκ ديسمبر דצמבר בדצמבר",
)


def _named(rows: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    return ((name, number) for number, names in enumerate(rows, start=1) for name in names.split())


def _without_marks(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


MONTHS = dict(_named(_MONTH_NAMES))
# words of running text too: months only where a year follows
RISKY_MONTHS = frozenset("ago cze elo eki gru haz kas kesä lip loka lut noi nis out set sie "
                         "sty syys tem touko лис вер тра бер paz".split())  # fmt: skip
_PLAIN_NAMES = {  # "fevrier", "unora": as keyboards without accents write them
    plain: number
    for name, number in (*MONTHS.items(), *_named(FURTHER_MONTHS))
    if (plain := _without_marks(name)).isascii() and len(plain) > 3 and plain not in MONTHS
}
CONTESTED_MONTHS = {  # the month in Polish, Czech or Ukrainian, and in Croatian
    "lip": (7, 6), "srp": (8, 7), "lis": (11, 10), "listopad": (11, 10), "listopada": (11, 10),
}  # fmt: skip
_FURTHER = {
    name: number for name, number in _named(FURTHER_MONTHS) if name not in MONTHS
} | _PLAIN_NAMES
MONTHS |= _FURTHER
RISKY_MONTHS |= _FURTHER.keys() | CONTESTED_MONTHS.keys()

_SHORT_WEEKDAYS = (
    "mon tue tues wed thu thur thurs fri sat sun mo di mi do fr sa so pon wt śr czw pt sob niedz "
    "måndag fredag пн вт ср чт пт сб вс нд lun mer jeu ven dim lu me je mié jue vie sáb dom seg "
    "ter qua qui sex út čt pá uto sri čet pet ned пон уто сре чет пет суб нед cmt "
    "paz pzt çar mån tis ons tors tor fre lör lør søn tir ke hét "
    "сд δευ τρί τετ πέμ παρ σάβ κυρ nin lwn sen sel rab kam jum din woe don vri zat zon "
    "п'ятниця"
).replace(" ", " ")
# full names from 1 (Monday); short ones, which languages share, are 0
WEEKDAY_NUMBERS = dict.fromkeys(_SHORT_WEEKDAYS.split(), 0) | dict(_named(FULL_WEEKDAYS))

_UNIT_NAMES = {
    "second": "second seconds sec secs s sekunde sekunden seconde secondes segundo segundos "
    "secondi sekund sekundy sekundę sekunder sekuntia saniye secunde секунд секунды секунду "
    "δευτερόλεπτα másodperccel másodperce sekundami detik "
    "sekundi sekunde sekundes sekundžių ثانية ثواني ثانیه שניות सेकंड วินาที giây",
    "minute": "minute minutes min mins m minuten minuto minutos minuti minuut minuty minut "
    "minutę minuter minutter minutt minuuttia minuutti dakika dk perce perccel minutami minutou "
    "minút минут минуты минуту мин хвилин хвилини хвилину хв λεπτά λεπτό menit "
    "minut minuta minutės minutu mínútum دقيقة دقائق دقیقه דקות דקה मिनट นาที phút минути",
    "hour": "hour hours hr hrs h stunde stunden heure heures hora horas ora ore uur std godzin "
    "godziny godzinę godz hodinami hodinou hodin timmar timme timer time tuntia tunti órája "
    "órával saat oră часов часа час година години годин годину ώρες ώρα jam uren hores "
    "hod sat sata sati сат сата сати urami ura ur valandas valandą valandų stundām "
    "stundas tunni klukkustundum ساعة ساعات ساعت שעות שעה घंटे घंटा ชั่วโมง giờ",
    "day": "day days d tag tag tagen tage jour jours día días dia dias giorno giorni dag dagen dni "
    "dzień dny dnem dňami dagar dage dager päivää päivä napja nappal gün zile zi дней дня день "
    "дні днів ημέρες μέρες ημέρα hari dies j "
    "dana danom дана дан dienas dieną dienų dienām päeva dögum يوم أيام روز ימים יום "
    "दिन วัน ngày päivän",
    "week": "week weeks wk wks w woche wochen semaine semaines semana semanas settimana settimane "
    "weken tydzień tygodnie tygodni týdny týdnem vecka veckor uge uger uke uker viikkoa viikko "
    "hete héttel hafta săptămâni săptămână недель недели неделю тиждень тижні тижнів εβδομάδες "
    "εβδομάδα minggu setmanes "
    "tjedna недеље седмици nedelje tednov savaites nädala أسبوع أسابيع هفته שבועות สัปดาห์ tuần",
    "month": "month months mo mos monat monat monaten mois mes meses mês mese mesi maand maanden "
    "monate miesiąc miesiące miesięcy měsíci měsícem månad månader måned måneder kuukautta "
    "kuukausi hónapja hónappal ay luni lună месяцев месяца месяц місяць місяці місяців μήνες "
    "μήνα bulan mesos "
    "mjeseca meseca месеца месеци mėnesius mėnesių mēnešiem kuu شهر أشهر ماه חודשים เดือน tháng",
    "year": "year years yr yrs y jahr jahren an ans año años ano anos anno anni jaar jahre rok "
    "lata lat roky lety rokem år vuotta vuosi éve évvel yıl ani лет года год рік роки років "
    "χρόνια χρόνο έτη tahun anys "
    "godina godine године metų metus gadiem aasta سنة سنوات سال שנים ปี năm",
}
UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}

AGO = (
    "ago|geleden|fa|atrás|her|temu|назад|тому|sedan|siden|sitten|ezelőtt|önce|nazad|yang lalu|"
    "lalu|prieš|enrere|zpět|tagasi|síðan|trước|پیش|پہلے|पहले|আগে|ที่แล้ว"
)
BEFORE_AMOUNT = (
    r"vor|il\s+y\s+a|hace|há|for|för|före|před|pred|acum|πριν(?:\s+από)?|fa|prije|pre|пре|преди|пред|"
    r"prieš|pirms|منذ|قبل|לפני|fyrir"
)
TODAY = (
    "just now|today|heute|hoy|oggi|aujourd['’]hui|dziś|dzisiaj|сегодня|сьогодні|dnes|idag|i dag|"
    "tänään|bugün|astăzi|azi|σήμερα|今天|今日|오늘|vandaag|hoje|avui|danas|данас|днес|денес|danes|"
    "šiandien|šodien|täna|í dag|اليوم|امروز|היום|आज|วันนี้|hôm nay|hari ini"
)
YESTERDAY = (
    "yesterday|gestern|ayer|ieri|hier|wczoraj|вчера|вчора|včera|igår|i går|eilen|tegnap|dün|χθες|"
    "χτες|昨天|昨日|어제|gisteren|ontem|ahir|jučer|juče|јуче|včeraj|vakar|eile|í gær|أمس|"
    "دیروز|אתמול|เมื่อวาน|hôm qua|kemarin|semalam"
)
DAY_BEFORE = (
    "the day before yesterday|vorgestern|avant-hier|anteayer|antes de ayer|l['’]altro ieri|"
    "anteontem|eergisteren|przedwczoraj|позавчера|позавчора|předevčírem|i förrgår|i forgårs|"
    "toissapäivänä|tegnapelőtt|abans-d['’]ahir|prekjučer|prekjuče|προχθές|前天|一昨日|그저께"
)
LAST = (  # said before a weekday, or after it
    "last|(?:am\\s+)?(?:letzten|vergangenen)|afgelopen|i\\s+sidste|sist|minulé|minulý|w\\s+zeszły",
    "dernier|dernière|pasado|pasada|scorso|scorsa|passado|passada",
)

# minutes east of UTC: UTC names, RFC 2822 (section 4.3) and Central European Time
ZONES = {
    "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "cet": 60, "cest": 120,
    "mez": 60, "mesz": 120, "akst": -540, "akdt": -480, "hst": -600, "msk": 180, "мск": 180,
    "jst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip
