"""Protective and epidemic materials (防护物资): what came in, went out, was lost and was counted."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Balance, Group, Register, when
from db.register import Choice, RegisterRecord, field, refers_to, signs
from resources.text import N_


class Movement(Choice):
    """What was done with the material."""

    IN = "in", N_("received"), "入|收入|入库"
    OUT = "out", N_("issued"), "出|领用|出库"
    LOSS = "loss", N_("lost or spoilt"), "报损|损失"
    COUNT = "count", N_("counted"), "清点"


class StockMovement(RegisterRecord):
    """One movement of one material."""

    about = Register(
        "stock_movement",
        N_("Protective materials"),
        N_("What came in and went out. The stock follows from it, and never falls below zero."),
        Group.HEALTH,
        "SEED0 (epidemic materials); local default for the least stock",
        columns=("material_id", "movement", "quantity", "batch", "expires_on", "taken_by_id", "purpose"),
        ledger="supplies",
        subject="material_id",
        keep_years=3,
        synonyms=("防护物资", "物资出入库"),
        balance=Balance(
            "material_id",
            "quantity",
            "movement",
            adds=frozenset({Movement.IN.value}),
            takes=frozenset({Movement.OUT.value, Movement.LOSS.value}),
            states=frozenset({Movement.COUNT.value}),
            minimum="minimum",
            daily="daily_use",
            source="local default (a day's use for fourteen days)",
        ),
    )

    material_id: Mapped[UUID] = refers_to("material", N_("Material"), synonyms="物资|物资名称|名称")
    movement: Mapped[Movement] = field(N_("Movement"), of=Movement, synonyms="类型|出入库|操作")
    quantity: Mapped[Decimal] = field(N_("Quantity"), low=0, high=1000000, places=1, synonyms="数目|件数")
    batch: Mapped[str | None] = field(N_("Batch"), synonyms="批次|批号")
    expires_on: Mapped[date | None] = field(N_("Expires on"), synonyms="有效期至|失效日期")
    taken_by_id: Mapped[UUID | None] = refers_to(
        "staff", N_("Issued to"), required_when=when("movement", Movement.OUT), synonyms="领用|领取人"
    )
    purpose: Mapped[str | None] = field(
        N_("Use"), required_when=when("movement", Movement.OUT, Movement.LOSS), synonyms="原因|事由"
    )
    keeper_id: Mapped[UUID] = signs(N_("Keeper"), synonyms="保管人|管理员|经办人")
