"""The pages of the sample archive: every word was written for it, every place and name is made up.

SITES: host -> (template, name of the site, language). ARTICLES: one dict per text; `text` is its
paragraphs, a blank line between; "## " begins a heading, "- " a list. The other page kinds have
tables of their own below. Licence of the texts: Apache-2.0, like the rest of the project.
"""

SITES = {
    "harbour-news.example": ("news", "Harbour News", "en"),
    "valley-gazette.example": ("magazine", "The Valley Gazette", "en"),
    "coast-wire.example": ("magazine", "Coast Wire", "en"),
    "kitchen-notes.example": ("blog", "Kitchen Notes", "en"),
    "star-diary.example": ("blog", "A Star Diary", "en"),
    "garden-letter.example": ("blog", "The Garden Letter", "en"),
    "workshop-log.example": ("plain", "Workshop Log", "en"),
    "small-libraries.example": ("magazine", "Small Libraries", "en"),
    "river-watch.example": ("news", "River Watch", "en"),
    "daily-digest.example": ("news", "Daily Digest", "en"),
    "old-mirror.example": ("plain", "Old Mirror", "en"),
    "uferblatt.example": ("news", "Uferblatt", "de"),
    "bergpost.example": ("magazine", "Bergpost", "de"),
    "le-marais.example": ("magazine", "Le Marais", "fr"),
    "la-plaza.example": ("news", "La Plaza", "es"),
    "nad-rzeka.example": ("blog", "Nad Rzeką", "pl"),
    "dalny-bereg.example": ("news", "Дальний берег", "ru"),
    "severny-sad.example": ("blog", "Северный сад", "ru"),
    "minato-tsushin.example": ("news", "みなと通信", "ja"),
    "xiaozhen-ribao.example": ("magazine", "小镇日报", "zh"),
    "almina.example": ("news", "الميناء", "ar"),
    "rim-khlong.example": ("blog", "ริมคลอง", "th"),
}

# Words of the boilerplate: home, sections, search, share, related, newsletter, cookies, rights.
WORDS = {
    "en": ("Home", ["News", "Weather", "Sport", "Culture", "About us"], "Search", "Share this page",
           "Read next", "Get our letter every Friday morning",
           "We use cookies to count visits. Accept all or choose which.",
           "All rights reserved. Imprint. Privacy."),
    "de": ("Startseite", ["Nachrichten", "Wetter", "Sport", "Kultur", "Über uns"], "Suche",
           "Seite teilen", "Lesen Sie auch", "Unser Brief, jeden Freitag früh",
           "Wir verwenden Cookies. Alle annehmen oder auswählen.",
           "Alle Rechte vorbehalten. Impressum. Datenschutz."),
    "fr": ("Accueil", ["Actualités", "Météo", "Sports", "Culture", "À propos"], "Rechercher",
           "Partager", "À lire aussi", "Notre lettre, chaque vendredi matin",
           "Nous utilisons des cookies. Tout accepter ou choisir.",
           "Tous droits réservés. Mentions légales."),
    "es": ("Portada", ["Noticias", "Tiempo", "Deportes", "Cultura", "Quiénes somos"], "Buscar",
           "Compartir", "Lea también", "Nuestra carta, cada viernes por la mañana",
           "Usamos cookies. Aceptar todas o elegir.",
           "Todos los derechos reservados. Aviso legal."),
    "pl": ("Strona główna", ["Wiadomości", "Pogoda", "Sport", "Kultura", "O nas"], "Szukaj",
           "Udostępnij", "Czytaj także", "Nasz list w każdy piątek rano",
           "Używamy plików cookie. Zaakceptuj wszystkie lub wybierz.",
           "Wszelkie prawa zastrzeżone. Polityka prywatności."),
    "ru": ("Главная", ["Новости", "Погода", "Спорт", "Культура", "О нас"], "Поиск", "Поделиться",
           "Читайте также", "Наше письмо каждую пятницу утром",
           "Мы используем файлы cookie. Принять все или выбрать.", "Все права защищены."),
    "ja": ("ホーム", ["ニュース", "天気", "スポーツ", "文化", "運営者"], "検索", "共有する", "関連記事",
           "毎週金曜の朝にお届けします", "当サイトはクッキーを使用します。", "無断転載を禁じます。"),
    "zh": ("首页", ["新闻", "天气", "体育", "文化", "关于我们"], "搜索", "分享", "相关阅读",
           "每周五早晨的来信", "本站使用 Cookie。", "版权所有。隐私政策。"),
    "ar": ("الرئيسية", ["أخبار", "الطقس", "رياضة", "ثقافة", "من نحن"], "بحث", "شارك", "اقرأ أيضا",
           "رسالتنا كل يوم جمعة", "نستخدم ملفات تعريف الارتباط.", "جميع الحقوق محفوظة."),
    "th": ("หน้าแรก", ["ข่าว", "อากาศ", "กีฬา", "วัฒนธรรม", "เกี่ยวกับเรา"], "ค้นหา", "แบ่งปัน",
           "อ่านต่อ", "จดหมายของเราทุกเช้าวันศุกร์", "เว็บไซต์นี้ใช้คุกกี้", "สงวนลิขสิทธิ์"),
}

