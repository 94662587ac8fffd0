"""the day"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

restates: dict[str, tuple[str, ...]] = {"staff": ("is_leader",)}
"""Columns, by table, whose values this revision changes; the upgrade journals what became of each row."""


def upgrade() -> None:
    op.create_table('block',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_block'))
    )
    with op.batch_alter_table('block', schema=None) as batch_op:
        batch_op.create_index('uq_block_name', ['name'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('closed_day',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('opening', sa.Integer(), nullable=False),
    sa.Column('intake', sa.Integer(), nullable=False),
    sa.Column('exits', sa.Integer(), nullable=False),
    sa.Column('closing', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('previous_hash', sa.String(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closed_day'))
    )
    with op.batch_alter_table('closed_day', schema=None) as batch_op:
        batch_op.create_index('uq_closed_day_day', ['day'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('person',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('alias', sa.String(), nullable=True),
    sa.Column('pinyin', sa.String(), nullable=False),
    sa.Column('initials', sa.String(), nullable=False),
    sa.Column('sex', sa.String(), nullable=False),
    sa.Column('birth_date', sa.Date(), nullable=True),
    sa.Column('identity_number', sa.String(), nullable=True),
    sa.Column('other_document', sa.String(), nullable=True),
    sa.Column('identity_unverified', sa.Boolean(), nullable=False),
    sa.Column('ethnicity', sa.String(), nullable=True),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('diet', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('identity_number IS NULL OR length(identity_number) = 18', name=op.f('ck_person_identity_number')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index('ix_person_alias', ['alias', 'id'], unique=False, postgresql_ops={'alias': 'text_pattern_ops'})
        batch_op.create_index('ix_person_initials', ['initials', 'id'], unique=False, postgresql_ops={'initials': 'text_pattern_ops'})
        batch_op.create_index('ix_person_name', ['name', 'id'], unique=False, postgresql_ops={'name': 'text_pattern_ops'})
        batch_op.create_index('ix_person_pinyin', ['pinyin', 'id'], unique=False, postgresql_ops={'pinyin': 'text_pattern_ops'})
        batch_op.create_index('uq_person_identity_number', ['identity_number'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('printed_ledger',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('serial', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('file_hash', sa.String(), nullable=False),
    sa.Column('journal_head', sa.String(), nullable=False),
    sa.Column('is_closed', sa.Boolean(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_printed_ledger'))
    )
    with op.batch_alter_table('printed_ledger', schema=None) as batch_op:
        batch_op.create_index('ix_printed_ledger_day', ['day'], unique=False)
        batch_op.create_index('uq_printed_ledger_serial', ['serial'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('round',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('window', sa.String(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round')),
    sa.UniqueConstraint('day', 'window', name=op.f('uq_round_day_window'))
    )
    op.create_table('addendum',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('closed_day_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['closed_day_id'], ['closed_day.id'], name=op.f('fk_addendum_closed_day_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addendum'))
    )
    with op.batch_alter_table('addendum', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_addendum_closed_day_id'), ['closed_day_id'], unique=False)

    op.create_table('document',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('person_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('custody_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('issued_by', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('term_end', sa.Date(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('length(trim(issued_by)) > 0', name=op.f('ck_document_issued_by')),
    sa.CheckConstraint('length(trim(number)) > 0', name=op.f('ck_document_number')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_document_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document'))
    )
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_custody_id'), ['custody_id'], unique=False)

    op.create_table('cell',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('block_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('area_m2', sa.BigInteger().with_variant(sa.Numeric(18, 2), 'postgresql'), nullable=True),
    sa.Column('sex', sa.String(), nullable=True),
    sa.Column('for_minors', sa.Boolean(), nullable=True),
    sa.Column('officer_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('capacity BETWEEN 1 AND 200', name=op.f('ck_cell_capacity')),
    sa.ForeignKeyConstraint(['block_id'], ['block.id'], name=op.f('fk_cell_block_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['staff.id'], name=op.f('fk_cell_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cell'))
    )
    with op.batch_alter_table('cell', schema=None) as batch_op:
        batch_op.create_index('uq_cell_block_id_code', ['block_id', 'code'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('custody',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('person_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('document_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('admission', sa.String(), nullable=False),
    sa.Column('admitted_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('ended_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('is_opening', sa.Boolean(), nullable=False),
    sa.Column('case_number', sa.String(), nullable=True),
    sa.Column('case_cause', sa.String(), nullable=True),
    sa.Column('case_unit', sa.String(), nullable=True),
    sa.Column('term_end', sa.Date(), nullable=True),
    sa.Column('is_key_person', sa.Boolean(), nullable=False),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('ended_at IS NULL OR ended_at >= admitted_at', name=op.f('ck_custody_ends_after_it_began')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_custody_document_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_custody_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_custody'))
    )
    with op.batch_alter_table('custody', schema=None) as batch_op:
        batch_op.create_index('ix_custody_admitted_at', ['admitted_at'], unique=False)
        batch_op.create_index('ix_custody_ended_at', ['ended_at'], unique=False)
        batch_op.create_index('ix_custody_number', ['number', 'ended_at', 'id'], unique=False, postgresql_ops={'number': 'text_pattern_ops'})
        batch_op.create_index('ix_custody_person_id', ['person_id', 'admitted_at'], unique=False)
        batch_op.create_index('uq_custody_number', ['number'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))
        batch_op.create_index('uq_custody_open_of_person', ['person_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND voided_at IS NULL'))

    op.create_table('staff_leave',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('staff_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('last_day >= first_day', name=op.f('ck_staff_leave_ends_after_it_began')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_leave_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_leave'))
    )
    with op.batch_alter_table('staff_leave', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staff_leave_staff_id'), ['staff_id'], unique=False)

    op.create_table('bed',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('cell_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['cell_id'], ['cell.id'], name=op.f('fk_bed_cell_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bed'))
    )
    with op.batch_alter_table('bed', schema=None) as batch_op:
        batch_op.create_index('uq_bed_cell_id_number', ['cell_id', 'number'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('reading',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('round_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('custody_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('staff_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('recheck_of_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('taken_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('celsius', sa.BigInteger().with_variant(sa.Numeric(18, 1), 'postgresql'), nullable=False),
    sa.Column('body_site', sa.String(), nullable=False),
    sa.Column('device', sa.String(), nullable=True),
    sa.Column('taken_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('symptoms', sa.String(), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('(custody_id IS NULL) <> (staff_id IS NULL)', name=op.f('ck_reading_one_subject')),
    sa.ForeignKeyConstraint(['custody_id'], ['custody.id'], name=op.f('fk_reading_custody_id')),
    sa.ForeignKeyConstraint(['recheck_of_id'], ['reading.id'], name=op.f('fk_reading_recheck_of_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_reading_round_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_reading_staff_id')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['staff.id'], name=op.f('fk_reading_taken_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reading'))
    )
    with op.batch_alter_table('reading', schema=None) as batch_op:
        batch_op.create_index('ix_reading_custody_id', ['custody_id', 'taken_at'], unique=False)
        batch_op.create_index('ix_reading_recheck_of_id', ['recheck_of_id'], unique=False, sqlite_where=sa.text('recheck_of_id IS NOT NULL'), postgresql_where=sa.text('recheck_of_id IS NOT NULL'))
        batch_op.create_index('uq_reading_custody_id', ['round_id', 'custody_id'], unique=True, sqlite_where=sa.text('custody_id IS NOT NULL AND recheck_of_id IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('custody_id IS NOT NULL AND recheck_of_id IS NULL AND voided_at IS NULL'))
        batch_op.create_index('uq_reading_staff_id', ['round_id', 'staff_id'], unique=True, sqlite_where=sa.text('staff_id IS NOT NULL AND recheck_of_id IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('staff_id IS NOT NULL AND recheck_of_id IS NULL AND voided_at IS NULL'))

    op.create_table('release',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('custody_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('exit', sa.String(), nullable=False),
    sa.Column('document_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('left_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('checked_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('also_checked_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('picked_up_by', sa.String(), nullable=True),
    sa.Column('certificate_number', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['also_checked_by_id'], ['staff.id'], name=op.f('fk_release_also_checked_by_id')),
    sa.ForeignKeyConstraint(['checked_by_id'], ['staff.id'], name=op.f('fk_release_checked_by_id')),
    sa.ForeignKeyConstraint(['custody_id'], ['custody.id'], name=op.f('fk_release_custody_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_release_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_release'))
    )
    with op.batch_alter_table('release', schema=None) as batch_op:
        batch_op.create_index('uq_release_custody_id', ['custody_id'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('release_check',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('custody_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('item', sa.String(), nullable=False),
    sa.Column('is_done', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['custody_id'], ['custody.id'], name=op.f('fk_release_check_custody_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_release_check'))
    )
    with op.batch_alter_table('release_check', schema=None) as batch_op:
        batch_op.create_index('uq_release_check_custody_id_item', ['custody_id', 'item'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('round_absence',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('round_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('custody_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('staff_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('(custody_id IS NULL) <> (staff_id IS NULL)', name=op.f('ck_round_absence_one_subject')),
    sa.ForeignKeyConstraint(['custody_id'], ['custody.id'], name=op.f('fk_round_absence_custody_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_round_absence_round_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_round_absence_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_absence'))
    )
    with op.batch_alter_table('round_absence', schema=None) as batch_op:
        batch_op.create_index('uq_round_absence_custody_id', ['round_id', 'custody_id'], unique=True, sqlite_where=sa.text('custody_id IS NOT NULL AND voided_at IS NULL'), postgresql_where=sa.text('custody_id IS NOT NULL AND voided_at IS NULL'))
        batch_op.create_index('uq_round_absence_staff_id', ['round_id', 'staff_id'], unique=True, sqlite_where=sa.text('staff_id IS NOT NULL AND voided_at IS NULL'), postgresql_where=sa.text('staff_id IS NOT NULL AND voided_at IS NULL'))

    op.create_table('talk',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('custody_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('officer_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('post', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('started_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('content', sa.String(), nullable=False),
    sa.Column('reason_if_short', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('minutes BETWEEN 1 AND 600', name=op.f('ck_talk_minutes')),
    sa.ForeignKeyConstraint(['custody_id'], ['custody.id'], name=op.f('fk_talk_custody_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['staff.id'], name=op.f('fk_talk_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_talk'))
    )
    with op.batch_alter_table('talk', schema=None) as batch_op:
        batch_op.create_index('ix_talk_custody_id', ['custody_id', 'started_at'], unique=False)
        batch_op.create_index('ix_talk_started_at', ['started_at'], unique=False)

    op.create_table('placement',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('custody_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('bed_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('from_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('until_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('findings', sa.String(), nullable=True),
    sa.Column('override_reason', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('until_at IS NULL OR until_at >= from_at', name=op.f('ck_placement_ends_after_it_began')),
    sa.ForeignKeyConstraint(['bed_id'], ['bed.id'], name=op.f('fk_placement_bed_id')),
    sa.ForeignKeyConstraint(['custody_id'], ['custody.id'], name=op.f('fk_placement_custody_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement'))
    )
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.create_index('ix_placement_bed_id', ['bed_id', 'from_at'], unique=False)
        batch_op.create_index('ix_placement_custody_id', ['custody_id', 'from_at'], unique=False)
        batch_op.create_index('uq_placement_open_of_bed', ['bed_id'], unique=True, sqlite_where=sa.text('until_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('until_at IS NULL AND voided_at IS NULL'))
        batch_op.create_index('uq_placement_open_of_custody', ['custody_id'], unique=True, sqlite_where=sa.text('until_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('until_at IS NULL AND voided_at IS NULL'))

    with op.batch_alter_table('facility', schema=None) as batch_op:
        batch_op.add_column(sa.Column('opened_on', sa.Date(), nullable=True))

    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.add_column(sa.Column('since', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('sex', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('is_leader', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('block_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_staff_block_id'), 'block', ['block_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f('ck_staff_leaves_after_coming'), 'until >= since')
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.alter_column('is_leader', server_default=None, existing_type=sa.Boolean(), existing_nullable=False)



def downgrade() -> None:
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_staff_leaves_after_coming'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_staff_block_id'), type_='foreignkey')
        batch_op.drop_column('block_id')
        batch_op.drop_column('is_leader')
        batch_op.drop_column('sex')
        batch_op.drop_column('until')
        batch_op.drop_column('since')

    with op.batch_alter_table('facility', schema=None) as batch_op:
        batch_op.drop_column('opened_on')

    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.drop_index('uq_placement_open_of_custody', sqlite_where=sa.text('until_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('until_at IS NULL AND voided_at IS NULL'))
        batch_op.drop_index('uq_placement_open_of_bed', sqlite_where=sa.text('until_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('until_at IS NULL AND voided_at IS NULL'))
        batch_op.drop_index('ix_placement_custody_id')
        batch_op.drop_index('ix_placement_bed_id')

    op.drop_table('placement')
    with op.batch_alter_table('talk', schema=None) as batch_op:
        batch_op.drop_index('ix_talk_started_at')
        batch_op.drop_index('ix_talk_custody_id')

    op.drop_table('talk')
    with op.batch_alter_table('round_absence', schema=None) as batch_op:
        batch_op.drop_index('uq_round_absence_staff_id', sqlite_where=sa.text('staff_id IS NOT NULL AND voided_at IS NULL'), postgresql_where=sa.text('staff_id IS NOT NULL AND voided_at IS NULL'))
        batch_op.drop_index('uq_round_absence_custody_id', sqlite_where=sa.text('custody_id IS NOT NULL AND voided_at IS NULL'), postgresql_where=sa.text('custody_id IS NOT NULL AND voided_at IS NULL'))

    op.drop_table('round_absence')
    with op.batch_alter_table('release_check', schema=None) as batch_op:
        batch_op.drop_index('uq_release_check_custody_id_item', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('release_check')
    with op.batch_alter_table('release', schema=None) as batch_op:
        batch_op.drop_index('uq_release_custody_id', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('release')
    with op.batch_alter_table('reading', schema=None) as batch_op:
        batch_op.drop_index('uq_reading_staff_id', sqlite_where=sa.text('staff_id IS NOT NULL AND recheck_of_id IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('staff_id IS NOT NULL AND recheck_of_id IS NULL AND voided_at IS NULL'))
        batch_op.drop_index('uq_reading_custody_id', sqlite_where=sa.text('custody_id IS NOT NULL AND recheck_of_id IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('custody_id IS NOT NULL AND recheck_of_id IS NULL AND voided_at IS NULL'))
        batch_op.drop_index('ix_reading_recheck_of_id', sqlite_where=sa.text('recheck_of_id IS NOT NULL'), postgresql_where=sa.text('recheck_of_id IS NOT NULL'))
        batch_op.drop_index('ix_reading_custody_id')

    op.drop_table('reading')
    with op.batch_alter_table('bed', schema=None) as batch_op:
        batch_op.drop_index('uq_bed_cell_id_number', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('bed')
    with op.batch_alter_table('staff_leave', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_staff_leave_staff_id'))

    op.drop_table('staff_leave')
    with op.batch_alter_table('custody', schema=None) as batch_op:
        batch_op.drop_index('uq_custody_open_of_person', sqlite_where=sa.text('ended_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND voided_at IS NULL'))
        batch_op.drop_index('uq_custody_number', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))
        batch_op.drop_index('ix_custody_person_id')
        batch_op.drop_index('ix_custody_number')
        batch_op.drop_index('ix_custody_ended_at')
        batch_op.drop_index('ix_custody_admitted_at')

    op.drop_table('custody')
    with op.batch_alter_table('cell', schema=None) as batch_op:
        batch_op.drop_index('uq_cell_block_id_code', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('cell')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_custody_id'))

    op.drop_table('document')
    with op.batch_alter_table('addendum', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_addendum_closed_day_id'))

    op.drop_table('addendum')
    op.drop_table('round')
    with op.batch_alter_table('printed_ledger', schema=None) as batch_op:
        batch_op.drop_index('uq_printed_ledger_serial', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))
        batch_op.drop_index('ix_printed_ledger_day')

    op.drop_table('printed_ledger')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index('uq_person_identity_number', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))
        batch_op.drop_index('ix_person_pinyin')
        batch_op.drop_index('ix_person_name')
        batch_op.drop_index('ix_person_initials')
        batch_op.drop_index('ix_person_alias')

    op.drop_table('person')
    with op.batch_alter_table('closed_day', schema=None) as batch_op:
        batch_op.drop_index('uq_closed_day_day', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('closed_day')
    with op.batch_alter_table('block', schema=None) as batch_op:
        batch_op.drop_index('uq_block_name', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('block')
