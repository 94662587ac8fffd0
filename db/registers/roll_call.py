"""Roll call (点名), counted blind: whoever counts does not see what the records expect."""

from datetime import time
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Coverage, Group, Register, Session, Tally, when
from db.register import Choice, RegisterRecord, field, refers_to, signs
from resources.text import N_


class CallKind(Choice):
    """Which roll call of the day."""

    MORNING = "morning", N_("morning count"), "早点|晨点|morning"
    NOON = "noon", N_("noon"), "午点"
    EVENING = "evening", N_("evening"), "晚点|睡前"
    HANDOVER = "handover", N_("hand-over"), "交接|交接班"
    EXTRA = "extra", N_("extra"), "临时"
    EMERGENCY = "emergency", N_("emergency"), "紧急"


class CallWay(Choice):
    """How it was counted; SEED0 allows video, intercom and handheld, and wants the way on record."""

    FACE = "face", N_("face to face"), "面点|当面"
    VIDEO = "video", N_("video"), "视频点名"
    INTERCOM = "intercom", N_("intercom"), "对讲"
    HANDHELD = "handheld", N_("handheld device"), "手持机|系统"


class RollCall(RegisterRecord):
    """One count of one cell."""

    about = Register(
        "roll_call",
        N_("Roll call"),
        N_("Count who is in the cell and who is out, without looking up how many should be there."),
        Group.SECURITY,
        "SEED0 (roll calls by video, intercom or handheld device); local default of the times",
        columns=("cell_id", "kind", "way", "expected", "counted", "away", "missing", "explanation", "counted_by_id"),
        ledger="roll_call",
        subject="cell_id",
        count_by="kind",
        is_annexed=True,
        keep_years=3,
        synonyms=("点名",),
        coverage=Coverage(
            "cell_id",
            (
                Session("morning", N_("morning roll call"), time(6), time(9), when("kind", CallKind.MORNING)),
                Session("evening", N_("evening roll call"), time(20), time(23), when("kind", CallKind.EVENING)),
            ),
            "local default (morning and bedtime; hand-overs with the shifts)",
        ),
        tally=Tally(
            "counted",
            "away",
            "away_reason",
            "expected",
            "cell_id",
            "missing",
            "explanation",
            "local default (closing rule R-LG-01: a mismatch keeps the day open)",
        ),
    )

    cell_id: Mapped[UUID] = refers_to("cell", N_("Cell"), synonyms="监室号|号房")
    kind: Mapped[CallKind] = field(N_("Kind"), of=CallKind, synonyms="类型|点名类型")
    way: Mapped[CallWay] = field(N_("Way of counting"), of=CallWay, synonyms="方式|点名方式")
    counted: Mapped[int] = field(N_("Counted"), low=0, high=200, totalled=True, synonyms="实点|实点人数")
    away: Mapped[int] = field(N_("Away"), low=0, high=200, totalled=True, synonyms="外出人数|外出数")
    away_reason: Mapped[str | None] = field(
        N_("Why away"),
        help=N_("Questioned, in court, in hospital, with the lawyer or family, in a talk, in the yard …"),
        synonyms="外出事由|外出情况",
    )
    expected: Mapped[int] = field(
        N_("Expected in the cell"),
        computed="held_in_cell",
        totalled=True,
        help=N_("Worked out from the records when it is saved."),
    )
    missing: Mapped[str | None] = field(
        N_("Not found"), people=True, later=True, help=N_("Numbers of those who did not answer."), synonyms="应点未点"
    )
    explanation: Mapped[str | None] = field(
        N_("Cause of the difference and what was done"), long=True, later=True, synonyms="差异原因|处置"
    )
    counted_by_id: Mapped[UUID] = signs(N_("Counted by"), synonyms="点名人员|点名民警")
    confirmed_by_id: Mapped[UUID | None] = signs(N_("Shift lead"), later=True, synonyms="值班长|确认人")
