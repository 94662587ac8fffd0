"""On what grounds people of a fictional facility are held, how long, and how they leave."""

from dataclasses import dataclass

from db.values import FacilityKind

UNITS = ("虚拟市公安局甲分局", "虚拟市公安局乙分局", "虚拟县公安局")


@dataclass(frozen=True, slots=True)
class Way:
    """A way of leaving: the exit, and the type and mark of each new document on which it rests.

    Attributes:
        papers: none where the end of the term is enough.
        escort: who takes the person away; empty: relatives do.
    """

    exit: str
    papers: tuple[tuple[str, str], ...] = ()
    escort: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """On what ground somebody is held.

    Attributes:
        papers: type and mark of each document that admits; the first one is what a roster names.
        days: the least and the most that the stay may last.
        held, new: its share among those held at the opening, and among those who come.
        prints_term: whether the document prints the end of the term, which is then the day of leaving.
        ways: how people leave before a term, or where none is printed; else they leave by its end.
        early: the share of those with a printed term who leave before it.
        becomes: the ground that may follow, and the share of those whom it meets.
    """

    category: str
    papers: tuple[tuple[str, str], ...]
    causes: tuple[str, ...]
    days: tuple[int, int]
    held: int
    new: int
    prints_term: bool = True
    term_exit: str = ""
    ways: tuple[Way, ...] = ()
    early: float = 0.0
    becomes: tuple[str, float] | None = None

    @property
    def usual_days(self) -> float:
        """How long somebody stays on this ground, about."""
        return sum(self.days) / 2


_DETENTION = Ground(
    "criminal_detention",
    (("detention_certificate", "虚拟公刑拘字"),),
    ("盗窃", "诈骗", "故意伤害", "寻衅滋事", "开设赌场"),
    (7, 37),
    held=28,
    new=88,
    prints_term=False,
    ways=(
        Way("released", (("release_notice", "虚拟公释字"),)),
        Way("released", (("bail_decision", "虚拟公取保字"),)),
        Way("released", (("no_arrest_decision", "虚拟检不捕字"),)),
    ),
    becomes=("arrest", 0.65),
)
_ARREST = Ground(
    "arrest",
    (("arrest_certificate", "虚拟公捕字"),),
    ("诈骗", "盗窃", "职务侵占", "故意伤害", "帮助信息网络犯罪活动"),
    (60, 150),
    held=64,
    new=9,
    prints_term=False,
    ways=(
        Way(
            "to_prison",
            (
                ("judgment", "虚拟法刑初字"),
                ("execution_notice", "虚拟法执通字"),
                ("indictment_copy", "虚拟检刑诉字"),
                ("case_closing_form", "虚拟法结案字"),
            ),
            escort="押解民警（虚构）",
        ),
        Way("released", (("bail_decision", "虚拟检取保字"),)),
        Way("acquitted", (("first_judgment", "虚拟法刑初字"), ("release_notice", "虚拟法释字"))),
    ),
)
_SERVING = Ground(
    "convicted",
    (("judgment", "虚拟法刑判字"), ("execution_notice", "虚拟法执通字")),
    ("危险驾驶", "盗窃", "故意伤害"),
    (25, 90),
    held=8,
    new=3,
    term_exit="sentence_served",
)
_ADMINISTRATIVE = Ground(
    "administrative",
    (("penalty_decision", "虚拟公行罚决字"), ("execution_receipt", "虚拟公拘回字")),
    ("殴打他人", "扰乱公共场所秩序", "赌博", "盗窃（行政）"),
    (3, 15),
    held=8,
    new=8,
    term_exit="detention_ended",
    ways=(Way("suspended", (("suspension_decision", "虚拟公暂缓字"),)),),
    early=0.02,
)
_JUDICIAL = Ground(
    "judicial",
    (("court_detention_decision", "虚拟法司拘字"),),
    ("拒不履行生效判决", "妨害民事诉讼"),
    (7, 15),
    held=2,
    new=2,
    term_exit="detention_ended",
    ways=(Way("detention_ended", (("early_end_decision", "虚拟法提解字"),)),),
    early=0.1,
)
_REHABILITATION = Ground(
    "rehabilitation",
    (("rehabilitation_decision", "虚拟公强戒决字"),),
    ("吸毒成瘾",),
    (730, 730),
    held=1,
    new=1,
    term_exit="rehab_ended",
    ways=(
        Way("rehab_ended", (("early_rehab_end_decision", "虚拟公提解戒字"),)),
        Way("rehab_ended", (("community_rehab_decision", "虚拟公社戒决字"),)),
    ),
    early=0.5,
)

GROUNDS = {
    FacilityKind.KANSHOUSUO: (_DETENTION, _ARREST, _SERVING),
    FacilityKind.JULIUSUO: (_ADMINISTRATIVE, _JUDICIAL),
    FacilityKind.JIEDUSUO: (_REHABILITATION,),
}
TRANSITION_DAYS = {FacilityKind.KANSHOUSUO: 7, FacilityKind.JULIUSUO: 1, FacilityKind.JIEDUSUO: 10}
"""How long newcomers live in a transition cell, where one has room."""

NAMES = {
    FacilityKind.KANSHOUSUO: "示例看守所（虚构）",
    FacilityKind.JULIUSUO: "示例拘留所（虚构）",
    FacilityKind.JIEDUSUO: "示例强制隔离戒毒所（虚构）",
}


def coming_a_day(kind: FacilityKind, people: int) -> float:
    """How many come on a usual day, so that as many stay."""
    grounds = GROUNDS[kind]
    stay = sum(one.held * one.usual_days for one in grounds) / sum(one.held for one in grounds)
    return people / stay
