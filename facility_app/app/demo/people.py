"""The people held in a fictional facility, made up from a seed; nobody of them exists."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

from db.values import FacilityKind, Sex
from facility_app.app.demo.grounds import GROUNDS, UNITS, Ground
from facility_app.app.demo.names import fictional_name
from facility_app.app.demo.site import MINORS, WOMEN
from facility_app.core.identity import FICTIONAL_REGION

_KEY_PEOPLE = 0.05
_ACCOMPLICES = 0.15
_NATIONALITIES = ("汉族",) * 17 + ("回族", "维吾尔族", "藏族")
_ADULTS_ONLY = ("convicted", "rehabilitation")
_MINOR_DAYS = (16 * 366, 17 * 365)
_ADULT_YEARS = (19, 66)
"""Nobody comes of age, or of any other age that matters, while the story runs."""


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody invented.

    Attributes:
        serial: counts the people of one facility.
        term_end: the last day of the printed term; None: no document prints one.
        leaves_on: the day on which he or she is to leave, or the next ground to begin.
        early: leaves before the end of the printed term.
    """

    serial: int
    name: str
    sex: Sex
    is_minor: bool
    born: date
    identity_number: str
    ethnicity: str
    ground: Ground
    cause: str
    unit: str
    case_number: str
    admitted: date
    term_end: date | None
    leaves_on: date
    early: bool
    is_key_person: bool

    @property
    def number(self) -> str:
        """监所编号."""
        return f"99{self.admitted.year}{self.serial:05}"


class People:
    """Invents people one after the other; the same seed invents the same ones."""

    def __init__(self, kind: FacilityKind, chance: Random) -> None:
        self._kind = kind
        self._chance = chance
        self._serial = 0
        self._cases = 0
        self._identities: set[str] = set()

    def newcomer(self, day: date) -> Invented:
        """Somebody who comes on a day."""
        grounds = GROUNDS[self._kind]
        ground = self._chance.choices(grounds, [one.new for one in grounds])[0]
        return self._person(ground, day, self._stay(ground))

    def held_on(self, opening: date) -> Invented:
        """Somebody who came some time before the opening day and is still to stay."""
        grounds = GROUNDS[self._kind]
        ground = self._chance.choices(grounds, [one.held for one in grounds])[0]
        days, early = self._stay(ground)
        return self._person(ground, opening - timedelta(days=self._chance.randrange(1, days)), (days, early))

    def _stay(self, ground: Ground) -> tuple[int, bool]:
        """How many days from the admission to the day of leaving, and whether that is before the term."""
        least, most = ground.days
        days = self._chance.randint(least, most)
        if self._chance.random() >= ground.early:
            return max(2, days), False
        return max(2, self._chance.randint(days // 2, days - 1)), True

    def _person(self, ground: Ground, admitted: date, stay: tuple[int, bool]) -> Invented:
        chance = self._chance
        days, early = stay
        sex = Sex.FEMALE if chance.random() < WOMEN else Sex.MALE
        is_minor = sex is Sex.MALE and ground.category not in _ADULTS_ONLY and chance.random() < MINORS
        age = (
            chance.randint(*_MINOR_DAYS) if is_minor else chance.randrange(*_ADULT_YEARS) * 366 + chance.randrange(365)
        )
        leaves_on = admitted + timedelta(days=days)
        born = (leaves_on if is_minor else admitted) - timedelta(days=age)
        self._serial += 1
        if chance.random() > _ACCOMPLICES or not self._cases:
            self._cases += 1
        term = ground.days[1] if early else days
        return Invented(
            serial=self._serial,
            name=fictional_name(chance, sex),
            sex=sex,
            is_minor=is_minor,
            born=born,
            identity_number=self._identity(born, sex),
            ethnicity=chance.choice(_NATIONALITIES),
            ground=ground,
            cause=chance.choice(ground.causes),
            unit=chance.choice(UNITS),
            case_number=f"虚拟案〔{admitted.year}〕{self._cases:05}",
            admitted=admitted,
            term_end=admitted + timedelta(days=term) if ground.prints_term else None,
            leaves_on=leaves_on,
            early=early,
            is_key_person=chance.random() < _KEY_PEOPLE,
        )

    def _identity(self, born: date, sex: Sex) -> str:
        """A number of a region that does not exist, given to nobody else here."""
        sequence = self._chance.randrange(500)
        while True:
            digits = f"{FICTIONAL_REGION}{born:%Y%m%d}{sequence % 500 * 2 + (sex is Sex.MALE):03}"
            number = digits + str(ric.calc_check_digit(digits + "0"))
            if number not in self._identities:
                self._identities.add(number)
                return number
            sequence += 1
