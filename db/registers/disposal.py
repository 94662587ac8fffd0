"""Disposal of medical and epidemic waste (医疗废物处置): stored two days at most (YLFW 17), kept 3 years (YLFW 12)."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Deadline, Group, Register
from db.register import Choice, RegisterRecord, field, signs
from resources.text import N_


class Waste(Choice):
    """What kind of waste."""

    INFECTIOUS = "infectious", N_("infectious"), "感染性|感染性废物"
    SHARPS = "sharps", N_("sharps"), "损伤性|锐器"
    PHARMACEUTICAL = "pharmaceutical", N_("pharmaceutical"), "药物性|药品"
    PROTECTIVE = "protective", N_("used protective equipment"), "防护用品"
    HOUSEHOLD = "household", N_("household"), "生活垃圾"


class Disposal(RegisterRecord):
    """One package of waste, from the temporary store to whoever takes it away."""

    about = Register(
        "disposal",
        N_("Waste disposal"),
        N_("What was packed, where it is stored, and who took it away: within two days."),
        Group.HEALTH,
        "Regulations on Medical Waste (2003, rev. 2011) art. 12 and 17",
        columns=("kind", "origin", "pieces", "weight", "store", "handed_over_at", "receiver", "handler_id"),
        ledger="disinfection",
        count_by="kind",
        keep_years=3,
        synonyms=("医废", "废弃物处置", "医疗废物"),
        deadlines=(
            Deadline(
                "handed_over_at",
                N_("hand-over of the waste"),
                "Regulations on Medical Waste art. 17 (two days at most)",
                within=timedelta(days=2),
            ),
        ),
    )

    kind: Mapped[Waste] = field(N_("Kind"), of=Waste, synonyms="类别|类型|废物类别")
    origin: Mapped[str] = field(N_("Origin"), synonyms="来源|产生地点")
    pieces: Mapped[int] = field(N_("Pieces"), low=1, high=10000, totalled=True, synonyms="件数|包数")
    weight: Mapped[Decimal | None] = field(
        N_("Weight"), unit="kg", low=0, high=100000, places=2, totalled=True, synonyms="重量公斤"
    )
    packing: Mapped[str] = field(N_("Packing"), synonyms="包装方式")
    store: Mapped[str] = field(N_("Temporary store"), synonyms="暂存地点|暂存处")
    handler_id: Mapped[UUID] = signs(N_("Handled by"), synonyms="经办人|交接人")
    witness_id: Mapped[UUID | None] = signs(N_("Witness"), later=True, synonyms="见证")
    handed_over_at: Mapped[datetime | None] = field(N_("Handed over at"), later=True, synonyms="移交时间|交接时间")
    receiver: Mapped[str | None] = field(N_("Taken away by"), later=True, synonyms="接收单位|去向")
    way: Mapped[str | None] = field(N_("Way of disposal"), later=True, synonyms="处置方式|处置方法")