ARTICLES = [
    dict(id="ferry", url="https://harbour-news.example/2026/04/ferry-returns", author="Ada Lindqvist",
         date="2026-04-18", section="News", tags=["ferry", "islands"],
         title="The island ferry sails again after a winter of repairs",
         about="The Marit left the harbour on Saturday with forty passengers and a grand piano.",
         text="""
The ferry Marit sailed for the outer islands on Saturday morning, for the first time since a storm in November tore the ramp from her bow. Forty passengers were on board, and so was a grand piano that had waited five months in the freight shed.

Repairs took longer than anyone had hoped. The ramp had to be cast anew in a foundry two hundred kilometres away, and the first one that came back was a hand's width too narrow. "We measured it three times before we sent it away again," said the harbour engineer, Tomas Brekke. "The second time they measured it too."

While the ship lay in the dock, a fishing boat carried post and groceries twice a week. People who had to see a doctor went with it and sat between the crates. The school on Great Skerry, which has eleven pupils, was taught by telephone on nine days when the sea was too rough.

The new timetable has one more crossing on Fridays. Tickets cost what they cost before, the company says, but bicycles now travel for nothing from October to March. The piano stands in the village hall, and a tuner is expected on the next ship."""),
    dict(id="breakwater", url="https://harbour-news.example/2026/04/longer-breakwater",
         author="Ruben Falk", date="2026-04-21", section="News", tags=["harbour", "council"],
         title="Council votes for a longer breakwater, by one voice",
         about="Eight councillors for, seven against: the breakwater grows by ninety metres.",
         text="""
After four hours of debate and a break for soup, the town council decided on Tuesday evening to make the northern breakwater ninety metres longer. Eight members voted for the plan and seven against it.

Those in favour pointed to last winter, when waves came over the wall on twenty-three days and the smaller boats had to be moved into the river. With the longer arm, a study of the harbour office says, that would happen on three or four days in a usual year.

Those against did not doubt the study but the price. Stone has become dear, and the quarry at Holm, from which the old wall was built, closed nine years ago. The blocks will now have to come by sea. "We are building a wall against the water and bringing it by water," said councillor Hedda Moe, "and we pay for both."

Work is to begin in May of next year, after the herring, and to last two summers. Until then a gap of thirty metres is going to be closed with rubble for the time being, so that the rowing club can keep its boathouse open."""),
    dict(id="oysters", url="https://harbour-news.example/2026/05/oyster-beds", author="Ada Lindqvist",
         date="2026-05-02", section="Nature", tags=["oysters", "bay"],
         title="Oysters grow in the bay again, and nobody may eat them",
         about="Divers counted eleven thousand young oysters on the old beds.",
         text="""
Divers have counted some eleven thousand young oysters on the old beds east of the lighthouse, which had been empty since the nineteen-sixties. The shells are as large as a thumbnail, and they may not be touched for at least six years.

The beds were laid out by volunteers who sank forty tonnes of empty mussel shells over three springs. Larvae drift with the current for two or three weeks and settle only where they find something hard. Sand alone is no good to them.

An oyster of full size pumps about two hundred litres of water a day through its gills and keeps the algae it finds there. On the test field the water was clear down to four metres in April; a year earlier a white plate had been lost from sight at two and a half.

The fishery office has marked the place with yellow buoys. Anchoring there is forbidden, and so are nets that touch the ground. Rowing across is welcome, says the office, and on a calm morning one can see the shells with one's own eyes."""),
    dict(id="nightbus", url="https://valley-gazette.example/news/night-bus", author="Ines Carvalho",
         date="2026-03-30", section="Transport", tags=["bus", "valley"],
         title="The night bus is back, and it waits for the last train",
         about="For the first time in eleven years one can go home from the city after ten.",
         text="""
For eleven years, whoever missed the bus at ten in the evening walked home up the valley or slept at the station. Since Monday there is a night bus again. It leaves at twelve minutes past midnight, and if the last train is late it waits.

That waiting was the hardest part to arrange. The railway and the bus company use different clocks, as the mayor of Upper Ford puts it, and neither likes to promise anything about the other. In the end a retired signalman found the solution: the driver simply looks whether the red lamp behind platform two is lit.

Nineteen people rode on the first night, among them six nurses, a baker on his way to work and a man with a double bass, who paid for two seats. The fare is the same as in daytime.

The trial lasts until the end of September. If on average at least twelve people ride on each night, the districts will share the cost for three years more. A board at the town hall shows the count, and people stop in front of it as they once did for football results."""),
    dict(id="solar", url="https://valley-gazette.example/news/school-roof", author="Paul Okafor",
         date="2026-04-09", section="School", tags=["energy", "school"],
         title="Pupils read the meter: what a school roof gave in its first year",
         about="The roof made a third more power than the school used, though not when it used it.",
         text="""
In its first year the roof of the Mill Lane school made ninety-four thousand kilowatt hours of electricity, about a third more than the school used. The numbers were read every Monday at eight by two pupils with a ladder, a torch and a notebook.

On paper that sounds like a school that runs by itself. The notebook tells a different story. From June to August, when the classrooms are empty, the roof gives nearly half of its yearly power. In December, when lamps burn until noon, it gave as much in the whole month as on nine good days in May.

The class worked out what a battery would be good for. One as large as a wardrobe would carry an afternoon's sun into the next morning, but none that fits into the cellar could carry June into December. "That was the moment when it became quiet," says their teacher, Judith Amsel.

So the pupils proposed something else. The kitchen now cooks at noon instead of at nine, the dishwasher waits for the sun, and the swimming pool next door takes the rest. The share of its own power that the school uses itself rose from thirty-one to fifty-two per cent."""),
    dict(id="beans", url="https://kitchen-notes.example/slow-bean-stew/", author="Mina Sorel",
         date="2026-01-17", section="Recipes", tags=["beans", "stew", "winter"],
         title="A slow bean stew for a day on which it rains",
         about="White beans, a lot of onions and four hours in which you can do something else.",
         text="""
This is a stew for a day on which nobody wants anything from you. It needs twenty minutes of work and four hours of patience, and it is better on the second day, so make enough.

Soak half a kilo of white beans overnight in plenty of cold water. Salt the water: a spoonful for each litre. It was long said that salt makes beans hard; the opposite is true, since it softens their skins, and they burst less.

## What goes in

- 500 g dried white beans, soaked
- 3 large onions and 4 cloves of garlic
- 2 carrots, 1 stick of celery
- a glass of olive oil, a sprig of sage, two bay leaves
- 1 spoon of tomato paste, salt, black pepper

## What to do

Cut the onions into thin rings and let them become soft in the oil, slowly, for a good quarter of an hour; they should turn yellow and not brown. Add garlic, carrots and celery, then the tomato paste, and stir until it smells sweet.

Pour the beans in with fresh water two fingers above them. Sage and bay go on top. Put the lid on and the pot into the oven at 130 degrees. After three hours taste a bean; after four it will be done. Crush a ladleful against the side of the pot to thicken the stew, and give it a last thread of raw oil at the table."""),
    dict(id="sourdough", url="https://kitchen-notes.example/sourdough-on-holiday/",
         author="Mina Sorel", date="2026-02-08", section="Baking", tags=["bread", "sourdough"],
         title="How to leave a sourdough alone for a month",
         about="You need no neighbour to feed it. You need flour and a dry plate.",
         text="""
Every summer somebody asks me who will feed their sourdough while they are away. Nobody needs to. A starter is not a cat. It is flour, water and some very patient living things that have been dried by the wind and soaked by the rain for longer than there have been kitchens.

For a week, feed it, let it stand for an hour and put it into the fridge. It will come out sour and a bit flat, and after two feedings it is as it was.

For two or three weeks, make it stiff: one part starter, one part water, two parts flour, kneaded to a ball. A stiff dough sours more slowly since everything in it moves more slowly. Wrap it in a floured cloth and keep it cold.

For longer, dry it. Spread a thin layer of lively starter on baking paper and let it stand for two days in a room that is neither hot nor damp, until it comes off in flakes. Crumble them into a jar. I once woke a jar after three years; it took four days and smelled of nothing until the third, and on the fourth it climbed over the edge."""),
    dict(id="knives", url="https://kitchen-notes.example/one-knife/", author="Jonas Reve",
         date="2026-03-01", section="Tools", tags=["knives"],
         title="One good knife, kept sharp",
         about="Twelve knives in a block cut worse than one that is looked after.",
         text="""
My grandmother had one knife. It had been a hand's breadth wide when she married and was as thin as a finger when I learned to cook with it, and it was always sharp. In my first flat I had a block with twelve knives in it, and every one of them crushed tomatoes.

A knife does not become blunt because steel is lost. The edge, which is thinner than a hair, folds over to one side. A steel rod does not grind anything off but sets the edge upright again, which is why it helps to use it before cooking and not when it is too late. Ten light strokes are enough.

Once or twice a year that no longer does it, and then you need a stone. A coarse side, a fine side and water. Put the blade on it at the angle of a matchbox lid that stands a little open, and push as if you wanted to cut a thin slice off the stone. When you can feel a burr along the whole length on the other side, turn the knife over.

How do you know that you are done? Hold a sheet of newspaper by its edge and cut down. If the knife goes through without a sound, put the stone away and start with the onions."""),
    dict(id="meteors", url="https://star-diary.example/how-to-see-meteors", author="Lena Abt",
         date="2026-04-12", section="Watching", tags=["meteors", "april"],
         title="How to see falling stars: lie down and do nothing",
         about="A deck chair, a blanket, an hour without a telephone.",
         text="""
People who write to me that they saw no meteors have nearly always done too much. They had a telescope, a camera and an app with a red arrow. For meteors all of that is in the way. What you need is a deck chair, a blanket and an hour in which you do not look at your telephone.

The hour matters because of your eyes. In the dark the pupils open within seconds, but the cells of the retina need twenty to thirty minutes to reach their full sensitivity, and one glance at a bright screen puts them back to the start.

Look where most of the sky is free, not at the point from which the meteors seem to come. Near that point their tracks are short. A third of the sky away they are long and bright, and you can still tell by their direction whether they belong to the stream.

Count them, if you like numbers, in quarters of an hour, and write down how much of the sky was cloudy. On the night of the twenty-second I counted four, nine, seven and thirteen. The best came when I had already folded the blanket: green, slow, without any sound, and with a trail that hung over the barn for as long as a breath."""),
    dict(id="variable", url="https://star-diary.example/a-star-that-blinks", author="Lena Abt",
         date="2026-02-26", section="Watching", tags=["stars", "eclipse"],
         title="A star that blinks every three days",
         about="You can see with your own eyes that Algol is not alone.",
         text="""
There is a star in Perseus that loses two thirds of its light every two days, twenty hours and forty-nine minutes. You can watch it happen from a balcony in a town. It needs no instrument but a clock.

Algol is two stars. One is small, blue and very bright; the other is larger, yellow and dim. They go round each other, and we look at their orbit almost from the side, so that once in every turn the dim one slides in front of the bright one. The fading takes five hours, the recovery as long again.

To see it, compare. Find a star nearby that is a bit brighter than Algol and one that is a bit fainter, and estimate where between them it stands, in tenths. Write it down with the time, wait for half an hour without looking at your notes, and estimate again.

My curve from last Thursday has nine points on it. It is not pretty, but it goes down and comes up again, and its lowest point lies eleven minutes beside the one in the tables. Someone did that in 1782 with candlelight and a church clock, and drew the right conclusion."""),
    dict(id="apples", url="https://garden-letter.example/letters/pruning-apples", author="Bea Holm",
         date="2026-02-14", section="Trees", tags=["apples", "pruning"],
         title="Pruning an old apple tree without making it angry",
         about="Take a little every year, and start with what crosses.",
         text="""
An old apple tree that has not been cut for ten years looks like a broom, and the wish to put everything in order on one Saturday is strong. The tree would answer with a hundred straight shoots, each as long as an arm, and no apples. It is better to take three winters.

In the first, take out what is dead, what is ill and what rubs against something else. That alone lets in more light than you would think. Cut back to a fork, just outside the thick ring at the base of the branch; from that ring the wound closes.

In the second winter bring the height down. Look for a side branch that points outward and is at least a third as thick as what you want to remove, and cut above it. The sap then has somewhere to go.

In the third you only thin out the ends. An old gardener told me that when you are done, one should be able to throw a hat through the crown. I have tried it. It stays up there the first two years."""),
    dict(id="barrels", url="https://garden-letter.example/letters/rain-barrels", author="Bea Holm",
         date="2026-03-28", section="Water", tags=["rain", "water"],
         title="How many barrels does a roof fill?",
         about="Ten square metres and ten millimetres make a hundred litres.",
         text="""
The sum is easy: one millimetre of rain on one square metre is one litre. A shed roof of ten square metres gives a hundred litres from a rain of ten millimetres, less what stays in the moss. A house with eighty square metres on one side fills four large barrels in a single wet night, and then they run over.

That is why more barrels help less than one hopes. What counts is how often they are emptied between two rains. In my garden that was seventeen times last year with two barrels, and only ten times with four, because the beds had enough by then.

Put a barrel so high that a can fits below its tap. Cover it, or the mosquitoes will thank you. And lead what runs over away from the wall: a shallow ditch with stones in it is enough, and after the first summer something will be growing in it that you did not sow."""),
    dict(id="clock", url="http://workshop-log.example/log/0412.html", author="E. Varga",
         date="2026-04-12", section="Clocks", tags=[],
         title="No. 412: A mantel clock that stopped at a quarter to five",
         about="Not broken at all, only very dirty, and shorter of one screw.",
         text="""
Brought in by a lady who said it had stopped on the day the cat jumped. That turned out to be true, and not the reason. The movement is a French one with a round plate, eight days, striking on a bell, made about 1880 and cleaned last when somebody scratched "1931" into the back.

Taken apart on Monday. Oil in all the holes had turned into something like brown glass. Two pivots of the strike side are worn, the rest is fine. The suspension spring has a kink, which explains the quarter to five: the pendulum could swing, but it could not swing the same way twice.

Cleaned the plates with chalk and alcohol, pegged out the holes with sharpened matchsticks until the wood came out white, polished the two pivots and bushed one hole. New suspension spring, 0.08 mm. A screw of the dial is missing and was missing in 1931, since there is a second, older thread under it that somebody filled with tin. Made one.

On the test stand since Thursday. Gained two minutes on the first day, forty seconds on the second, now within ten. The cat, I am told, has lost interest."""),
    dict(id="maproom", url="https://small-libraries.example/visits/the-map-room", author="Noor Haddad",
         date="2026-01-29", section="Visits", tags=["maps", "libraries"],
         title="The smallest map room in the country lends its maps",
         about="Four hundred sheets, one table, and a rule about wet boots.",
         text="""
The map room of Ennerby is nine square metres large, and the table takes up five of them. Four hundred and twelve sheets lie in shallow drawers below the window. Every one of them may be taken home for two weeks, which is what makes the room unusual: elsewhere maps are looked at under supervision.

The habit began with the post. Until 1958 the postman had his own set and wrote into it which bridges were down and which dogs were loose. When he retired he left the sheets to the library on the condition that people should go on writing in them, in pencil.

They have done so ever since. There are springs on these maps that the survey does not know, wild plums, places where one can cross with a pram. A sheet of the northern moor has been drawn over so often that the librarian, Kirsten Dahl, has had it printed anew and laid beside the old one, and already the new one has its first notes.

Only two sheets have ever failed to come back. One was found after thirty years in the lining of a coat. The rule about wet boots hangs on the door, and next to it hangs a towel."""),
    dict(id="plate", url="https://river-watch.example/reports/white-plate", author="Sven Aalto",
         date="2026-04-25", section="Reports", tags=["water", "measurement"],
         title="A white plate on a rope: thirty years of clear and muddy water",
         about="Volunteers have measured the river every Sunday since 1996.",
         text="""
Every Sunday since the spring of 1996, somebody has gone out on the footbridge at Lower Weir and let down a white plate on a rope with knots in it. When the plate can no longer be seen, the knots are counted. That is the whole measurement, and by now there are one thousand five hundred and sixty of them.

On average the plate disappears at one metre and seventy. After heavy rain it is gone at forty centimetres. In the first ten years the average fell each spring by a few centimetres, when the fields above the weir were ploughed down to the bank. Since there has been a strip of grass ten metres wide on both sides, it has risen by half a metre.

The statistician who looked at the data last year asked who had been measuring. It was a good question. Two of the volunteers see better than the others, and when they moved away the river seemed to become muddier. The group now measures in pairs and writes down both numbers.

The plate is the third. The first broke, and the second was borrowed for a wedding and came back with a gilt edge, which could be seen nine centimetres too far down."""),
    dict(id="mill", url="https://valley-gazette.example/culture/paper-mill", author="Ines Carvalho",
         date="2026-05-01", section="Culture", tags=["paper", "craft"],
         title="Where the last sheet of paper is still dipped by hand",
         about="In the old mill at Upper Ford two people make three hundred sheets a day.",
         text="""
The vat is as large as a bathtub, the water in it as warm as a hand, and in the water floats what used to be bed sheets. Greta Ruis dips a frame with a fine sieve in it, lifts it out, shakes it once to the left and once away from her, and a sheet of paper has come into being. It takes nine seconds. Then it takes three weeks until one can write on it.

The mill at Upper Ford has stood since 1711, and for most of that time it was one among fourteen. When the paper machine came down the valley, thirteen of them became saw mills, dairies or ruins. This one remained because its owner was stubborn, and later because restorers needed paper that ages as slowly as the old.

Three hundred sheets are made on a good day. They hang under the roof like washing, and in dry winds one hears them before one sees them. A third goes to archives, a third to printers, and the rest to people who write letters."""),
    dict(id="tide-delay", url="https://coast-wire.example/stories/tide-gauge", author="Ruben Falk",
         date="2026-04-28", section="Science", tags=["tide", "sea"],
         title="The tide gauge in the cellar of the customs house",
         about="A float, a pen and a drum of paper have written down the sea since 1889.",
         text="""
In the cellar of the customs house there is a well that is joined to the harbour by a pipe no wider than an arm. On the water in the well floats a copper ball. A wire leads from the ball over a wheel to a pen, and the pen writes on a drum which a clock turns once a week. That has been going on since 1889.

The narrow pipe is the trick. Waves come and go too fast to get through it, the tide does not, so that the pen draws a smooth line while outside the boats dance. Only twice did it write something else: in 1929 and in 1964, when the line trembled for hours after earthquakes on the far side of the ocean.

Most of the old rolls have now been read by a machine. According to them the middle level of the sea has risen by thirty-one centimetres, two thirds of it since 1970. A modern gauge with radar hangs from the pier next to it, and the two agree to within a centimetre.

The copper ball stays all the same. "The radar needs electricity," says the harbour master, who winds the clock every Monday. "The ball needs me.\""""),
]

