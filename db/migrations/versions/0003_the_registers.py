"""the registers"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

restates: dict[str, tuple[str, ...]] = {}
"""Columns, by table, whose values this revision changes; the upgrade journals what became of each row."""


def upgrade() -> None:
    op.create_table('draft',
    sa.Column('account_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('page', sa.String(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('updated_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_draft_account_id')),
    sa.PrimaryKeyConstraint('account_id', 'page', name=op.f('pk_draft'))
    )
    op.create_table('material',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('specification', sa.String(), nullable=True),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('daily_use', sa.BigInteger().with_variant(sa.Numeric(18, 1), 'postgresql'), nullable=True),
    sa.Column('minimum', sa.BigInteger().with_variant(sa.Numeric(18, 1), 'postgresql'), nullable=True),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_material'))
    )
    with op.batch_alter_table('material', schema=None) as batch_op:
        batch_op.create_index('uq_material_name', ['name'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('area',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('block_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('disinfected_daily', sa.Boolean(), nullable=False),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['block_id'], ['block.id'], name=op.f('fk_area_block_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area'))
    )
    with op.batch_alter_table('area', schema=None) as batch_op:
        batch_op.create_index('uq_area_name', ['name'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('device',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('area_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('interval_days', sa.Integer(), nullable=True),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_device_area_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device'))
    )
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.create_index('uq_device_name', ['name'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('disinfection',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('area_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('occasion', sa.String(), nullable=False),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('agent', sa.String(), nullable=True),
    sa.Column('concentration', sa.BigInteger().with_variant(sa.Numeric(18, 0), 'postgresql'), nullable=True),
    sa.Column('contact', sa.Integer(), nullable=True),
    sa.Column('ventilation', sa.Integer(), nullable=True),
    sa.Column('done_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('checked_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('entered_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('entered_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_disinfection_area_id')),
    sa.ForeignKeyConstraint(['checked_by_id'], ['staff.id'], name=op.f('fk_disinfection_checked_by_id')),
    sa.ForeignKeyConstraint(['done_by_id'], ['staff.id'], name=op.f('fk_disinfection_done_by_id')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_disinfection_entered_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disinfection'))
    )
    with op.batch_alter_table('disinfection', schema=None) as batch_op:
        batch_op.create_index('ix_disinfection_area_id', ['area_id', 'at'], unique=False)
        batch_op.create_index('ix_disinfection_at', ['at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_disinfection_checked_by_id', ['checked_by_id'], unique=False)
        batch_op.create_index('ix_disinfection_day', ['day'], unique=False)
        batch_op.create_index('ix_disinfection_number', ['number'], unique=False)

    op.create_table('disposal',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('pieces', sa.Integer(), nullable=False),
    sa.Column('weight', sa.BigInteger().with_variant(sa.Numeric(18, 2), 'postgresql'), nullable=True),
    sa.Column('packing', sa.String(), nullable=False),
    sa.Column('store', sa.String(), nullable=False),
    sa.Column('handler_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('witness_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('handed_over_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('receiver', sa.String(), nullable=True),
    sa.Column('way', sa.String(), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('entered_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('entered_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_disposal_entered_by_id')),
    sa.ForeignKeyConstraint(['handler_id'], ['staff.id'], name=op.f('fk_disposal_handler_id')),
    sa.ForeignKeyConstraint(['witness_id'], ['staff.id'], name=op.f('fk_disposal_witness_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disposal'))
    )
    with op.batch_alter_table('disposal', schema=None) as batch_op:
        batch_op.create_index('ix_disposal_at', ['at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_disposal_handed_over_at', ['handed_over_at'], unique=False)
        batch_op.create_index('ix_disposal_kind', ['kind', 'at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_disposal_day', ['day'], unique=False)
        batch_op.create_index('ix_disposal_number', ['number'], unique=False)

    op.create_table('incident',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('place_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('people', sa.String(), nullable=True),
    sa.Column('others', sa.String(), nullable=True),
    sa.Column('facts', sa.String(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('care', sa.String(), nullable=True),
    sa.Column('evidence', sa.String(), nullable=True),
    sa.Column('superior_told_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('written_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('detailed_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('family_told_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('procurator_told_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('cause', sa.String(), nullable=True),
    sa.Column('correction', sa.String(), nullable=True),
    sa.Column('support', sa.String(), nullable=True),
    sa.Column('closed_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('reporter_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('lead_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('head_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('entered_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('entered_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_incident_entered_by_id')),
    sa.ForeignKeyConstraint(['head_id'], ['staff.id'], name=op.f('fk_incident_head_id')),
    sa.ForeignKeyConstraint(['lead_id'], ['staff.id'], name=op.f('fk_incident_lead_id')),
    sa.ForeignKeyConstraint(['place_id'], ['area.id'], name=op.f('fk_incident_place_id')),
    sa.ForeignKeyConstraint(['reporter_id'], ['staff.id'], name=op.f('fk_incident_reporter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident'))
    )
    with op.batch_alter_table('incident', schema=None) as batch_op:
        batch_op.create_index('ix_incident_at', ['at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_incident_superior_told_at', ['superior_told_at'], unique=False)
        batch_op.create_index('ix_incident_written_at', ['written_at'], unique=False)
        batch_op.create_index('ix_incident_detailed_at', ['detailed_at'], unique=False)
        batch_op.create_index('ix_incident_closed_at', ['closed_at'], unique=False)
        batch_op.create_index('ix_incident_kind', ['kind', 'at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_incident_day', ['day'], unique=False)
        batch_op.create_index('ix_incident_number', ['number'], unique=False)

    op.create_table('lesson',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('topic', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('teacher', sa.String(), nullable=False),
    sa.Column('block_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('attended', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('absent', sa.String(), nullable=True),
    sa.Column('absent_reason', sa.String(), nullable=True),
    sa.Column('effect', sa.String(), nullable=True),
    sa.Column('officer_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('entered_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('entered_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['block_id'], ['block.id'], name=op.f('fk_lesson_block_id')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_lesson_entered_by_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['staff.id'], name=op.f('fk_lesson_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson'))
    )
    with op.batch_alter_table('lesson', schema=None) as batch_op:
        batch_op.create_index('ix_lesson_at', ['at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_lesson_topic', ['topic', 'at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_lesson_day', ['day'], unique=False)
        batch_op.create_index('ix_lesson_number', ['number'], unique=False)

    op.create_table('stock_movement',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('material_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('movement', sa.String(), nullable=False),
    sa.Column('quantity', sa.BigInteger().with_variant(sa.Numeric(18, 1), 'postgresql'), nullable=False),
    sa.Column('batch', sa.String(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('taken_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('purpose', sa.String(), nullable=True),
    sa.Column('keeper_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('entered_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('entered_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_stock_movement_entered_by_id')),
    sa.ForeignKeyConstraint(['keeper_id'], ['staff.id'], name=op.f('fk_stock_movement_keeper_id')),
    sa.ForeignKeyConstraint(['material_id'], ['material.id'], name=op.f('fk_stock_movement_material_id')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['staff.id'], name=op.f('fk_stock_movement_taken_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_movement'))
    )
    with op.batch_alter_table('stock_movement', schema=None) as batch_op:
        batch_op.create_index('ix_stock_movement_at', ['at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_stock_movement_day', ['day'], unique=False)
        batch_op.create_index('ix_stock_movement_material_id', ['material_id', 'at'], unique=False)
        batch_op.create_index('ix_stock_movement_number', ['number'], unique=False)

    op.create_table('vehicle',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('plate', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('driver', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=True),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('cargo', sa.String(), nullable=True),
    sa.Column('search_in', sa.String(), nullable=False),
    sa.Column('until', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('escort_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('left_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('search_out', sa.String(), nullable=True),
    sa.Column('officer_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('entered_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('entered_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_vehicle_entered_by_id')),
    sa.ForeignKeyConstraint(['escort_id'], ['staff.id'], name=op.f('fk_vehicle_escort_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['staff.id'], name=op.f('fk_vehicle_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vehicle'))
    )
    with op.batch_alter_table('vehicle', schema=None) as batch_op:
        batch_op.create_index('ix_vehicle_at', ['at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_vehicle_left_at', ['left_at'], unique=False)
        batch_op.create_index('ix_vehicle_kind', ['kind', 'at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_vehicle_day', ['day'], unique=False)
        batch_op.create_index('ix_vehicle_number', ['number'], unique=False)

    op.create_table('visitor',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('identity', sa.String(), nullable=True),
    sa.Column('organisation', sa.String(), nullable=True),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('visited', sa.String(), nullable=True),
    sa.Column('escort_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('celsius', sa.BigInteger().with_variant(sa.Numeric(18, 1), 'postgresql'), nullable=True),
    sa.Column('check', sa.String(), nullable=False),
    sa.Column('belongings', sa.String(), nullable=True),
    sa.Column('locker', sa.String(), nullable=True),
    sa.Column('badge', sa.String(), nullable=True),
    sa.Column('until', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('left_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('officer_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('entered_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('entered_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_visitor_entered_by_id')),
    sa.ForeignKeyConstraint(['escort_id'], ['staff.id'], name=op.f('fk_visitor_escort_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['staff.id'], name=op.f('fk_visitor_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visitor'))
    )
    with op.batch_alter_table('visitor', schema=None) as batch_op:
        batch_op.create_index('ix_visitor_at', ['at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_visitor_left_at', ['left_at'], unique=False)
        batch_op.create_index('ix_visitor_kind', ['kind', 'at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_visitor_day', ['day'], unique=False)
        batch_op.create_index('ix_visitor_number', ['number'], unique=False)

    op.create_table('equipment_check',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('device_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('test', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('fault', sa.String(), nullable=True),
    sa.Column('measure', sa.String(), nullable=True),
    sa.Column('fix_by', sa.Date(), nullable=True),
    sa.Column('repairer', sa.String(), nullable=True),
    sa.Column('escort_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('fixed_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('retested_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('checked_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('leader_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('entered_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('entered_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['checked_by_id'], ['staff.id'], name=op.f('fk_equipment_check_checked_by_id')),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_equipment_check_device_id')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_equipment_check_entered_by_id')),
    sa.ForeignKeyConstraint(['escort_id'], ['staff.id'], name=op.f('fk_equipment_check_escort_id')),
    sa.ForeignKeyConstraint(['leader_id'], ['staff.id'], name=op.f('fk_equipment_check_leader_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_equipment_check'))
    )
    with op.batch_alter_table('equipment_check', schema=None) as batch_op:
        batch_op.create_index('ix_equipment_check_at', ['at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_equipment_check_retested_at', ['retested_at'], unique=False)
        batch_op.create_index('ix_equipment_check_result', ['result', 'at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_equipment_check_day', ['day'], unique=False)
        batch_op.create_index('ix_equipment_check_device_id', ['device_id', 'at'], unique=False)
        batch_op.create_index('ix_equipment_check_number', ['number'], unique=False)

    op.create_table('roll_call',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('cell_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('counted', sa.Integer(), nullable=False),
    sa.Column('away', sa.Integer(), nullable=False),
    sa.Column('away_reason', sa.String(), nullable=True),
    sa.Column('expected', sa.Integer(), nullable=False),
    sa.Column('missing', sa.String(), nullable=True),
    sa.Column('explanation', sa.String(), nullable=True),
    sa.Column('counted_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('confirmed_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('entered_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('entered_by_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['cell_id'], ['cell.id'], name=op.f('fk_roll_call_cell_id')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['staff.id'], name=op.f('fk_roll_call_confirmed_by_id')),
    sa.ForeignKeyConstraint(['counted_by_id'], ['staff.id'], name=op.f('fk_roll_call_counted_by_id')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_roll_call_entered_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roll_call'))
    )
    with op.batch_alter_table('roll_call', schema=None) as batch_op:
        batch_op.create_index('ix_roll_call_at', ['at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_roll_call_kind', ['kind', 'at', 'number', 'voided_at'], unique=False)
        batch_op.create_index('ix_roll_call_cell_id', ['cell_id', 'at'], unique=False)
        batch_op.create_index('ix_roll_call_day', ['day'], unique=False)
        batch_op.create_index('ix_roll_call_number', ['number'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('roll_call', schema=None) as batch_op:
        batch_op.drop_index('ix_roll_call_number')
        batch_op.drop_index('ix_roll_call_day')
        batch_op.drop_index('ix_roll_call_cell_id')
        batch_op.drop_index('ix_roll_call_kind')
        batch_op.drop_index('ix_roll_call_at')

    op.drop_table('roll_call')
    with op.batch_alter_table('equipment_check', schema=None) as batch_op:
        batch_op.drop_index('ix_equipment_check_number')
        batch_op.drop_index('ix_equipment_check_device_id')
        batch_op.drop_index('ix_equipment_check_day')
        batch_op.drop_index('ix_equipment_check_retested_at')
        batch_op.drop_index('ix_equipment_check_result')
        batch_op.drop_index('ix_equipment_check_at')

    op.drop_table('equipment_check')
    with op.batch_alter_table('visitor', schema=None) as batch_op:
        batch_op.drop_index('ix_visitor_number')
        batch_op.drop_index('ix_visitor_day')
        batch_op.drop_index('ix_visitor_left_at')
        batch_op.drop_index('ix_visitor_kind')
        batch_op.drop_index('ix_visitor_at')

    op.drop_table('visitor')
    with op.batch_alter_table('vehicle', schema=None) as batch_op:
        batch_op.drop_index('ix_vehicle_number')
        batch_op.drop_index('ix_vehicle_day')
        batch_op.drop_index('ix_vehicle_left_at')
        batch_op.drop_index('ix_vehicle_kind')
        batch_op.drop_index('ix_vehicle_at')

    op.drop_table('vehicle')
    with op.batch_alter_table('stock_movement', schema=None) as batch_op:
        batch_op.drop_index('ix_stock_movement_number')
        batch_op.drop_index('ix_stock_movement_material_id')
        batch_op.drop_index('ix_stock_movement_day')
        batch_op.drop_index('ix_stock_movement_at')

    op.drop_table('stock_movement')
    with op.batch_alter_table('lesson', schema=None) as batch_op:
        batch_op.drop_index('ix_lesson_number')
        batch_op.drop_index('ix_lesson_day')
        batch_op.drop_index('ix_lesson_topic')
        batch_op.drop_index('ix_lesson_at')

    op.drop_table('lesson')
    with op.batch_alter_table('incident', schema=None) as batch_op:
        batch_op.drop_index('ix_incident_number')
        batch_op.drop_index('ix_incident_day')
        batch_op.drop_index('ix_incident_superior_told_at')
        batch_op.drop_index('ix_incident_written_at')
        batch_op.drop_index('ix_incident_detailed_at')
        batch_op.drop_index('ix_incident_closed_at')
        batch_op.drop_index('ix_incident_kind')
        batch_op.drop_index('ix_incident_at')

    op.drop_table('incident')
    with op.batch_alter_table('disposal', schema=None) as batch_op:
        batch_op.drop_index('ix_disposal_number')
        batch_op.drop_index('ix_disposal_day')
        batch_op.drop_index('ix_disposal_handed_over_at')
        batch_op.drop_index('ix_disposal_kind')
        batch_op.drop_index('ix_disposal_at')

    op.drop_table('disposal')
    with op.batch_alter_table('disinfection', schema=None) as batch_op:
        batch_op.drop_index('ix_disinfection_number')
        batch_op.drop_index('ix_disinfection_day')
        batch_op.drop_index('ix_disinfection_checked_by_id')
        batch_op.drop_index('ix_disinfection_at')
        batch_op.drop_index('ix_disinfection_area_id')

    op.drop_table('disinfection')
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.drop_index('uq_device_name', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('device')
    with op.batch_alter_table('area', schema=None) as batch_op:
        batch_op.drop_index('uq_area_name', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('area')
    with op.batch_alter_table('material', schema=None) as batch_op:
        batch_op.drop_index('uq_material_name', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('material')
    op.drop_table('draft')
