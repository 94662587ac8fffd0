"""the first tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

restates: dict[str, tuple[str, ...]] = {}
"""Columns, by table, whose values this revision changes; the upgrade journals what became of each row."""


def upgrade() -> None:
    op.create_table('journal',
    sa.Column('site_no', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('seq', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('tx', sa.BigInteger(), nullable=False, comment='seq of the first entry of the transaction'),
    sa.Column('at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('actor_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('workstation', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('revision', sa.String(), nullable=False),
    sa.Column('entity', sa.String(), nullable=False),
    sa.Column('entity_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('op', sa.String(length=1), nullable=False),
    sa.Column('undoes', sa.BigInteger(), nullable=True, comment='the transaction that this one puts back'),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('prev', sa.LargeBinary(), nullable=False),
    sa.Column('hash', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('site_no', 'seq', name=op.f('pk_journal')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.create_index('ix_journal_entity_id', ['entity_id'], unique=False)

    op.create_table('journal_body',
    sa.Column('site_no', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('seq', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('site_no', 'seq', name=op.f('pk_journal_body')),
    sqlite_with_rowid=False
    )
    op.create_table('site',
    sa.Column('no', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_site')),
    sa.UniqueConstraint('id', name=op.f('uq_site_id'))
    )
    op.create_table('staff',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('post', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff'))
    )
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.create_index('uq_staff_number', ['number'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.create_table('account',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('login', sa.String(), nullable=False),
    sa.Column('staff_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('must_change', sa.Boolean(), nullable=False),
    sa.Column('password_set_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=False),
    sa.Column('disabled_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.CheckConstraint('length(login) BETWEEN 2 AND 32', name=op.f('ck_account_login_length')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_account_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('login', name=op.f('uq_account_login'))
    )
    op.create_table('erasure',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('site_no', sa.Integer(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('basis', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['site_no'], ['site.no'], name=op.f('fk_erasure_site_no')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
    sa.UniqueConstraint('site_no', 'seq', name=op.f('uq_erasure_site_no_seq'))
    )
    op.create_table('facility',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('site_no', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('time_zone', sa.String(), nullable=False),
    sa.Column('day_starts_at', sa.Integer(), nullable=False),
    sa.Column('is_fictional', sa.Boolean(), nullable=False),
    sa.Column('recovery_public', sa.String(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['site_no'], ['site.no'], name=op.f('fk_facility_site_no')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_facility')),
    sa.UniqueConstraint('site_no', name=op.f('uq_facility_site_no'))
    )
    op.create_table('access_event',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('account_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('act', sa.String(), nullable=True),
    sa.Column('subject_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=True),
    sa.Column('count', sa.Integer(), nullable=True),
    sa.Column('detail', sa.String(), nullable=True),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_access_event_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_event'))
    )
    with op.batch_alter_table('access_event', schema=None) as batch_op:
        batch_op.create_index('ix_access_event_account_id', ['account_id'], unique=False)

    op.create_table('account_role',
    sa.Column('id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('account_id', sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql'), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('voided_at', sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql'), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_account_role_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_role'))
    )
    with op.batch_alter_table('account_role', schema=None) as batch_op:
        batch_op.create_index('uq_account_role_account_id_role', ['account_id', 'role'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))



def downgrade() -> None:
    with op.batch_alter_table('account_role', schema=None) as batch_op:
        batch_op.drop_index('uq_account_role_account_id_role', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('account_role')
    with op.batch_alter_table('access_event', schema=None) as batch_op:
        batch_op.drop_index('ix_access_event_account_id')

    op.drop_table('access_event')
    op.drop_table('facility')
    op.drop_table('erasure')
    op.drop_table('account')
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.drop_index('uq_staff_number', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))

    op.drop_table('staff')
    op.drop_table('site')
    op.drop_table('journal_body')
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.drop_index('ix_journal_entity_id')

    op.drop_table('journal')