# The same text elsewhere: under another host's boilerplate, word for word.
SYNDICATED = [
    ("ferry", "https://daily-digest.example/coast/island-ferry-sails-again"),
    ("ferry", "https://coast-wire.example/stories/island-ferry"),
    ("nightbus", "https://daily-digest.example/valley/night-bus-is-back"),
    ("plate", "https://daily-digest.example/coast/white-plate-on-a-rope"),
    ("meteors", "https://old-mirror.example/sky/meteors.html"),
]

# The same page elsewhere, byte for byte (a mirror), and once more under its own address.
MIRRORED = [
    ("clock", "http://old-mirror.example/log/0412.html"),
    ("beans", "https://kitchen-notes.example/slow-bean-stew/?print=1"),
    ("oysters", "http://harbour-news.example/2026/05/oyster-beds"),
]

# Nearly the same: some words changed, a paragraph left out, under another host's boilerplate.
NEAR = [
    ("ferry", "https://valley-gazette.example/news/ferry", "Island ferry back in service after storm damage",
     [("tore the ramp from her bow", "damaged the ramp at her bow"),
      ("Forty passengers were on board", "Some forty passengers were on board"),
      ("The school on Great Skerry, which has eleven pupils, was taught by telephone on nine days when the sea was too rough.",
       "The school on Great Skerry was taught by telephone on nine days.")]),
    ("oysters", "https://coast-wire.example/stories/oysters-return", "Young oysters settle on the old beds",
     [("some eleven thousand young oysters", "about 11,000 young oysters"),
      ("Rowing across is welcome, says the office, and on a calm morning one can see the shells with one's own eyes.",
       "Rowing across is welcome, the office says.")]),
    ("solar", "https://daily-digest.example/valley/school-roof-first-year", "What a school roof gave in its first year",
     [("by two pupils with a ladder, a torch and a notebook", "by two pupils with a ladder and a notebook"),
      ("\"That was the moment when it became quiet,\" says their teacher, Judith Amsel.", "It became quiet in the room.")]),
    ("apples", "https://old-mirror.example/garden/apple.html", "Pruning an old apple tree",
     [("An old gardener told me that when you are done, one should be able to throw a hat through the crown. I have tried it. It stays up there the first two years.",
       "When you are done, one should be able to throw a hat through the crown.")]),
    ("tide-delay", "https://harbour-news.example/2026/05/tide-gauge", "A copper ball has measured the sea since 1889",
     [("no wider than an arm", "as wide as an arm"), ("who winds the clock every Monday", "who winds the clock on Mondays")]),
]

