"""The equipment and the alarms that are checked."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Group, Register
from db.register import Choice, ListRecord, field, refers_to
from resources.text import N_


class DeviceKind(Choice):
    """What a device is (`domain.md` §8.20)."""

    CAMERA = "camera", N_("camera"), "监控|摄像机"
    INTERCOM = "intercom", N_("intercom"), "对讲"
    ALARM_BUTTON = "alarm_button", N_("alarm button"), "报警按钮|一键报警"
    DOOR = "door", N_("door control, electric lock"), "门禁|电控锁"
    PERIMETER = "perimeter", N_("perimeter alarm"), "周界"
    FIRE = "fire", N_("fire protection"), "消防"
    LIGHTING = "lighting", N_("emergency lighting"), "应急照明"
    POWER = "power", N_("UPS, generator"), "发电机"
    FIRST_AID = "first_aid", N_("first aid, AED, oxygen"), "急救箱"
    THERMOMETER = "thermometer", N_("thermometer (calibration)"), "体温计|测温设备"
    REFRIGERATOR = "refrigerator", N_("refrigerator"), "冰箱"
    NETWORK = "network", N_("network, backup"), "网络|备份"
    OTHER = "other", N_("other")


class Device(ListRecord):
    """One device, named so that it can be found."""

    about = Register(
        "device",
        N_("Devices"),
        N_("What is checked: alarms and doors daily, fire protection and AED weekly, the generator monthly."),
        Group.EQUIPMENT,
        "local list",
        columns=("name", "kind", "area_id", "interval_days", "remark"),
        is_list=True,
        keep_years=None,
    )

    kind: Mapped[DeviceKind] = field(N_("Kind"), of=DeviceKind, synonyms="类型|设备类型|type")
    area_id: Mapped[UUID] = refers_to("area", N_("Area"), synonyms="位置|地点")
    interval_days: Mapped[int | None] = field(
        N_("Checked every so many days"),
        low=1,
        high=366,
        help=N_("1 is daily; empty: no check is owed."),
        synonyms="检查周期|周期|间隔天数",
    )
