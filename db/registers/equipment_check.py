"""Checks of equipment and alarms (设备巡检): what is found dead stays open until its retest."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Deadline, Group, Interval, Register, when
from db.register import Choice, RegisterRecord, field, refers_to, signs
from resources.text import N_


class TestResult(Choice):
    """What the test found; the three defects are those of SEED2."""

    WORKS = "works", N_("works"), "正常|完好|合格"
    FAULTY = "faulty", N_("faulty"), "故障|损坏"
    LAPSED = "lapsed", N_("service lapsed"), "停用|欠费|服务到期"
    NOT_CONNECTED = "not_connected", N_("not connected"), "未接入|未联网"


_DEFECT = when("result", TestResult.FAULTY, TestResult.LAPSED, TestResult.NOT_CONNECTED)


class EquipmentCheck(RegisterRecord):
    """One test of one device, and what became of a defect."""

    about = Register(
        "equipment_check",
        N_("Equipment checks"),
        N_("Test the device, say what was found. A defect stays open until a retest has shown that it works."),
        Group.EQUIPMENT,
        "SEED2 (check of every alarm, three classes of defect, rectified at once); local default of the intervals",
        columns=(
            "device_id",
            "test",
            "result",
            "fault",
            "measure",
            "fix_by",
            "fixed_at",
            "retested_at",
            "checked_by_id",
        ),
        ledger="equipment",
        subject="device_id",
        count_by="result",
        ordinary=TestResult.WORKS.value,
        keep_years=3,
        synonyms=("设备巡检", "报警检查"),
        interval=Interval("device_id", "interval_days", "local default (alarms and doors daily, fire weekly)"),
        deadlines=(
            Deadline("retested_at", N_("retest of a defect"), "SEED2 (rectified at once)", by="fix_by", when=_DEFECT),
        ),
    )

    device_id: Mapped[UUID] = refers_to("device", N_("Device"), synonyms="设备名称|检查项目")
    test: Mapped[str] = field(N_("Test"), synonyms="检测内容|测试|检查内容")
    result: Mapped[TestResult] = field(N_("Result"), of=TestResult, synonyms="检测结果|结果")
    fault: Mapped[str | None] = field(N_("Fault"), required_when=_DEFECT, synonyms="故障情况|问题")
    measure: Mapped[str | None] = field(
        N_("Measure until it is mended"), required_when=_DEFECT, synonyms="临时措施|替代措施"
    )
    fix_by: Mapped[date | None] = field(N_("To be mended by"), synonyms="整改期限|期限")
    repairer: Mapped[str | None] = field(N_("Repairer"), later=True, synonyms="维修单位|维修人员")
    escort_id: Mapped[UUID | None] = refers_to(
        "staff", N_("Escort while repairing"), later=True, synonyms="陪同民警|维修陪同"
    )
    fixed_at: Mapped[datetime | None] = field(N_("Mended at"), later=True, synonyms="修复时间")
    retested_at: Mapped[datetime | None] = field(
        N_("Retest passed at"), later=True, help=N_("Only when the device works."), synonyms="复测时间|复查时间"
    )
    checked_by_id: Mapped[UUID] = signs(N_("Tested by"), synonyms="检查人员|巡检人|checked by")
    leader_id: Mapped[UUID | None] = signs(N_("Leader"), later=True, synonyms="带班领导|负责人")