# Pages in other languages and encodings. `declare`: where the charset is said (http, meta, bom, none).
FOREIGN = [
    dict(id="de-faehre", url="https://uferblatt.example/stadt/steg", charset="utf-8", declare="http",
         author="Käthe Brömmel", date="2026-04-19", section="Stadt", tags=["Fluss", "Bauen"],
         title="Der alte Steg wird nicht abgerissen, sondern verschoben",
         about="Vierzig Meter flussabwärts soll er noch einmal hundert Jahre halten.",
         text="""
Der hölzerne Steg am Gerberufer wird nicht abgerissen. Der Stadtrat hat am Donnerstag beschlossen, ihn in sechs Stücken vierzig Meter flussabwärts zu ziehen, wo der Grund fester ist. Dort soll er nach dem Willen der Bauleute noch einmal hundert Jahre stehen.

Dass es überhaupt so weit kam, ist einer Schulklasse zu verdanken. Die Kinder hatten im Herbst jeden Pfahl mit einem Hammer abgeklopft und aufgeschrieben, wie er klingt. Hell heißt gesund, dumpf heißt faul. Von achtundachtzig Pfählen klangen nur elf dumpf, und ein Gutachten kam später auf zwölf.

Teuer wird die Sache trotzdem. Für jedes Stück braucht es einen Schwimmkran, und der kommt nur bei hohem Wasserstand unter der Eisenbahnbrücke hindurch. Im Frühjahr bleiben dafür erfahrungsgemäß zwei, höchstens drei Wochen.

Das Bootshaus bleibt während der Arbeiten geöffnet. Wer seinen Kahn am Steg liegen hat, soll ihn bis zum Monatsende an die Mauer legen. Gebühren fallen dafür keine an, versichert das Hafenamt."""),
    dict(id="de-ofen", url="http://bergpost.example/dorf/backofen", charset="windows-1252", declare="meta",
         author="Jörg Überlinger", date="2026-03-07", section="Dorf", tags=["Brot"],
         title="Samstags raucht es wieder: Das Dorf heizt seinen Backofen",
         about="Neunzig Laibe, drei Stunden und eine Liste an der Kirchentür.",
         text="""
Seit Februar raucht es samstags wieder über dem kleinen Haus hinter der Kirche. Dreißig Jahre lang hatten dort Gartenstühle gestanden, dann räumte der Sohn des letzten Bäckers sie aus, kehrte den Ofen und fand ihn heil.

Geheizt wird mit Reisig, und zwar drei Stunden lang. Danach wird die Glut herausgezogen und der Boden mit einem nassen Tuch gewischt. Ob die Hitze stimmt, prüft man mit einer Handvoll Mehl: Wird es in der Zeit eines Vaterunsers braun, kann das Brot hinein; wird es schwarz, wartet man noch.

Neunzig Laibe passen hinein, und jede Familie ritzt ihr Zeichen in den Teig. Wer backen möchte, trägt sich in die Liste an der Kirchentür ein. „Früher bekam man Ärger, wenn man zu spät kam“, sagt die älteste Bäckerin, die sechsundachtzig ist. „Heute bekommt man Kaffee.“"""),
    dict(id="fr-phare", url="https://le-marais.example/recits/gardienne", charset="iso-8859-1", declare="http",
         author="Hélène Carré", date="2026-04-03", section="Récits", tags=["phare"],
         title="La gardienne du phare compte les oiseaux",
         about="Le feu est automatique depuis vingt ans. Elle est restée quand même.",
         text="""
Le feu du cap s'allume tout seul depuis vingt ans. Aucune main ne remonte plus le mécanisme, et la lentille tourne sans que personne la regarde. Pourtant, Maëlle Le Goff habite toujours la maison basse au pied de la tour, et chaque matin elle note dans un cahier ce qui est passé dans la nuit.

Elle compte les oiseaux. En automne, quand le vent tourne au nord-est, des milliers de grives suivent la côte, et les soirs de brume elles viennent droit vers la lumière. Autrefois on en ramassait des paniers entiers au petit jour. Depuis que l'on a remplacé la lampe blanche par un éclat plus bref, on n'en trouve presque plus.

C'est elle qui l'a remarqué la première. Ses cahiers, trente-deux en tout, ont été lus par des chercheurs de la ville voisine, qui n'en croyaient pas leurs yeux : pas une nuit ne manque. « Il fallait bien faire quelque chose, dit-elle. Le phare, lui, n'avait plus besoin de moi. »

Cet été, la maison sera ouverte aux visiteurs le dimanche. On pourra monter les deux cent douze marches, à condition de ne pas réveiller le faucon qui niche sous la galerie."""),
    dict(id="es-mercado", url="https://la-plaza.example/barrio/mercado", charset="utf-8", declare="meta",
         author="Inés Muñoz", date="2026-03-15", section="Barrio", tags=["mercado"],
         title="El mercado cierra los lunes para que la gente se conozca",
         about="Una vez por semana los puestos se llenan de mesas y nadie vende nada.",
         text="""
Los lunes no se vende nada en el mercado de San Telmo de la Vega. Los puestos están cerrados, como siempre, pero desde enero las puertas se quedan abiertas, y en los pasillos aparecen mesas largas que los vecinos bajan de sus casas.

La idea fue de Pilar Ordóñez, que tiene desde hace cuarenta años la pescadería de la esquina. Decía que conocía las manos de todo el barrio, porque las veía señalar el pescado, y que apenas conocía las caras. El primer lunes vinieron siete personas. El último, según contó el guardia de la puerta, más de doscientas.

No hay programa. Unos juegan a las cartas, otros arreglan bicicletas, y una maestra jubilada enseña a leer a quien lo pide. Lo único que está prohibido es comprar. Quien quiera llevarse un tomate tiene que esperar al martes.

El ayuntamiento, que al principio temía el ruido, ha cedido ahora la cocina del antiguo bar. Allí se prepara una sopa con lo que sobró el sábado, y se acaba siempre antes de las nueve."""),
    dict(id="pl-mlyn", url="http://nad-rzeka.example/wpisy/mlyn", charset="iso-8859-2", declare="http",
         author="Łucja Żak", date="2026-02-21", section="Wpisy", tags=["młyn"],
         title="Młyn, który miele tylko w czwartki",
         about="Woda wystarcza na jeden dzień w tygodniu, a mąka na cały.",
         text="""
Młyn w Zalesiu miele tylko w czwartki. Nie dlatego, że młynarz jest leniwy, lecz dlatego, że staw nad groblą napełnia się przez sześć dni. Siódmego dnia otwiera się zastawkę, koło rusza i przez osiem godzin nie milknie.

Dziadek obecnego młynarza mełł jeszcze codziennie. Potem rzekę wyprostowano, łąki osuszono i wody zrobiło się mniej. Kiedy dziesięć lat temu chciano młyn rozebrać, okoliczni piekarze złożyli się na nową oś, bo mąka z kamieni pachnie inaczej niż z walców.

Dziś przyjeżdża tu dwanaście rodzin. Każda przywozi własne ziarno, każda ma swój dzień w miesiącu i swoją półkę na worki. Płaci się dziesiątą częścią mąki, jak dawniej. Młynarz piecze z niej chleb, który w piątek rano stoi na ławce przed kościołem, a obok leży puszka na drobne.

Nikt jej nie pilnuje. Przez dziesięć lat, mówi młynarz, brakowało w niej tylko raz, a tydzień później było za dużo."""),
    dict(id="ru-mayak", url="http://dalny-bereg.example/ostrov/pochta", charset="koi8-r", declare="http",
         author="Вера Лосева", date="2026-03-22", section="Остров", tags=["почта"],
         title="Почту на остров снова возят на лыжах",
         about="Пока лёд держит человека, но не держит машину, письма везёт почтальон.",
         text="""
Каждый год в марте наступают две недели, когда на остров нельзя попасть ни на лодке, ни на машине. Лёд ещё крепкий, но у берега уже появляется вода, и тяжёлый грузовик он не выдержит. Тогда почтальон Андрей Корнев достаёт из сарая широкие лыжи и лёгкие сани.

Дорога занимает три часа туда и четыре обратно, потому что обратно дует в лицо. В санях лежат письма, газеты, лекарства и то, что просили привезти старики: дрожжи, батарейки, очки из починки. Однажды он вёз клетку с канарейкой и всю дорогу закрывал её своей шапкой.

На острове его видят издалека. Кто-нибудь ставит чайник, кто-нибудь выходит навстречу с шестом и проверяет, не разошлась ли трещина у мыса. Писем теперь мало, говорит Корнев, зато посылок больше, чем раньше, и они тяжелее.

Когда лёд уйдёт, снова начнёт ходить катер. До тех пор на двери почты висит листок с двумя словами: «Ушёл пешком»."""),
    dict(id="ru-sad", url="https://severny-sad.example/zapiski/vishnya", charset="windows-1251", declare="meta",
         author="Олег Птицын", date="2026-04-05", section="Записки", tags=["сад"],
         title="Вишня у северной стены",
         about="Почему дерево, посаженное в тени, пережило те, что росли на солнце.",
         text="""
Двенадцать лет назад я посадил три вишни: две у южной стены, на самом солнце, и одну, которой не хватило места, у северной. Соседи смеялись. Сегодня жива только она.

Дело в весне. У южной стены снег сходит рано, почки просыпаются в конце марта, а потом приходит мороз и убивает их за одну ночь. У северной стены земля оттаивает на две недели позже. Дерево спит, пока остальные торопятся, и цветёт тогда, когда пчёлы уже летают.

Ягод у него меньше, и они кислее. Но они есть каждый год, даже после той весны, когда в нашем посёлке никто не сварил ни одной банки варенья. Теперь соседи просят черенки, и я даю их с одним условием: сажать в тени.

Этой осенью я укрою землю под деревом толстым слоем листьев, чтобы она оттаивала ещё медленнее. Терпение, как выяснилось, тоже удобрение."""),
    dict(id="ja-minato", url="http://minato-tsushin.example/kiji/asaichi", charset="shift_jis", declare="meta",
         author="浜田 由紀", date="2026-04-11", section="地域", tags=["朝市"],
         title="雨の日だけ開く朝市に人が集まる理由",
         about="漁に出られない朝、港の倉庫に小さな市が立つ。",
         text="""
この港の朝市は、雨の日にしか開かない。晴れた朝は漁師が海に出ているからだ。風が強くて船を出せない日、組合の倉庫の扉が六時に開き、前の日に獲れた魚と、家の畑の野菜が並ぶ。

始めたのは三年前の梅雨である。船を出せない日が九日続き、冷蔵庫の魚をどうするかという話になった。捨てるくらいなら町の人に食べてもらおうと、若い漁師が倉庫の前に机を一つ置いた。昼までに全部売れたという。

今では多い日に二百人が来る。天気予報を見て前の晩から楽しみにしている人もいる。値段は付いていない。魚の前に立つと、漁師が食べ方を教えてくれて、それから相談して決める。

「晴れの日は魚に会い、雨の日は人に会う」と組合長は笑う。来月からは、子どもたちが干物の作り方を習う教室も始まる予定だ。持ち物は、傘と、濡れてもよい靴だけでよい。"""),
    dict(id="ja-tokei", url="https://minato-tsushin.example/kiji/tokeidai", charset="euc-jp", declare="http",
         author="浜田 由紀", date="2026-04-18", section="地域", tags=["時計"],
         title="五分進んだ時計台は直さないことになった",
         about="町の人はみな、その五分を知っている。",
         text="""
駅前の時計台は、四十年前からちょうど五分進んでいる。先月、町は修理を提案したが、住民の話し合いの結果、このまま残すことになった。

理由を聞くと、人によって答えが違う。高校生は、あの時計のおかげで電車に間に合うと言う。豆腐屋の主人は、父の代から店を開ける時刻をあの鐘に合わせてきたので、今さら変えられないと言う。

時計を調べた職人によれば、機械に悪いところはない。誰かが昔、わざと進めたらしい。歯車の裏に小さな字で「遅れるな」と書いてあった。字の主はまだ分かっていない。

町は代わりに、台座に小さな板を付けることにした。そこには正しい時刻ではなく、五分の由来が書かれる。旅の人が電車に早く着いても、文句を言った人はまだ一人もいないそうだ。"""),
    dict(id="zh-qiao", url="http://xiaozhen-ribao.example/jishi/shiqiao", charset="gb18030", declare="meta",
         author="林晓舟", date="2026-03-19", section="纪事", tags=["石桥"],
         title="修桥的人把每一块石头都编了号",
         about="三百一十二块石头拆下来，又一块一块放回原处。",
         text="""
镇东头的石桥修好了。去年夏天发大水以后，桥身向下游歪了半尺，县里来的工程师说，要么拆掉重建，要么把每一块石头取下来，加固桥基，再按原样放回去。镇上的人选了第二种办法。

石匠老周带着四个徒弟，花了二十天画图。他们给每块石头编了号，用白漆写在看不见的一面，一共三百一十二块。拆到第九十七块的时候，他们发现石头背后已经有一个号码，是用凿子刻的，字迹很旧。原来一百多年前，也有人这样修过这座桥。

老周说，他当时坐在河边抽了很久的烟。后来他让徒弟们也把自己的号码刻上去，刻在旧号码的旁边，不用白漆。

桥是上个月通的。赶集那天，第一个走过去的是镇上最年长的何奶奶，她九十三岁，手里提着一只鸡。有人问她桥跟以前一样不一样，她用脚踩了踩，说：“声音一样。”"""),
    dict(id="ar-mina", url="https://almina.example/hikayat/khayyat", charset="utf-8", declare="http",
         author="سلمى نعيم", date="2026-04-07", section="حكايات", tags=["البحر"],
         title="خياط الأشرعة الأخير يعلّم أحفاد البحارة",
         about="في دكان صغير قرب الميناء تُخاط الأشرعة كما كانت قبل مئة عام.",
         text="""
في الزقاق الضيق خلف سوق السمك دكان لا تزيد مساحته على ثلاثة أمتار، يجلس فيه يوسف منذ خمسة وخمسين عاما ويخيط الأشرعة. كانت في الميناء يوما عشرون دكانا مثل دكانه، ثم جاءت المحركات وأغلقت الدكاكين واحدا بعد آخر.

لم يغلق يوسف دكانه. صار يخيط المظلات وأغطية القوارب، وفي الشتاء يصلح حقائب المدرسة. لكنه ظل يحتفظ بالإبر الطويلة وبشمع النحل الذي يمرر عليه الخيط كي لا يبتل.

قبل عامين طلبت منه جمعية من الشباب شراعا لقارب قديم رمموه بأيديهم. قال لهم إنه سيخيطه بشرط واحد، وهو أن يجلسوا معه ويتعلموا. جاء في اليوم الأول ثلاثة، واليوم يجلس على الأرض أمامه أحد عشر فتى وفتاة، بعضهم أحفاد بحارة عرفهم.

يقول يوسف إن الشراع الجيد يسمع قبل أن يرى. إذا امتلأ بالريح ولم يصدر صوتا فقد أحسن الخياط عمله. وفي الشهر القادم ستبحر ستة قوارب إلى الجزيرة، ولن يكون على واحد منها محرك."""),
    dict(id="th-khlong", url="https://rim-khlong.example/bantuek/ruea", charset="utf-8", declare="meta",
         author="มาลี ศรีสุข", date="2026-03-11", section="บันทึก", tags=["คลอง"],
         title="เรือห้องสมุดที่จอดทุกท่าน้ำ",
         about="ทุกวันพุธ เรือลำเล็กจะพาหนังสือไปหาเด็กริมคลอง",
         text="""
ทุกวันพุธตอนบ่ายสามโมง เรือสีเขียวลำเล็กจะออกจากท่าวัดเก่าแล้วล่องไปตามคลอง ในเรือไม่มีผลไม้หรือก๋วยเตี๋ยวเหมือนเรือลำอื่น มีแต่หนังสือราวสี่ร้อยเล่มกับกระดิ่งหนึ่งใบ

เมื่อได้ยินเสียงกระดิ่ง เด็กๆ จะวิ่งมารอที่ท่าน้ำ บางคนนั่งอ่านบนบันไดจนเท้าเปียก บางคนยืมกลับไปอ่านให้ยายฟัง ครูสมชายซึ่งเป็นคนพายเรือไม่เคยจดชื่อผู้ยืม เขาบอกว่าคลองนี้สั้น หนังสือจะกลับมาเอง

ปีที่แล้วหนังสือหายไปเจ็ดเล่ม แต่มีคนเอามาเพิ่มอีกสามสิบสองเล่ม เล่มหนึ่งเขียนด้วยลายมือทั้งเล่ม เป็นเรื่องของปลาช่อนที่อยากเห็นทะเล ไม่มีใครรู้ว่าใครเป็นคนเขียน แต่ทุกคนในคลองอ่านจบแล้ว

หน้าฝนนี้ครูจะทำหลังคาใหม่ให้เรือ ชาวบ้านช่วยกันบริจาคไม้ไผ่และใบจาก ส่วนเด็กๆ ขอเพียงอย่างเดียว คือให้เรือจอดนานขึ้นอีกหน่อย"""),
    dict(id="en-utf16", url="http://old-mirror.example/notes/compass.html", charset="utf-16", declare="bom",
         author="R. Quill", date="2026-01-05", section="Notes", tags=[],
         title="A compass in the kitchen drawer",
         about="It points to the fridge, which is a lesson too.",
         text="""
There is a compass in our kitchen drawer, between the corkscrew and the string. It came out of the coat of a great-uncle who had walked across two countries with it and never spoke about either of them. Its needle is blue at one end and trembles when a tram goes by.

In the drawer it points to the fridge. Carried to the window it makes up its mind and shows north, more or less across the roof of the bakery. My daughter drew a circle on the floor with chalk and walked round the room with the compass in her hand, and wherever there was iron in the wall the needle bowed to it.

We now have a map of the iron in our kitchen. It shows two pipes that nobody knew of, and a nail from which a picture must once have hung. The compass is back in its drawer, pointing to the fridge, and I have come to think that it is quite content there."""),
]

