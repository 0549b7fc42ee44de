"""Month and weekday names of further languages, as the Unicode CLDR publishes them.

Lower case, without points; names that are everyday words of a widely written language (Welsh
``ion``, Basque ``ira``) are left out.
"""

FURTHER_MONTHS = (
    "led sij siječanj јан яну јануари студзеня сту студзень jaan janvāris saus sausis janúar "
    "eanáir ionawr urtarrila xaneiro xan janar jannar jannewaris جانفي ژانویهٔ ژانویه जनवरी "
    "জানুয়ারী জানু जानेवारी जाने yanvar იანვარი იან հունվարի հնվ հունվար қаңтар қаң جنوری ஜனவரி "
    "ஜன జనవరి జన ജനുവരി ജനു ಜನವರಿ ಜನ જાન્યુઆરી જાન્યુ ਜਨਵਰੀ ਜਨ ජනවාරි ජන មករា ມັງກອນ ဇန်နဝါရီ ဇန် "
    "มกราคม ጃንዋሪ ጃን januaro urtarrilaren yan ינו בינו जन",
    "úno velj veljača феб лютага люты veebr februāris vas vasaris febrúar feabhra chwefror "
    "otsaila febreiro shkurt frar febrewaris شباط فيفري فوریهٔ فوریه फ़रवरी ফেব্রুয়ারী ফেব "
    "फेब्रुवारी फेब्रु फेब्रुअरी pebrero fevral თებერვალი თებ փետրվարի փտվ փետրվար ақпан ақп "
    "فروری பிப்ரவரி பிப் ఫిబ్రవరి ఫిబ్ర ഫെബ്രുവരി ഫെബ്രു ಫೆಬ್ರವರಿ ಫೆಬ್ರ ફેબ્રુઆરી ફેબ્રુ ਫ਼ਰਵਰੀ "
    "ਫ਼ਰ පෙබරවාරි පෙබ កុម្ភៈ ກຸມພາ ဖေဖော်ဝါရီ ဖေ กุมภาพันธ์ ፌብሩዋሪ ፌብ februaro otsailaren peb shk "
    "פבר בפבר फ़र",
    "bře ožu ožujak сакавіка сак сакавік μάρ kovas márta mawrth martxoa marzu mäerz آذار मार्च "
    "মার্চ marso machi მარტი მარ մարտի մրտ մարտ наурыз нау مارچ மார்ச் மார் మార్చి മാർച്ച് മാർ "
    "ಮಾರ್ಚ್ માર્ચ ਮਾਰਚ මාර්තු මාර් មីនា ມີນາ မတ် มีนาคม ማርች marto martxoaren",
    "tra travanj красавіка красавік aprīlis balandis aibreán ebrill apirila prill abrëll نيسان "
    "أفريل آوریل अप्रैल এপ্রিল এপ্রি एप्रिल एप्रि अप्रिल aprili aprel აპრილი აპრ ապրիլի ապր ապրիլ "
    "сәуір сәу اپریل ஏப்ரல் ஏப் ఏప్రిల్ ఏప్రి ഏപ്രിൽ ഏപ്രി ಏಪ್ರಿಲ್ ಏಪ್ರಿ એપ્રિલ ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ "
    "අප්‍රේල් មេសា ເມສາ ဧပြီ เมษายน ኤፕሪል ኤፕሪ aprilo apirilaren кра אפר באפר",
    "kvě svi svibanj μάι maijs gegužė maí bealtaine maiatza mejju أيار ماي مهٔ मई মে मे მაისი მაი "
    "մայիսի մյս մայիս мамыр مئی மே మే മേയ് ಮೇ મે ਮਈ මැයි ឧសភា ພຶດສະພາ မေ พฤษภาคม ሜይ majo "
    "maiatzaren мам مه",
    "čvn junij lipanj јуни чэрвеня чэр чэрвень ιούν jūnijs jūn birž birželis júní meitheamh "
    "mehefin ekaina xuño qershor qer ġunju حزيران جوان ژوئن जून জুন जुन hunyo junie iyun iyn "
    "ივნისი ივნ հունիսի հնս հունիս маусым мау جون ஜூன் జూన్ ജൂൺ ಜೂನ್ જૂન ਜੂਨ ජූනි មិថុនា ມິຖຸນາ "
    "ဇွန် มิถุนายน ጁን ekainaren",
    "čvc julij srp srpanj јули лип ліпеня ліп ліпень ιούλ jūlijs jūl liep liepa júlí iúil "
    "gorffennaf uztaila xullo xul korrik korr lulju تموز يوليوز جويلية ژوئیهٔ ژوئیه जुलाई জুলাই "
    "জুল जुलै julai hulyo julie iyul iyl ივლისი ივლ հուլիսի հլս հուլիս шілде шіл جولائی ஜூலை జులై "
    "ജൂലൈ ಜುಲೈ જુલાઈ ਜੁਲਾਈ ਜੁਲਾ ජූලි កក្កដា ກໍລະກົດ ဇူလိုင် ဇူ กรกฎาคม ጁላይ uztailaren hul",
    "srp kol kolovoz жніўня жнівень αύγ augusts rugp rugpjūtis ágúst ágú lúnasa awst abuztua "
    "gusht awwissu غشت أوت اوت अगस्त আগস্ট আগ ऑगस्ट ऑग अगस्ट ogos ogo agosti avqust avq აგვისტო "
    "აგვ օգոստոսի օգս օգոստոս тамыз اگست ஆகஸ்ட் ஆக ఆగస్టు ఆగ ഓഗസ്റ്റ് ഓഗ ಆಗಸ್ಟ್ ಆಗ ઑગસ્ટ ਅਗਸਤ ਅਗ "
    "අගෝස්තු අගෝ សីហា ສິງຫາ ဩဂုတ် สิงหาคม ኦገስት ኦገስ aŭgusto aŭg abuztuaren ag gush жні אוג באוג अग",
    "zář ruj rujan сеп верасня верасень septembris rugs rugsėjis iraila shtator sht settembru "
    "septimber أيلول شتنبر سپتامبر सितंबर সেপ্টেম্বর সেপ सप्टेंबर सप्टें सेप्टेम्बर setyembre "
    "septemba sentyabr სექტემბერი სექ սեպտեմբերի սեպ սեպտեմբեր қыркүйек қыр ستمبر செப்டம்பர் செப் "
    "సెప్టెంబర్ సెప్టెం സെപ്റ്റംബർ സെപ്റ്റം ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ સપ્ટેમ્બર સપ્ટે ਸਤੰਬਰ ਸਤੰ "
    "සැප්තැම්බර් සැප් កញ្ញា ກັນຍາ စက်တင်ဘာ စက် sentabr กันยายน ሴፕቴምበር ሴፕቴ septembro irailaren sen "
    "ספט בספט सित",
    "říj кастрычніка кас кастрычнік oktobris spal spalis hydref urria tetor ottubru اکتبر अक्टूबर "
    "অক্টোবর অক্টো ऑक्टोबर ऑक्टो अक्टोबर oktubre oktoba oktyabr ოქტომბერი ოქტ հոկտեմբերի հոկ "
    "հոկտեմբեր қазан қаз اکتوبر அக்டோபர் அக் అక్టోబర్ అక్టో ഒക്‌ടോബർ ഒക്ടോ ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ ઑક્ટોબર "
    "ઑક્ટો ਅਕਤੂਬਰ ਅਕਤੂ ඔක්තෝබර් ඔක් តុលា ຕຸລາ အောက်တိုဘာ အောက် oktabr ตุลาคม ኦክቶበር ኦክቶ oktobro "
    "urriaren אוק באוק अक्टू",
    "stu studeni ное лист лістапада ліс лістапад novembris lapkr lapkritis nóvember nóv samhain "
    "tachwedd azaroa nëntor nën novembru novimber نونبر نوامبر नवंबर নভেম্বর নভে नोव्हेंबर "
    "नोव्हें नोभेम्बर nobyembre nob novemba noyabr noy ნოემბერი ნოე նոյեմբերի նոյ նոյեմբեր қараша "
    "نومبر நவம்பர் நவ నవంబర్ నవం നവംബർ നവം ನವೆಂಬರ್ ನವೆಂ નવેમ્બર નવે ਨਵੰਬਰ ਨਵੰ නොවැම්බර් නොවැ "
    "វិច្ឆិកា ພະຈິກ နိုဝင်ဘာ နို พฤศจิกายน ኖቬምበር ኖቬም azaroaren нов נוב בנוב नव қар",
    "prosinac дец снежня снежань dets decembris gruod gruodis nollaig rhagfyr abendua decembro "
    "dhjetor dhj diċembru desimber دجنبر دسامبر दिसंबर ডিসেম্বর ডিসে डिसेंबर डिसें डिसेम्बर "
    "disember disyembre desemba dekabr დეკემბერი დეკ դեկտեմբերի դեկ դեկտեմբեր желтоқсан دسمبر "
    "டிசம்பர் டிச డిసెంబర్ డిసెం ഡിസംബർ ഡിസം ಡಿಸೆಂಬರ್ ಡಿಸೆಂ ડિસેમ્બર ડિસે ਦਸੰਬਰ ਦਸੰ දෙසැම්බර් "
    "දෙසැ ធ្នូ ທັນວາ ဒီဇင်ဘာ ဒီ ธันวาคม ዲሴምበር ዲሴም abenduaren ara dis dek сне דצמ בדצמ दिस жел",
)
DOTTED_MONTHS = (  # of Thai, whose short names have points inside
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
FULL_WEEKDAYS = (  # Monday first
    "monday montag lundi lunes lunedì maandag poniedziałek pondělí pondelok ponedeljek "
    "ponedjeljak понедељак ponedeljak понеделник понедельник понеділок панядзелак luni hétfő "
    "δευτέρα pazartesi måndag mandag maanantaina maanantai esmaspäev pirmdiena pirmadienis "
    "mánudagur dilluns luns الاثنين دوشنبه सोमवार সোমবার วันจันทร์ senin isnin jumatatu ორშაბათი "
    "երկուշաբթի дүйсенбі پیر segunda-feira",
    "tuesday dienstag mardi martes martedì dinsdag wtorek úterý utorok torek utorak уторак "
    "вторник вівторок аўторак marți kedd τρίτη salı tisdag tirsdag tysdag tiistaina tiistai "
    "teisipäev otrdiena antradienis þriðjudagur dimarts الثلاثاء سه‌شنبه मंगलवार মঙ্গলবার मंगळवार "
    "วันอังคาร selasa jumanne სამშაბათი երեքշաբթի сейсенбі منگل terça-feira",
    "wednesday mittwoch mercredi miércoles mercoledì woensdag środa středa streda sreda srijeda "
    "среда сряда середа серада miercuri szerda τετάρτη çarşamba onsdag keskiviikkona keskiviikko "
    "kolmapäev trešdiena trečiadienis miðvikudagur dimecres mércores الأربعاء چهارشنبه बुधवार "
    "বুধবার วันพุธ rabu jumatano çərşənbə ოთხშაბათი չորեքշաբթի сәрсенбі بدھ quarta-feira",
    "thursday donnerstag jeudi jueves giovedì donderdag czwartek čtvrtek štvrtok četrtek četvrtak "
    "четвртак четвъртък четврток четверг четвер чацвер joi csütörtök πέμπτη perşembe torsdag "
    "torstaina torstai neljapäev ceturtdiena ketvirtadienis fimmtudagur dijous xoves الخميس "
    "پنجشنبه गुरुवार বৃহস্পতিবার วันพฤหัสบดี kamis khamis alhamisi ხუთშაბათი հինգշաբթի бейсенбі "
    "جمعرات quinta-feira",
    "friday freitag vendredi viernes venerdì vrijdag piątek pátek piatok petek petak петак петък "
    "петок пятница пʼятниця пятніца vineri péntek παρασκευή cuma fredag perjantaina perjantai "
    "reede piektdiena penktadienis föstudagur divendres venres الجمعة جمعه शुक्रवार শুক্রবার "
    "วันศุกร์ jumat jumaat ijumaa vrydag cümə პარასკევი ուրբաթ жұма جمعہ sexta-feira",
    "saturday samstag samedi sábado sabato zaterdag sobota subota субота събота сабота суббота "
    "sâmbătă szombat σάββατο cumartesi lördag lørdag laurdag lauantaina lauantai laupäev "
    "sestdiena šeštadienis laugardagur dissabte السبت شنبه शनिवार শনিবার วันเสาร์ sabtu jumamosi "
    "saterdag şənbə შაბათი շաբաթ сенбі ہفتہ sonnabend",
    "sunday sonntag dimanche domingo domenica zondag niedziela neděle nedeľa nedelja nedjelja "
    "недеља неделя недела воскресенье неділя нядзеля duminică vasárnap κυριακή pazar söndag "
    "søndag sunnuntai pühapäev svētdiena sekmadienis sunnudagur diumenge الأحد یکشنبه रविवार "
    "রবিবার วันอาทิตย์ minggu ahad jumapili sondag bazar კვირა կիրակի жексенбі اتوار",
)
