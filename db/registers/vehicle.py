"""The gate log: vehicles (外来车辆登记), searched going out, underneath too."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Deadline, Group, Register
from db.register import Choice, RegisterRecord, field, refers_to, signs
from resources.text import N_


class VehicleKind(Choice):
    """What comes."""

    ESCORT = "escort", N_("escort vehicle"), "囚车|押解车"
    SUPPLY = "supply", N_("supply"), "送货|货车"
    AMBULANCE = "ambulance", N_("ambulance"), "120"
    OFFICIAL = "official", N_("official car"), "公车"
    OTHER = "other", N_("other")


class Search(Choice):
    """What a search of the vehicle found."""

    CLEAR = "clear", N_("nothing found"), "正常|无异常"
    FOUND = "found", N_("something found, see remark"), "发现问题"
    EMERGENCY = "emergency", N_("not searched, emergency"), "紧急未查"


class Vehicle(RegisterRecord):
    """One vehicle, from coming in to going out."""

    about = Register(
        "vehicle",
        N_("Vehicles"),
        N_("Which vehicle came in, why, and how it was searched coming in and going out, the underbody included."),
        Group.GATE,
        "SEED0 (strict control of people and vehicles coming in)",
        columns=("plate", "kind", "driver", "purpose", "cargo", "search_in", "search_out", "left_at"),
        ledger="gate",
        count_by="kind",
        keep_years=1,
        synonyms=("车辆", "外来车辆"),
        deadlines=(
            Deadline(
                "left_at",
                N_("leaving"),
                "local default (whatever has no time of leaving by then is still inside)",
                by="until",
                at=time(20),
            ),
        ),
    )

    plate: Mapped[str] = field(N_("Plate"), synonyms="车牌号|号牌")
    kind: Mapped[VehicleKind] = field(N_("Kind"), of=VehicleKind, synonyms="类别|类型|车辆类型")
    driver: Mapped[str] = field(N_("Driver"), synonyms="司机")
    organisation: Mapped[str | None] = field(N_("Organisation"), synonyms="工作单位")
    purpose: Mapped[str] = field(N_("Purpose"), synonyms="来访事由|事由")
    cargo: Mapped[str | None] = field(N_("Cargo"), synonyms="装卸货物|货物")
    search_in: Mapped[Search] = field(N_("Search coming in"), of=Search, synonyms="进入检查|车内检查进")
    until: Mapped[datetime | None] = field(N_("Expected out"), synonyms="预计离开|应离时间")
    escort_id: Mapped[UUID | None] = refers_to("staff", N_("Escort"), synonyms="陪同人|陪同人员")
    left_at: Mapped[datetime | None] = field(N_("Out at"), later=True, synonyms="离开时间|出所时间|出时间")
    search_out: Mapped[Search | None] = field(
        N_("Search going out"), of=Search, later=True, synonyms="离开检查|车内检查出"
    )
    officer_id: Mapped[UUID] = signs(N_("Gate officer"), synonyms="门卫|登记人|值班员")