FORUM = [
    ("https://bike-forum.example/t/creaking-bottom-bracket/1183", "Creak when climbing, but only in the rain",
     [("saddlebag", "2026-03-02", "My steel bike creaks once per turn of the cranks, only uphill and only when it rains. I have greased the pedals and the seat post. What else can creak with water in it?"),
      ("oldfork", "2026-03-02", "If it is once per turn it belongs to cranks, pedals or chainring. Loosen the chainring bolts one by one, put a bit of grease under their heads and tighten them crosswise. Water gets in there by capillary action and then they sing."),
      ("m_ward", "2026-03-03", "I had the same and swapped the whole bracket for nothing. In the end it was the cleat. Ride a few hundred metres with ordinary shoes on and listen."),
      ("saddlebag", "2026-03-08", "It was the chainring bolts! Two of the five could be turned by hand. Grease, crosswise, silence. Thank you both, I have climbed the dairy hill three times just to hear nothing."),
      ("oldfork", "2026-03-08", "Good. Have a look at them again after a hundred kilometres, they settle a bit.")]),
    ("https://bike-forum.example/t/mudguards-for-small-wheels/1190", "Mudguards for 20 inch wheels that do not rattle",
     [("tinywheels", "2026-03-20", "I am looking for mudguards for a folding bike with 20 inch wheels. The plastic ones that came with it rattle on every cobblestone and the front one has cracked at the stay."),
      ("jo_k", "2026-03-21", "Metal ones, and cut rubber washers from an old inner tube to put between guard and stay. Not one rattle in four years. They weigh a bit more, but on a folding bike you will not notice."),
      ("tinywheels", "2026-03-29", "Done with aluminium ones of 50 mm. The washers were the real trick, I put some on the fork too.")]),
]

