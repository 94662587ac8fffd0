"""Incidents (突发事件): facts only, care first, and a chain of reports with times."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Deadline, Group, Register
from db.register import Choice, RegisterRecord, field, refers_to, signs
from resources.text import N_


class IncidentKind(Choice):
    """What happened."""

    SELF_HARM = "self_harm", N_("suicide, self-harm"), "自杀自伤|自杀|自伤"
    ILLNESS = "illness", N_("sudden illness"), "突发疾病"
    FIGHT = "fight", N_("fight"), "打架斗殴"
    BULLYING = "bullying", N_("bullying")
    ESCAPE = "escape", N_("attempted escape"), "脱逃"
    HUNGER = "hunger", N_("hunger strike"), "绝食"
    DAMAGE = "damage", N_("damage"), "破坏"
    FIRE = "fire", N_("fire")
    POWER = "power", N_("power failure"), "停电"
    EQUIPMENT = "equipment", N_("equipment"), "设备故障"
    EPIDEMIC = "epidemic", N_("epidemic"), "疫情"
    POISONING = "poisoning", N_("food poisoning"), "食物中毒"
    FORCE = "force", N_("use of force"), "使用强制|使用警械"
    OTHER = "other", N_("other")


class Level(Choice):
    """How grave it is."""

    ORDINARY = "ordinary", N_("ordinary"), "一般"
    LARGER = "larger", N_("larger"), "较大"
    GRAVE = "grave", N_("grave"), "重大"
    VERY_GRAVE = "very_grave", N_("very grave"), "特别重大"


class Incident(RegisterRecord):
    """One incident, from the alarm to its closure."""

    about = Register(
        "incident",
        N_("Incidents"),
        N_("What happened, facts only. Care comes first; superiors by telephone at once, in writing within two hours."),
        Group.SECURITY,
        "Regulation on Detention Houses art. 27; local default of the hours of reports",
        columns=(
            "kind",
            "level",
            "place_id",
            "people",
            "facts",
            "action",
            "superior_told_at",
            "written_at",
            "closed_at",
        ),
        ledger="incidents",
        count_by="kind",
        keep_years=None,
        together="people",
        synonyms=("突发事件", "事件"),
        deadlines=(
            Deadline(
                "superior_told_at", N_("report by telephone"), "local default (at once)", within=timedelta(minutes=10)
            ),
            Deadline("written_at", N_("first written report"), "local default (two hours)", within=timedelta(hours=2)),
            Deadline("detailed_at", N_("detailed report"), "local default (one day)", within=timedelta(hours=24)),
            Deadline("closed_at", N_("closure"), "local default (thirty days)", within=timedelta(days=30)),
        ),
    )

    kind: Mapped[IncidentKind] = field(N_("Kind"), of=IncidentKind, synonyms="类型|类别|事件类型")
    level: Mapped[Level] = field(N_("Level"), of=Level, synonyms="等级|事件等级")
    place_id: Mapped[UUID] = refers_to("area", N_("Place"), synonyms="发生地点|区域")
    people: Mapped[str | None] = field(
        N_("People held concerned"), people=True, help=N_("Victims, actors, witnesses: their numbers."), synonyms="人员"
    )
    others: Mapped[str | None] = field(N_("Others concerned"), synonyms="其他人员")
    facts: Mapped[str] = field(N_("What happened"), long=True, help=N_("Facts only."), synonyms="简况|经过|事件经过")
    action: Mapped[str] = field(N_("Action at once"), long=True, synonyms="处置|处置情况|现场处置")
    care: Mapped[str | None] = field(N_("Medical care"), synonyms="医疗救治|救治情况")
    evidence: Mapped[str | None] = field(N_("Evidence kept"), synonyms="证据|录像封存号")
    superior_told_at: Mapped[datetime | None] = field(N_("Superior told at"), later=True, synonyms="上报时间|电话报告")
    written_at: Mapped[datetime | None] = field(N_("Written report at"), later=True, synonyms="书面报告")
    detailed_at: Mapped[datetime | None] = field(N_("Detailed report at"), later=True, synonyms="详细报告")
    family_told_at: Mapped[datetime | None] = field(N_("Family told at"), later=True, synonyms="通知家属")
    procurator_told_at: Mapped[datetime | None] = field(N_("Procurator told at"), later=True, synonyms="通知检察")
    cause: Mapped[str | None] = field(N_("Cause"), long=True, later=True, synonyms="原因")
    correction: Mapped[str | None] = field(N_("Correction"), long=True, later=True, synonyms="整改|整改措施")
    support: Mapped[str | None] = field(N_("Support offered"), later=True, synonyms="心理疏导|谈心")
    closed_at: Mapped[datetime | None] = field(N_("Closed at"), later=True, synonyms="办结时间|结案时间")
    reporter_id: Mapped[UUID] = signs(N_("Reported by"), synonyms="报告人员|登记人")
    lead_id: Mapped[UUID | None] = signs(N_("Shift lead"), later=True, synonyms="值班长")
    head_id: Mapped[UUID | None] = signs(N_("Head"), later=True, synonyms="所领导")
