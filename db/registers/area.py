"""The areas of the facility, of which registers speak."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Group, Register
from db.register import Choice, ListRecord, field, refers_to
from resources.text import N_


class AreaKind(Choice):
    """What an area is for."""

    CELLS = "cells", N_("cells"), "监区|监室"
    YARD = "yard", N_("yard"), "放风场"
    MEDICAL = "medical", N_("medical rooms"), "医务室|卫生所"
    MEETING = "meeting", N_("meeting and questioning rooms"), "会见室|讯问室|提讯室"
    KITCHEN = "kitchen", N_("kitchen"), "伙房"
    OFFICE = "office", N_("offices and duty rooms"), "值班室"
    ENTRANCE = "entrance", N_("entrance"), "大门"
    OUTSIDE = "outside", N_("outdoors and perimeter"), "室外|周界"
    OTHER = "other", N_("other")


class Area(ListRecord):
    """One area, named as everybody there calls it."""

    about = Register(
        "area",
        N_("Areas"),
        N_("The places of the facility that are disinfected, checked and spoken of."),
        Group.EQUIPMENT,
        "local list",
        columns=("name", "kind", "block_id", "disinfected_daily", "remark"),
        is_list=True,
        keep_years=None,
    )

    kind: Mapped[AreaKind] = field(N_("Kind"), of=AreaKind, synonyms="类型|区域类型|type")
    block_id: Mapped[UUID | None] = refers_to("block", N_("Block"), synonyms="监区")
    disinfected_daily: Mapped[bool] = field(
        N_("Disinfected twice a day"), help=N_("Owes a disinfection every morning and every afternoon.")
    )
