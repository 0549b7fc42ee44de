"""Month names, time units and zones as pages print them, in the languages read so far.

English, German, French, Spanish, Italian, Portuguese and Dutch.
"""

_MONTH_NAMES = (
    "january januar jänner janvier enero gennaio janeiro januari jan janv ene gen",
    "february februar février fevrier febrero febbraio fevereiro februari feb févr fév fev febr",
    "march märz maerz mars marzo março marco maart mar mär mrt mrz",
    "april avril abril aprile apr avr abr",
    "may mai mayo maggio maio mei mag",
    "june juni juin junio giugno junho jun giu",
    "july juli juillet julio luglio julho jul juil lug",
    "august août aout agosto augustus aug ago",
    "september septembre septiembre setiembre settembre setembro sep sept set",
    "october oktober octobre octubre ottobre outubro oct okt ott out",
    "november novembre noviembre novembro nov",
    "december dezember décembre decembre diciembre dicembre dezembro dec déc dez dic",
)
MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}

_WEEKDAY_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi "
    "mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica segunda-feira terça-feira "
    "quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag "
    "zondag mo di mi do fr sa so"
)
WEEKDAYS = tuple(sorted(_WEEKDAY_NAMES.split(), key=len, reverse=True))

_UNIT_NAMES = {
    "second": "second seconds sec secs s sekunde sekunden seconde secondes segundo segundos",
    "minute": "minute minutes min mins m minuten minuto minutos minuti minuut",
    "hour": "hour hours hr hrs h stunde stunden heure heures hora horas ora ore uur",
    "day": "day days d tag tag tagen tage jour jours día días dia dias giorno giorni dag dagen",
    "week": "week weeks wk wks w woche wochen semaine semaines semana semanas settimana settimane",
    "month": "month months mo mos monat monat monaten mois mes meses mês mese mesi maand maanden",
    "year": "year years yr yrs y jahr jahren an ans año años ano anos anno anni jaar",
}
UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}

AGO = "ago|geleden|fa|atrás"

# minutes east of UTC: UTC names, RFC 2822 (section 4.3) and Central European Time
ZONES = {
    "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "cet": 60, "cest": 120,
}  # fmt: skip
