"""Disinfection (消毒日志): every area, morning and afternoon, with no blind corner (SEED0)."""

from datetime import time, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Coverage, Deadline, Group, Register, Session
from db.register import Choice, RegisterRecord, field, refers_to, signs
from resources.text import N_


class Method(Choice):
    """How it is done. Nothing is ever sprayed on people; UV burns only in empty rooms."""

    SPRAYING = "spraying", N_("spraying"), "喷雾"
    WIPING = "wiping", N_("wiping"), "擦洗"
    ULTRAVIOLET = "ultraviolet", N_("ultraviolet"), "紫外"
    BOILING = "boiling", N_("boiling"), "蒸煮"


class Occasion(Choice):
    """What it follows; beyond the two of every day after each intake, interrogation or visit."""

    DAILY = "daily", N_("daily"), "例行|常规"
    INTAKE = "intake", N_("after an intake"), "收押后|收拘后"
    INTERROGATION = "interrogation", N_("after an interrogation"), "提讯后"
    VISIT = "visit", N_("after a visit"), "会见后"
    CASE = "case", N_("after a suspected case"), "疑似病例后|终末消毒"


class Disinfection(RegisterRecord):
    """One disinfection of one area."""

    about = Register(
        "disinfection",
        N_("Disinfection"),
        N_("Every area in the morning and in the afternoon, cells included, and again after intakes and visits."),
        Group.HEALTH,
        "SEED0 (two full disinfections a day); WS/T 367 for concentrations",
        columns=(
            "area_id",
            "method",
            "agent",
            "concentration",
            "contact",
            "ventilation",
            "done_by_id",
            "checked_by_id",
        ),
        ledger="disinfection",
        subject="area_id",
        keep_years=1,
        synonyms=("消毒", "消毒登记"),
        coverage=Coverage(
            "area_id",
            (
                Session("am", N_("morning"), time(6), time(12)),
                Session("pm", N_("afternoon"), time(12), time(19)),
            ),
            "SEED0 (two full disinfections a day, inside and outside)",
            only="disinfected_daily",
        ),
        deadlines=(
            Deadline(
                "checked_by_id",
                N_("check of the disinfection by a doctor or health officer"),
                "local default (weekly signature)",
                within=timedelta(days=7),
            ),
        ),
    )

    area_id: Mapped[UUID] = refers_to("area", N_("Area"), synonyms="消毒区域|地点|部位")
    occasion: Mapped[Occasion] = field(N_("Occasion"), of=Occasion, synonyms="类型|事由")
    method: Mapped[Method] = field(N_("Method"), of=Method, synonyms="消毒方式|方式")
    agent: Mapped[str | None] = field(N_("Agent"), synonyms="药剂名称|消毒剂|药品")
    concentration: Mapped[Decimal | None] = field(
        N_("Concentration"),
        unit="mg/L",
        low=100,
        high=5000,
        places=0,
        help=N_("Available chlorine: 500 for surfaces, 1000 for contaminated ones."),
        synonyms="消毒液浓度|药剂浓度",
    )
    contact: Mapped[int | None] = field(N_("Contact time"), unit=N_("min"), low=1, high=600, synonyms="作用分钟")
    ventilation: Mapped[int | None] = field(N_("Ventilation"), unit=N_("min"), low=0, high=600, synonyms="通风")
    done_by_id: Mapped[UUID] = signs(N_("Done by"), synonyms="消毒人|消毒人员|操作人")
    checked_by_id: Mapped[UUID | None] = signs(N_("Inspected by"), later=True, synonyms="检查人员|监督人|checked by")
