"""Words for data to measure on: sentences in English, French and Arabic, names with a long tail of rare ones.

All names are put together from syllables: no party of the world is made to say anything.
"""

from random import Random

ENGLISH = {
    "who": "a patrol|witnesses|two families|an armed column|a convoy of traders|the garrison|drones|helicopters|gunmen|"
    "local officials|an ambulance crew|market women|herders|a rescue team|unknown attackers|the provincial guard",
    "did": "struck|shelled|entered|burned|evacuated|surrounded|left|searched|looted|defended|bombed|crossed|reached|"
    "abandoned|occupied|closed",
    "what": "the market|a pharmacy|the school|two houses|a fuel depot|the health centre|the airstrip|a well|the bridge|"
    "a wedding party|the town hall|a mosque|an office of the council|the water tower|a checkpoint|the radio station",
    "then": "killing at least {n} people|wounding {n} civilians|and {n} soldiers were captured|with no casualties|"
    "and {n} vehicles were destroyed|while {n} children were inside|and {n} families fled|after {n} hours of fighting|"
    "and {n} bodies were found|during evening prayers",
    "when": "on Sunday|before dawn|last week|at noon|on the night of the {d}th|in the evening|during the curfew|"
    "on market day",
}
FRENCH = {
    "who": "une patrouille|des témoins|deux familles|une colonne armée|un convoi de commerçants|la garnison|des drones|"
    "des hélicoptères|des hommes armés|des responsables locaux|une équipe de secours|des éleveurs|la garde provinciale",
    "did": "a frappé|ont bombardé|est entrée dans|ont brûlé|a évacué|ont encerclé|a quitté|ont fouillé|"
    "a pillé|ont défendu",
    "what": "le marché|une pharmacie|l’école|deux maisons|un dépôt de carburant|le centre de santé|"
    "la piste d’atterrissage|un puits|le pont|la mairie|une mosquée|le château d’eau|"
    "un poste de contrôle|la station de radio",
    "then": "tuant au moins {n} personnes|blessant {n} civils|et {n} soldats ont été capturés|sans faire de victimes|"
    "et {n} véhicules ont été détruits|alors que {n} enfants s’y trouvaient|et {n} familles ont fui|après {n} heures",
    "when": "dimanche|avant l’aube|la semaine dernière|à midi|dans la nuit du {d}|le soir|pendant le couvre-feu",
}
ARABIC = {
    "who": "دورية|شهود عيان|عائلتان|رتل مسلح|قافلة تجار|الحامية|طائرات مسيرة|مروحيات|مسلحون|مسؤولون محليون|"
    "فريق إنقاذ|رعاة",
    "did": "قصفت|دخلت|أحرقت|أخلت|حاصرت|غادرت|فتشت|نهبت|عبرت|هاجمت",
    "what": "السوق|صيدلية|المدرسة|منزلين|مستودع وقود|المركز الصحي|مهبط الطائرات|بئرا|الجسر|"
    "مبنى البلدية|مسجدا|برج المياه",
    "then": "وقُتل ما لا يقل عن {n} شخصا|وأصيب {n} مدنيا|وأُسر {n} جنديا|دون إصابات|ودُمرت {n} مركبة|ونزحت {n} عائلة",
    "when": "يوم الأحد|قبل الفجر|الأسبوع الماضي|عند الظهر|ليلة {d}|مساء|خلال حظر التجول",
}
LANGUAGES = {"en": ENGLISH, "fr": FRENCH, "ar": ARABIC}
ORDERS = {
    "en": "{when} {who} {did} {what} in {place}, {then}",
    "fr": "{when} {who} {did} {what} à {place}, {then}",
    "ar": "{did} {who} {what} في {place} {when} {then}",
}
BODIES = ("Council of", "Front for", "Guard of", "Union of", "Committee of", "Ministry of", "Radio", "Brigade of")
# Beginnings, middles and ends of names of places.
FIRST = ["Tin", "Ta", "In", "A", "Te", "Ka", "Ti", "Gou", "Bou", "Me", "Sa", "Ouad", "Dja", "Kha", "Zi", "Ra"]
MIDDLE = ["za", "oua", "ba", "del", "gha", "rou", "nna", "ssa", "mbou", "kki", "ha", "dji", "lla", "ma", "nde", "cha"]
LAST = ["ten", "lit", "ka", "dal", "ra", "nne", "rt", "ou", "ga", "ssa", "k", "ma", "tine", "bara", "douk", "mmar"]


class Words:
    """Reproducible: the same words in the same order each time."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = Random(seed)  # noqa: S311
        self._lists = {
            code: {slot: words.split("|") for slot, words in parts.items()} for code, parts in LANGUAGES.items()
        }

    def place(self) -> str:
        """The name of a place, one of some hundred thousand, the short ones more often."""
        pick = self.chance.choice
        middles = pick((1, 1, 1, 2, 3))
        return pick(FIRST) + "".join(pick(MIDDLE) for _each in range(middles)) + pick(LAST)

    def body(self, place: str) -> str:
        """The name of a party from there."""
        return f"{self.chance.choice(BODIES)} {place}"

    def sentence(self, language: str, place: str) -> str:
        """Something that is said to have happened there."""
        chance, lists = self.chance, self._lists[language]
        told = {slot: chance.choice(words) for slot, words in lists.items()}
        text = ORDERS[language].format(place=place, **told)
        return text.format(n=chance.randrange(2, 200), d=chance.randrange(4, 20)).capitalize()
