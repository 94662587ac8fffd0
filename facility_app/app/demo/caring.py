"""What follows from the rounds of a fictional day: the doctor, isolation and observation, and the signatures."""

from db.values import Invalid
from facility_app.access import Desk
from facility_app.acts.isolation import IsolationEnd, IsolationOrder, ReviewMade
from facility_app.acts.observations import LineTold, RightTold
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import Step, StoryDay
from facility_app.facts.isolation import ApartPerson
from facility_app.rules.care import CareCase, CaseKind, may_conclude
from facility_app.rules.carepack import INFORMED
from facility_app.rules.isolationdue import OwedKind
from facility_app.services import care, isolation, rounds

_MOST_APART = 3
_ISOLATED = 0.5
_NOT_KEPT = 0.05
_AFTER_WINDOW = {"am": ("09:32", "09:42"), "pm": ("19:32", "19:42")}
"""When a round is signed off, and when the doctor has been everywhere."""
_MOODS = ("mood.calm", "mood.calm", "mood.low")
_FOODS = ("food.all", "food.all", "food.some")
_SLEEPS = ("sleep.good", "sleep.good", "sleep.poor")
_DAILY, _ONCE = ("exercise", "contact", "reading"), ("family_told", "legal_clocks")
_SEEN = ("咽部充血，嘱休息、多饮水，口服退热药", "考虑上呼吸道感染，对症处理", "肺部听诊未见异常，继续观察")
_OVER = "体温恢复正常满48小时，无不适，结案"
_GONE = "已离所，病情随出所健康检查交接，结案"
_RIGHT = "已逐条核对，读数属实"


def caring(scene: Scene, day: StoryDay) -> list[Step]:
    """After each round its signature, and the doctor's way through the house."""
    return [
        step
        for window, (signed, seen) in _AFTER_WINDOW.items()
        for step in (
            Step(day.at(signed), lambda window=window: _sign(scene.desk, day, window)),  # type: ignore[misc]
            Step(day.at(seen), lambda window=window: _go_round(scene, day, window)),  # type: ignore[misc]
        )
    ]


def _sign(shift: Desk, day: StoryDay, window: str) -> None:
    """Sign a round off; what looks wrong with it was looked at."""
    try:
        rounds.sign_round(shift, day.day, window)
    except Invalid as error:
        if error.field != "note":
            raise
        rounds.sign_round(shift, day.day, window, _RIGHT)


def _go_round(scene: Scene, day: StoryDay, window: str) -> None:
    apart = _apart(scene)
    if window == "am":
        apart = [one for one in apart if not _ends(scene, one)]
    held = {one.who.number for one in scene.inmates}
    for case in care.open_cases(scene.desk).cases:
        number = case.subject.number
        if case.stage(INFORMED).done is None:
            _see(scene, day, case)
            if number in held and _is_isolated(scene, case, apart):
                told = IsolationOrder(number, "medical_isolation", "确认发热，疑似流感", pathogen="influenza")
                isolation.order_isolation(scene.desk, told)
                apart = _apart(scene)
        elif number not in held:
            care.conclude_case(scene.desk, case.first_id, _GONE, is_early=True)
        elif may_conclude(case):
            care.conclude_case(scene.desk, case.first_id, _OVER)
    if not scene.ward.has_observed and held:
        scene.ward.has_observed = True
        number = scene.ward.chance.choice(sorted(held - {one.person.number for one in apart}))
        isolation.order_isolation(scene.desk, IsolationOrder(number, "medical_observation", "有流行病学接触史"))
        apart = _apart(scene)
    for one in apart:
        _look_after(scene, day, one, window)


def _apart(scene: Scene) -> list[ApartPerson]:
    return [one for one in isolation.observation_sheet(scene.desk).entries if one.spell.ended_at is None]


def _see(scene: Scene, day: StoryDay, case: CareCase) -> None:
    """The doctor hears of it within minutes and is there within half an hour."""
    ward = scene.ward
    told = case.needed_from.timestamp() - day.at("00:00").timestamp() + ward.chance.randint(60, 8 * 60)
    care.tell_doctor(scene.desk, case.first_id, doctor=scene.ward.doctor, at=day.at("00:00", told))
    at = day.at("00:00", told + ward.chance.randint(4 * 60, 19 * 60))
    care.doctor_saw(scene.desk, case.first_id, at=at, result=ward.chance.choice(_SEEN))


def _is_isolated(scene: Scene, case: CareCase, apart: list[ApartPerson]) -> bool:
    is_apart = case.subject.number in {one.person.number for one in apart}
    is_likely = scene.ward.chance.random() < _ISOLATED
    return case.kind is CaseKind.FEVER and is_likely and not is_apart and len(apart) < _MOST_APART


def _ends(scene: Scene, one: ApartPerson) -> bool:
    """End what its rule lets end; before that, what is due of long ones."""
    number = one.person.number
    if one.verdict.may_end:
        isolation.end_isolation(scene.desk, IsolationEnd(number, "符合解除条件"))
        return True
    for owed in one.owed:
        if owed.kind is OwedKind.MILESTONE and owed.review and not owed.is_done:
            isolation.review_isolation(scene.desk, ReviewMade(number, owed.review, True, "继续至符合解除条件"))
    return False


def _look_after(scene: Scene, day: StoryDay, one: ApartPerson, window: str) -> None:
    """A line of the sheet, where the window owes one; in the morning the visit and the rights, and on the first day."""
    ward, number = scene.ward, one.person.number
    line = next(line for line in one.lines if line.window == window)
    if line.is_owed:
        symptoms = ("dry_cough",) if any(each.is_fever for each in line.temperatures) else ()
        mood, food, sleep = (ward.chance.choice(answers) for answers in (_MOODS, _FOODS, _SLEEPS))
        told = LineTold(number, mood, food, sleep, symptoms=symptoms, day=day.day, window=window)
        isolation.observe(scene.desk, told)
    if window == "am" or one.day_n == 1:
        isolation.review_isolation(scene.desk, ReviewMade(number, "doctor_visit"))
        rights = [RightTold(right, True) for right in (*_DAILY[1:], *(_ONCE if one.day_n == 1 else ()))]
        is_kept = ward.chance.random() >= _NOT_KEPT
        rights.append(RightTold(_DAILY[0], is_kept, None if is_kept else "降雨，改为室内活动"))
        noted = {each.right for each in one.rights}
        isolation.note_rights(scene.desk, number, [each for each in rights if each.right not in noted])
