"""Month names, weekdays, time units and zones as pages print them, in about thirty languages.

Where two languages give a word to different months, the more widely written one has it: Polish
``lip`` (July) over Croatian, Polish, Czech and Ukrainian ``listopad`` (November) over Croatian.
"""

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
MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}
# words of running text too: months only where a year follows
RISKY_MONTHS = frozenset("ago cze elo eki gru haz kas kesä lis lip loka lut noi nis out set sie "
                         "sty syys tem touko лис вер тра бер paz".split())  # fmt: skip

_WEEKDAY_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi "
    "mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica segunda-feira terça-feira "
    "quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag "
    "zondag mo di mi do fr sa so "
    "poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz "
    "pondělí úterý středa čtvrtek pátek neděle pondelok utorok streda štvrtok piatok nedeľa "
    "måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag "
    "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina "
    "keskiviikkona torstaina perjantaina lauantaina sunnuntaina hétfő kedd szerda csütörtök "
    "péntek szombat vasárnap pazartesi salı çarşamba perşembe cuma cumartesi pazar luni marți "
    "miercuri joi vineri sâmbătă duminică dilluns dimarts dimecres dijous divendres dissabte "
    "diumenge понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
    "понеділок вівторок середа четвер п'ятниця субота неділя нд δευτέρα τρίτη τετάρτη πέμπτη "
    "παρασκευή σάββατο κυριακή senin selasa rabu kamis jumat sabtu minggu lun mer jeu ven "
    "dim lu me je mié jue vie sáb seg ter qua qui sex"
)
WEEKDAYS = tuple(sorted(set(_WEEKDAY_NAMES.split()), key=len, reverse=True))

_UNIT_NAMES = {
    "second": "second seconds sec secs s sekunde sekunden seconde secondes segundo segundos "
    "secondi sekund sekundy sekundę sekunder sekuntia saniye secunde секунд секунды секунду "
    "δευτερόλεπτα másodperccel másodperce sekundami detik",
    "minute": "minute minutes min mins m minuten minuto minutos minuti minuut minuty minut "
    "minutę minuter minutter minutt minuuttia minuutti dakika dk perce perccel minutami minutou "
    "minút минут минуты минуту мин хвилин хвилини хвилину хв λεπτά λεπτό menit",
    "hour": "hour hours hr hrs h stunde stunden heure heures hora horas ora ore uur std godzin "
    "godziny godzinę godz hodinami hodinou hodin timmar timme timer time tuntia tunti órája "
    "órával saat oră часов часа час година години годин годину ώρες ώρα jam uren hores",
    "day": "day days d tag tag tagen tage jour jours día días dia dias giorno giorni dag dagen dni "
    "dzień dny dnem dňami dagar dage dager päivää päivä napja nappal gün zile zi дней дня день "
    "дні днів ημέρες μέρες ημέρα hari dies j",
    "week": "week weeks wk wks w woche wochen semaine semaines semana semanas settimana settimane "
    "weken tydzień tygodnie tygodni týdny týdnem vecka veckor uge uger uke uker viikkoa viikko "
    "hete héttel hafta săptămâni săptămână недель недели неделю тиждень тижні тижнів εβδομάδες "
    "εβδομάδα minggu setmanes",
    "month": "month months mo mos monat monat monaten mois mes meses mês mese mesi maand maanden "
    "monate miesiąc miesiące miesięcy měsíci měsícem månad månader måned måneder kuukautta "
    "kuukausi hónapja hónappal ay luni lună месяцев месяца месяц місяць місяці місяців μήνες "
    "μήνα bulan mesos",
    "year": "year years yr yrs y jahr jahren an ans año años ano anos anno anni jaar jahre rok "
    "lata lat roky lety rokem år vuotta vuosi éve évvel yıl ani лет года год рік роки років "
    "χρόνια χρόνο έτη tahun anys",
}
UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}

AGO = (
    "ago|geleden|fa|atrás|her|temu|назад|тому|sedan|siden|sitten|ezelőtt|önce|nazad|yang lalu|"
    "lalu|prieš|enrere|zpět"
)
BEFORE_AMOUNT = r"vor|il\s+y\s+a|hace|há|for|för|před|pred|acum|πριν(?:\s+από)?|fa"
TODAY = (
    "just now|today|heute|hoy|oggi|aujourd['’]hui|dziś|dzisiaj|сегодня|сьогодні|dnes|idag|i dag|"
    "tänään|bugün|astăzi|azi|σήμερα|今天|今日|오늘|vandaag|hoje|avui"
)
YESTERDAY = (
    "yesterday|gestern|ayer|ieri|hier|wczoraj|вчера|вчора|včera|igår|i går|eilen|tegnap|dün|χθες|"
    "昨天|昨日|어제|gisteren|ontem|ahir"
)

# minutes east of UTC: UTC names, RFC 2822 (section 4.3) and Central European Time
ZONES = {
    "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "cet": 60, "cest": 120,
    "mez": 60, "mesz": 120,
}  # fmt: skip