PRODUCT = dict(
    url="https://bright-lamps.example/desk/heron", name="Heron desk lamp", price="89.00", currency="EUR",
    text="""
The Heron is a desk lamp with one long arm and a heavy foot of cast iron. It stays where you leave it, because its joint is held by a spring and a felt washer and not by a screw that you have to turn.

The light comes from a strip of forty small diodes behind frosted glass, so that it throws no hard shadow of your hand. A wheel below the head sets the brightness without steps, from a candle to a drawing office, and remembers it when you switch the lamp off at the wall.

All parts can be had one by one: the glass, the washer, the spring, the cable. A drawing with their numbers lies in the box.""",
    facts=[("Height", "52 cm"), ("Reach", "61 cm"), ("Weight", "3.1 kg"), ("Power", "1 to 9 W"), ("Light", "2700 K, 90 to 820 lm"), ("Colours", "black, moss, red lead")],
    reviews=[("K. Obi", 5, "Has stood on my drawing board for a year and has not sunk by a millimetre."),
             ("Petra", 4, "Lovely light. The cable could be half a metre longer for an old house with few sockets.")])

LISTING = dict(
    url="https://second-hand-books.example/shelf/travel", title="Travel and maps, newly on the shelf",
    intro="Forty books from the estate of a ship's doctor came in last week. Here are the first ten; the rest follows once the salt has been brushed off.",
    items=[("Across the Marsh on Stilts", "H. Dorn", "12.00"), ("A Winter among Lighthouse Keepers", "M. Pell", "9.50"),
           ("The Surveyor's Daughter", "Anna Greve", "14.00"), ("Small Harbours of the North", "O. Tveit", "22.00"),
           ("How to Fold a Map", "unknown", "4.00"), ("Letters from a Slow Train", "J. M. Sand", "7.50"),
           ("Ferries and Their Captains", "L. Rask", "11.00"), ("The Inland Sea", "T. Mori", "16.00"),
           ("Walking Home", "P. Quist", "6.00"), ("An Atlas of Vanished Islands", "C. Roy", "35.00")])

