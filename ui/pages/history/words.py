"""Readable words for records and their fields; what is not known stays as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facility_app.core.facilityday import FacilityCalendar
from facility_app.facts.register_words import choice_of, label
from facility_app.rules.declared import FieldKind, Register
from facility_app.services.journal import FieldLine, RecordLine
from resources.text import N_, _

_RECORDS = {
    "access_event": N_("access log"),
    "account": N_("account"),
    "account_role": N_("role of an account"),
    "addendum": N_("addendum"),
    "bed": N_("bed"),
    "care_step": N_("step of care"),
    "block": N_("block"),
    "cell": N_("cell"),
    "closed_day": N_("closed day"),
    "custody": N_("custody"),
    "document": N_("legal document"),
    "facility": N_("facility"),
    "isolation": N_("isolation"),
    "isolation_review": N_("review of an isolation"),
    "isolation_right": N_("right of somebody apart"),
    "observation": N_("line of the observation sheet"),
    "outbreak_measures": N_("measures of an outbreak"),
    "person": N_("particulars"),
    "placement": N_("placement"),
    "printed_ledger": N_("printed ledger"),
    "reading": N_("temperature"),
    "release": N_("release"),
    "release_check": N_("release checklist"),
    "round": N_("round"),
    "round_absence": N_("reason for not measuring"),
    "site_policy": N_("rule of the facility"),
    "staff": N_("staff"),
    "staff_leave": N_("leave of staff"),
    "talk": N_("talk"),
}
_FIELDS = {
    "admission": N_("Ground of admission"),
    "admitted_at": N_("Admitted at"),
    "alias": N_("Alias"),
    "area_m2": N_("Area (m²)"),
    "areas": N_("Areas travelled through"),
    "at": N_("Time"),
    "basis": N_("Document or order"),
    "birth_date": N_("Birth date"),
    "body_site": N_("Body site"),
    "capacity": N_("Capacity"),
    "case_cause": N_("Cause"),
    "case_number": N_("Case number"),
    "case_unit": N_("Case-handling unit"),
    "celsius": N_("Temperature (℃)"),
    "certificate_number": N_("Certificate number"),
    "code": N_("Code"),
    "content": N_("Content"),
    "day": N_("Facility day"),
    "detail": N_("Detail"),
    "device": N_("Device"),
    "diet": N_("Diet"),
    "effective_from": N_("Effective from"),
    "end_reason": N_("Why it ends"),
    "end_rule": N_("Ends by the rule"),
    "ended_at": N_("Ended at"),
    "ends_on": N_("Last day of the measures"),
    "entry": N_("Rule"),
    "ethnicity": N_("Ethnicity"),
    "exit": N_("Way of leaving"),
    "food": N_("Food"),
    "from_at": N_("From"),
    "goes_on": N_("It goes on"),
    "identity_number": N_("Resident ID number"),
    "identity_unverified": N_("Identity unverified"),
    "initials": N_("Initials"),
    "is_done": N_("Done"),
    "is_kept": N_("Kept up"),
    "is_key_person": N_("Key person"),
    "issued_by": N_("Issuing body"),
    "issued_on": N_("Document date"),
    "item": N_("Item of the checklist"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "left_at": N_("Left at"),
    "login": N_("Login name"),
    "minutes": N_("Minutes"),
    "mood": N_("Mood"),
    "must_change": N_("Password to be chosen"),
    "name": N_("Name"),
    "note": N_("Note"),
    "number": N_("Number"),
    "observation_days": N_("Days newcomers are observed"),
    "other_document": N_("Other identity document"),
    "override_reason": N_("Reason for the exception"),
    "pack": N_("Pack"),
    "password_set_at": N_("Password chosen at"),
    "pathogen": N_("Pathogen"),
    "phone": N_("Phone"),
    "picked_up_by": N_("Picked up by"),
    "pinyin": N_("Pinyin"),
    "post": N_("Post"),
    "ppe_level": N_("Level of protection"),
    "precaution": N_("Precautions"),
    "reason": N_("Reason"),
    "reason_if_short": N_("Why it was short"),
    "remark": N_("Remark"),
    "result": N_("What came of it"),
    "right": N_("Right"),
    "role": N_("Role"),
    "serial": N_("Serial"),
    "sex": N_("Sex"),
    "since": N_("Since"),
    "sleep": N_("Sleep"),
    "sort": N_("Sort"),
    "started_at": N_("Started at"),
    "started_on": N_("Since"),
    "step": N_("Step"),
    "symptoms": N_("Symptoms"),
    "taken_at": N_("Taken at"),
    "tests": N_("Tests"),
    "term_end": N_("Term end as printed"),
    "text": N_("Text"),
    "type": N_("Type"),
    "until": N_("Until"),
    "until_at": N_("Until"),
    "values": N_("Figures"),
    "version": N_("Version"),
    "void_reason": N_("Why it was voided"),
    "voided_at": N_("Voided at"),
    "window": N_("Session"),
    "custody_id": N_("Person held"),
    "person_id": N_("Person"),
    "document_id": N_("Document"),
    "bed_id": N_("Bed"),
    "cell_id": N_("Cell"),
    "block_id": N_("Block"),
    "staff_id": N_("Member of staff"),
    "officer_id": N_("Officer"),
    "taken_by_id": N_("Measured by"),
    "checked_by_id": N_("Checked by"),
    "also_checked_by_id": N_("Second check by"),
    "recheck_of_id": N_("Recheck of"),
    "round_id": N_("Round"),
    "account_id": N_("Account"),
    "act": N_("Act"),
    "count": N_("How many"),
    "entered_at": N_("Entered at"),
    "entered_by_id": N_("Entered by"),
    "by_id": N_("Recorded by"),
    "ended_by_id": N_("Ended by"),
    "isolation_id": N_("Isolation"),
    "ordered_by_id": N_("Ordered by"),
    "reading_id": N_("Temperature"),
}
_NOTHING = "–"
_ANSWERS = {"True": N_("yes"), "False": N_("no")}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One field of one record, before and after an act."""

    record: str
    field: str
    before: str
    after: str
    record_id: UUID
    is_new: bool


