"""Collective education (集体教育): eight hours for everybody in a month."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Group, Quota, Register
from db.register import Choice, RegisterRecord, field, refers_to, signs
from resources.text import N_


class Topic(Choice):
    """What it is about."""

    LAW = "law", N_("law"), "法制|法治"
    MORAL = "moral", N_("morals"), "道德"
    AFFAIRS = "affairs", N_("current affairs"), "形势|时事"
    HEALTH = "health", N_("health"), "健康|卫生"
    SKILL = "skill", N_("skills"), "技能"
    REHAB = "rehab", N_("quitting drugs"), "戒毒"
    MIND = "mind", N_("psychology"), "心理"
    CULTURE = "culture", N_("culture and sport"), "文体"


class Way(Choice):
    """How it is taught."""

    LECTURE = "lecture", N_("lecture"), "讲课|授课"
    BROADCAST = "broadcast", N_("broadcast"), "广播|电教"
    VIDEO = "video", N_("video"), "观看视频"
    DISCUSSION = "discussion", N_("discussion"), "座谈"
    ACTIVITY = "activity", N_("activity"), "文体活动"


class Lesson(RegisterRecord):
    """One lesson for one block, or for all of them."""

    about = Register(
        "lesson",
        N_("Education"),
        N_("Lessons, broadcasts and activities, and who did not take part: eight hours a month for everybody."),
        Group.EDUCATION,
        "Regulation on Detention Houses art. 33; SEED3 for the hours",
        columns=("topic", "title", "way", "teacher", "block_id", "attended", "minutes", "absent"),
        ledger="education",
        count_by="topic",
        keep_years=3,
        synonyms=("集体教育", "教育课时"),
        quota=Quota("minutes", "block_id", "absent", 480, "SEED3 (eight hours a month), as a local default"),
    )

    topic: Mapped[Topic] = field(N_("Topic"), of=Topic, synonyms="主题类别|类别|教育类别")
    title: Mapped[str] = field(N_("Title"), synonyms="主题|内容|题目")
    way: Mapped[Way] = field(N_("Way of teaching"), of=Way, synonyms="方式|教育方式")
    teacher: Mapped[str] = field(N_("Teacher"), synonyms="授课|讲师|主讲")
    block_id: Mapped[UUID | None] = refers_to(
        "block", N_("Block"), help=N_("Empty: all of them."), synonyms="参加监区|所在监区"
    )
    attended: Mapped[int] = field(N_("Attended"), low=0, high=5000, totalled=True, synonyms="参加|人数|参加人数")
    minutes: Mapped[int] = field(N_("Minutes"), unit=N_("min"), low=5, high=480, totalled=True, synonyms="时长|分钟")
    absent: Mapped[str | None] = field(N_("Did not take part"), people=True, synonyms="缺席|未参加|未参加人员")
    absent_reason: Mapped[str | None] = field(N_("Why not"), synonyms="未参加原因|缺席原因")
    effect: Mapped[str | None] = field(N_("Effect"), synonyms="效果|教育效果")
    officer_id: Mapped[UUID] = signs(N_("Officer"), synonyms="组织民警|责任民警|签名")