DOCS = [
    dict(url="https://docs.tidewatch.example/guide/install", title="Installing tidewatch",
         text="""
tidewatch reads the level of a tide gauge and writes it to a file once a minute. It runs on any machine with a serial port and needs no database.

## From a package

Packages are built for every release. The package creates a user named tidewatch, which may read the serial port and nothing else.

$ install tidewatch
$ tidewatch --check /dev/ttyS0

The check prints one reading and ends. If it prints zeros, the gauge is connected but not powered; if it prints nothing within ten seconds, the speed of the port is wrong.

## The first configuration

All settings stand in one file of lines with a name and a value. Only the port and the height of the gauge above chart datum have no default.

$ port = /dev/ttyS0
$ datum = 1.84
$ interval = 60

Changes take effect at the next full minute. The old readings stay as they are: tidewatch never rewrites a line that it has written."""),
    dict(url="https://docs.tidewatch.example/guide/files", title="What tidewatch writes",
         text="""
Every day at midnight, in coordinated universal time, a new file is begun. Its name is the date. Each line has the time, the level in metres above chart datum and a mark for the quality of the reading.

## Marks

- good: at least fifty of sixty samples agreed
- few: between ten and forty-nine did
- held: fewer did, and the line repeats the level before

A line with the mark held is written so that programs which draw curves find no gap. Leave such lines out of any statistics.

## Size

A day has 1,440 lines and about forty kilobytes. A year fits on a small memory card several hundred times over, which is why there is no setting that deletes old files."""),
]

SERVICE = dict(
    url="https://roof-and-gutter.example/", title="Roof & Gutter: we come before it drips",
    text="""
We look after roofs in the lower valley: slate, tile and tin. Twice a year one of us climbs up, clears the gutters, counts the slates and sends you photographs of everything that is loose.

## What we do

- Care: two visits a year at a fixed price, small repairs included
- Repairs: storms, moss, broken tiles, chimneys that lean
- New gutters in zinc or copper, bent in our own workshop

## What it costs

A house with one ridge costs 180 a year, a farm with barns is looked at first. You pay after the visit and not before it.

## Who we are

Four roofers, two apprentices and a dog who stays in the van. We have been doing this since 1994, and we live below the roofs that we mend.""")

# Pages as text, as crawls offer them: a line per block, boilerplate and all (WARC conversion records).
CONVERSION = [
    ("knives", "https://daily-digest.example/kitchen/one-good-knife"),
    ("maproom", "https://daily-digest.example/culture/smallest-map-room"),
    ("fr-phare", "https://le-marais.example/recits/gardienne?texte"),
]