def record_name(entity: str, registers: Mapping[str, Register]) -> str:
    """What kind of record it is."""
    if entity in registers:
        return _(registers[entity].label)
    return _(_RECORDS.get(entity, entity))


def change_rows(
    lines: Iterable[RecordLine], registers: Mapping[str, Register], calendar: FacilityCalendar
) -> tuple[ChangeRow, ...]:
    """What an act did, field by field; identifiers of the records themselves are left out."""
    found: list[ChangeRow] = []
    for one in lines:
        name, register = record_name(one.entity, registers), registers.get(one.entity)
        if one.fields is None:
            found.append(ChangeRow(name, _("erased by order"), _NOTHING, _NOTHING, one.record_id, False))
            continue
        for field in one.fields:
            if field.before == field.after or field.name == "id":
                continue
            before, after = (_value(field.name, text, register, calendar) for text in (field.before, field.after))
            found.append(ChangeRow(name, field_name(field, register), before, after, one.record_id, one.is_new))
    return tuple(found)


def field_name(field: FieldLine, register: Register | None) -> str:
    """How a field is called: as its register declares it, else in readable words, else as it is."""
    if register is not None and register.has(field.name):
        return label(register.field(field.name))
    return _(_FIELDS.get(field.name, field.name))


def change_text(field: FieldLine, calendar: FacilityCalendar) -> str:
    """One field before and after, in a line."""
    before, after = (_value(field.name, text, None, calendar) for text in (field.before, field.after))
    return f"{field_name(field, None)}: {before} → {after}"


def _value(name: str, text: str | None, register: Register | None, calendar: FacilityCalendar) -> str:
    if text is None or text == "":
        return _NOTHING
    if register is not None and register.has(name):
        spec = register.field(name)
        choice = choice_of(spec, text) if spec.kind is FieldKind.CHOICE else None
        if choice is not None:
            return _(choice.label)
    if text in _ANSWERS:
        return _(_ANSWERS[text])
    return _instant(text, calendar) or _short(text)


def _instant(text: str, calendar: FacilityCalendar) -> str:
    """An instant by the facility's clock; empty: the text is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return f"{calendar.local(found):%Y-%m-%d %H:%M:%S}" if found.tzinfo else ""


def _short(text: str) -> str:
    """The end of an identifier, which tells two records apart; other texts as they are."""
    try:
        return f"…{str(UUID(text))[-6:]}"
    except ValueError:
        return text
