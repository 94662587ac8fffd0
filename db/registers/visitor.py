"""The gate log: who comes in from outside (外来人员登记), and who is still inside."""

from datetime import datetime, time
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Deadline, Group, Register, when
from db.register import Choice, RegisterRecord, field, signs
from resources.text import N_


class VisitorKind(Choice):
    """Who comes. Lawyers, procurators and emergency doctors are never delayed by the gate's formalities."""

    CASE_OFFICER = "case_officer", N_("case officer"), "办案人员|办案民警"
    LAWYER = "lawyer", N_("lawyer"), "辩护律师"
    PROCURATOR = "procurator", N_("procurator")
    COURT = "court", N_("court"), "法官"
    DOCTOR = "doctor", N_("doctor, ambulance"), "医生|120"
    FAMILY = "family", N_("family"), "亲属"
    SUPPLIER = "supplier", N_("supplier, repair"), "供货|维修|施工"
    INSPECTION = "inspection", N_("inspection, leadership"), "检查|领导"
    OTHER = "other", N_("other")


class SecurityCheck(Choice):
    """What the search at the gate found."""

    PASSED = "passed", N_("passed"), "正常|合格"
    DEPOSITED = "deposited", N_("things deposited"), "寄存"
    REFUSED = "refused", N_("entry refused"), "拒绝|未入"
    WAIVED = "waived", N_("emergency, paper later"), "紧急"


class Visitor(RegisterRecord):
    """One visitor, from coming in to going out."""

    about = Register(
        "visitor",
        N_("Visitors"),
        N_("Who came in, to whom and why, with what, and when out again. Lawyers and doctors first, paper later."),
        Group.GATE,
        "SEED0 (strict control of people and vehicles coming in)",
        columns=("name", "kind", "organisation", "purpose", "visited", "escort_id", "check", "badge", "left_at"),
        ledger="gate",
        count_by="kind",
        keep_years=1,
        synonyms=("外来人员", "来访登记"),
        deadlines=(
            Deadline(
                "left_at",
                N_("leaving"),
                "local default (whoever has no time of leaving by then is still inside)",
                by="until",
                at=time(20),
                when=when("check", SecurityCheck.PASSED, SecurityCheck.DEPOSITED, SecurityCheck.WAIVED),
            ),
        ),
    )

    name: Mapped[str] = field(N_("Name"), synonyms="来访人|人员姓名")
    kind: Mapped[VisitorKind] = field(N_("Kind"), of=VisitorKind, synonyms="类别|类型|人员类别|来访类型")
    identity: Mapped[str | None] = field(N_("Document number"), class_s=True, synonyms="证件号|证件号码|身份证号")
    organisation: Mapped[str | None] = field(N_("Organisation"), synonyms="工作单位")
    purpose: Mapped[str] = field(N_("Purpose"), synonyms="来访事由|事由")
    visited: Mapped[str | None] = field(N_("Visited"), synonyms="被访部门|被访人|受访人")
    escort_id: Mapped[UUID | None] = signs(N_("Escort"), synonyms="陪同人|陪同人员")
    celsius: Mapped[Decimal | None] = field(
        N_("Temperature"), unit="℃", low="34", high="42.5", places=1, help=N_("Only when the alert level asks for it.")
    )
    check: Mapped[SecurityCheck] = field(N_("Security check"), of=SecurityCheck, synonyms="安检|检查结果")
    belongings: Mapped[str | None] = field(N_("Things deposited"), synonyms="携带物品|寄存物品")
    locker: Mapped[str | None] = field(N_("Locker of telephones"), synonyms="寄存柜号|柜号")
    badge: Mapped[str | None] = field(N_("Badge"), synonyms="牌号|证牌号")
    until: Mapped[datetime | None] = field(N_("Expected out"), synonyms="预计离开|应离时间")
    left_at: Mapped[datetime | None] = field(N_("Out at"), later=True, synonyms="离开时间|出所时间|出时间")
    officer_id: Mapped[UUID] = signs(N_("Gate officer"), synonyms="门卫|登记人|值班员")
