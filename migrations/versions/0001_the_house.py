"""the house"""

import sqlalchemy as sa
from alembic import op

from portal.shared.database import UtcDateTime, append_only_statements


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

# Tables whose rows the database itself keeps as they are; the value says under which condition a row may still change.
APPEND_ONLY = {
    'agreement_text': '',
    'audit_entry': '',
    'bank_details_change': 'old.at < ago(2190)',
    'benefits_guidance': '',
    'code_frame_version': '',
    'consent': 'old.at < ago(2190)',
    'contact_attempt': 'old.at < ago(730)',
    'contact_pause': 'old.at < ago(730)',
    'contact_pause_end': 'old.at < ago(2190)',
    'draw': '',
    'export_taken': '',
    'frame': '',
    'frame_entry': '',
    'guidance_shown': 'old.at < ago(2190)',
    'held_back': 'old.at < ago(730)',
    'language_check': '',
    'left_in_peace': 'old.at < ago(730)',
    'meeting_change': '',
    'member_agreement': 'old.at < ago(730)',
    'member_step': 'old.at < ago(730)',
    'missing_remark': 'old.at < ago(365)',
    'missing_reply': '',
    'note_reply': 'old.at < ago(730)',
    'note_verdict': 'old.at < ago(730)',
    'panel_advice_event': '',
    'panel_ballot': 'old.counted_at IS NULL OR old.counted_at < ago(730)',
    'panel_ballot_typing': 'old.at < ago(730)',
    'panel_idea_step': 'old.at < ago(2190)',
    'panel_public_decision': '',
    'paper_settlement': 'old.settled_at < ago(2190)',
    'passport_look': 'old.at < ago(730)',
    'pay_line': 'old.made_at < ago(2190)',
    'payee': 'old.made_at < ago(90)',
    'peace_step': 'old.at < ago(2190)',
    'phone_draw': '',
    'picture_test': '',
    'promise_event': '',
    'promise_reminder': '',
    'promise_verdict': 'old.at < ago(365)',
    'question': 'NOT old.frozen',
    'question_set': "old.state = 'draft'",
    'release': '',
    'replacement': 'old.at < ago(2190)',
    'response_change': 'old.changed_at < ago(2190)',
    'risk_alarm': 'old.at < ago(2190)',
    'risk_alarm_end': 'old.at < ago(2190)',
    'safe_contact_read': 'old.at < ago(2555)',
    'statement_change': '',
    'summary_version': '',
    'thanks_choice': 'old.at < ago(2190)',
    'thanks_claim_step': 'old.at < ago(2190)',
    'thanks_rate': '',
    'theme_change': '',
    'translation_note': '',
    'verdict': 'old.at < ago(365)',
    'version_withdrawal': '',
    'worry_step': 'old.at < ago(2190)',
    'writer_reply': '',
}


def upgrade() -> None:
    op.create_table('account',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('email_index', sa.Text(), nullable=False),
    sa.Column('display_name', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=False),
    sa.Column('totp_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('totp_last_used', sa.BigInteger(), nullable=False),
    sa.Column('totp_confirmed', sa.Boolean(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email_index', name=op.f('uq_account_email_index'))
    )
    op.create_table('audit_entry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=True),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('link', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry')),
    sa.UniqueConstraint('number', name=op.f('uq_audit_entry_number'))
    )
    op.create_table('benefits_guidance',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('series_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('source_url', sa.Text(), nullable=False),
    sa.Column('source_date', sa.Date(), nullable=False),
    sa.Column('advice_name', sa.Text(), nullable=False),
    sa.Column('advice_url', sa.Text(), nullable=False),
    sa.Column('advice_phone', sa.Text(), nullable=False),
    sa.Column('review_by', sa.Date(), nullable=False),
    sa.Column('is_shown', sa.Boolean(), nullable=False),
    sa.Column('written_at', UtcDateTime(), nullable=False),
    sa.Column('written_by', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_benefits_guidance')),
    sa.UniqueConstraint('series_id', 'number', name=op.f('uq_benefits_guidance_series_id_number'))
    )
    with op.batch_alter_table('benefits_guidance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_benefits_guidance_series_id'), ['series_id'], unique=False)

    op.create_table('check_panel',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_panel'))
    )
    op.create_table('consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('purpose', sa.Enum('quote', 'tell_result', 'check_summary', 'panel_pool', name='consentpurpose', native_enum=False, length=40), nullable=False),
    sa.Column('given', sa.Boolean(), nullable=False),
    sa.Column('text_sha256', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('helped_by', sa.Text(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_subject_id'), ['subject_id'], unique=False)

    op.create_table('contact_attempt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=False),
    sa.Column('wave', sa.Integer(), nullable=False),
    sa.Column('channel', sa.Enum('email', 'sms', 'letter', 'phone', 'via_worker', name='channel', native_enum=False, length=40), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('template_version', sa.Integer(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('result', sa.Enum('sent', 'failed', 'returned', 'no_answer', 'voicemail', 'call_back', 'spoke_will_answer', 'answered_by_phone', 'declined', 'stop', 'wrong_person', 'dead_number', 'moved', 'died', 'too_ill', 'not_a_user', 'language_not_met', 'unsafe', 'bereaved', 'no_capacity', 'away', 'under_age', 'duplicate', 'complaint', name='result', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_attempt'))
    )
    with op.batch_alter_table('contact_attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_attempt_asked_in'), ['asked_in'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_attempt_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_attempt_subject_id'), ['subject_id'], unique=False)

    op.create_table('contact_pause',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_pause'))
    )
    with op.batch_alter_table('contact_pause', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_pause_person_id'), ['person_id'], unique=False)

    op.create_table('draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('holder_id', sa.Uuid(), nullable=False),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='provenance', native_enum=False, length=40), nullable=True),
    sa.Column('helped_by', sa.Text(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.Column('sent_in_visit', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('holder_id', name=op.f('uq_draft_holder_id'))
    )
    op.create_table('draft_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('holder_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('visit_id', sa.Uuid(), nullable=True),
    sa.Column('state', sa.Enum('answered', 'skipped', 'not_asked', 'unable', 'prefer_not_to_say', name='answerstate', native_enum=False, length=40), nullable=False),
    sa.Column('value', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('words_language', sa.Text(), nullable=True),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='provenance', native_enum=False, length=40), nullable=True),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('saved_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_answer')),
    sa.UniqueConstraint('holder_id', 'question_id', name=op.f('uq_draft_answer_holder_id_question_id'))
    )
    op.create_table('export_taken',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=True),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('taken_at', UtcDateTime(), nullable=False),
    sa.Column('taken_by', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export_taken'))
    )
    with op.batch_alter_table('export_taken', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_export_taken_about_id'), ['about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_export_taken_taken_at'), ['taken_at'], unique=False)

    op.create_table('handled_form',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('location', sa.Text(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handled_form'))
    )
    with op.batch_alter_table('handled_form', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handled_form_at'), ['at'], unique=False)

    op.create_table('held_back',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=False),
    sa.Column('wave', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Enum('do_not_contact', 'suppressed', 'no_safe_route', 'safety_not_confirmed', 'enough_messages', 'too_soon', 'already_replied', 'address_changed', 'round_over', 'sending_stopped', 'channel_stopped', 'asked_recently', 'same_household', 'left_in_peace', 'paused', name='withheld', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_held_back'))
    )
    with op.batch_alter_table('held_back', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_held_back_asked_in'), ['asked_in'], unique=False)
        batch_op.create_index(batch_op.f('ix_held_back_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_held_back_subject_id'), ['subject_id'], unique=False)

    op.create_table('job',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task', sa.Text(), nullable=False),
    sa.Column('arguments', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('queued', 'running', 'done', 'failed', 'cancelled', name='jobstate', native_enum=False, length=40), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.Column('started_at', UtcDateTime(), nullable=True),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('heard_at', UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_state'), ['state'], unique=False)

    op.create_table('left_in_peace',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_left_in_peace'))
    )
    with op.batch_alter_table('left_in_peace', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_left_in_peace_asked_in'), ['asked_in'], unique=False)
        batch_op.create_index(batch_op.f('ix_left_in_peace_person_id'), ['person_id'], unique=False)

    op.create_table('letter_batch',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('letters', sa.Integer(), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('posted_at', UtcDateTime(), nullable=True),
    sa.Column('posted_by', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_batch')),
    sa.UniqueConstraint('asked_in', 'number', name=op.f('uq_letter_batch_asked_in_number'))
    )
    with op.batch_alter_table('letter_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_letter_batch_asked_in'), ['asked_in'], unique=False)
        batch_op.create_index(batch_op.f('ix_letter_batch_made_at'), ['made_at'], unique=False)

    op.create_table('message_wording',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'in_use', 'retired', name='wordingstate', native_enum=False, length=40), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('checked', sa.JSON(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('used_from', UtcDateTime(), nullable=True),
    sa.Column('used_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_wording')),
    sa.UniqueConstraint('template', 'number', name=op.f('uq_message_wording_template_number'))
    )
    op.create_table('outside_notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('to_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('link_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=False),
    sa.Column('occasion', sa.Text(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('not_before', UtcDateTime(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_notice')),
    sa.UniqueConstraint('about_id', 'occasion', name=op.f('uq_outside_notice_about_id_occasion'))
    )
    with op.batch_alter_table('outside_notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outside_notice_sent_at'), ['sent_at'], unique=False)

    op.create_table('outside_owner',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('email_index', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('link_index', sa.Text(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_owner')),
    sa.UniqueConstraint('email_index', name=op.f('uq_outside_owner_email_index')),
    sa.UniqueConstraint('link_index', name=op.f('uq_outside_owner_link_index'))
    )
    op.create_table('owner_feed',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('link_index', sa.Text(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_owner_feed')),
    sa.UniqueConstraint('link_index', name=op.f('uq_owner_feed_link_index'))
    )
    with op.batch_alter_table('owner_feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_owner_feed_owner_id'), ['owner_id'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('mobile_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('address_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('email_index', sa.Text(), nullable=True),
    sa.Column('mobile_index', sa.Text(), nullable=True),
    sa.Column('household_index', sa.Text(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('formats', sa.JSON(), nullable=False),
    sa.Column('do_not_contact', sa.Boolean(), nullable=False),
    sa.Column('safe_contact', sa.JSON(), nullable=False),
    sa.Column('safe_contact_confirmed_at', UtcDateTime(), nullable=True),
    sa.Column('safe_days', sa.JSON(), nullable=False),
    sa.Column('safe_from_hour', sa.Integer(), nullable=True),
    sa.Column('safe_until_hour', sa.Integer(), nullable=True),
    sa.Column('say_only_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_email_index'), ['email_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_household_index'), ['household_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_mobile_index'), ['mobile_index'], unique=False)

    op.create_table('picture_pack',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('checking', 'refused', 'checked', 'imported', 'taken_out', name='packstate', native_enum=False, length=40), nullable=False),
    sa.Column('file_key', sa.Text(), nullable=False),
    sa.Column('file_sha256', sa.Text(), nullable=False),
    sa.Column('problems', sa.JSON(), nullable=False),
    sa.Column('pictures', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('added_by', sa.Uuid(), nullable=True),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('agreed_by', sa.Uuid(), nullable=True),
    sa.Column('agreed_at', UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_picture_pack'))
    )
    op.create_table('picture_test',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('picture', sa.Text(), nullable=False),
    sa.Column('drawing', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('tested_on', sa.Date(), nullable=False),
    sa.Column('understood', sa.Enum('all', 'most', 'few', 'harmful', name='understood', native_enum=False, length=40), nullable=False),
    sa.Column('remark', sa.Text(), nullable=False),
    sa.Column('noted_by', sa.Uuid(), nullable=False),
    sa.Column('noted_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_picture_test'))
    )
    with op.batch_alter_table('picture_test', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_picture_test_picture'), ['picture'], unique=False)

    op.create_table('promise_report',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'ready', 'refused', name='filestate', native_enum=False, length=40), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_report')),
    sa.UniqueConstraint('year', 'language', name=op.f('uq_promise_report_year_language'))
    )
    op.create_table('question_set',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('series', sa.Uuid(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('text_status', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'published', name='setstate', native_enum=False, length=40), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('published_at', UtcDateTime(), nullable=True),
    sa.Column('published_by', sa.Uuid(), nullable=True),
    sa.Column('copied_from', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_set')),
    sa.UniqueConstraint('series', 'edition', name=op.f('uq_question_set_series_edition'))
    )
    op.create_table('response_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=False),
    sa.Column('response_id', sa.Uuid(), nullable=False),
    sa.Column('receipt_index', sa.Text(), nullable=True),
    sa.Column('kind', sa.Enum('changed', 'stopped', 'deleted', name='changekind', native_enum=False, length=40), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('channel', sa.Enum('web', 'phone', 'face_to_face', 'kiosk', 'paper', name='door', native_enum=False, length=40), nullable=False),
    sa.Column('changed_by', sa.Uuid(), nullable=True),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response_change'))
    )
    with op.batch_alter_table('response_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_response_change_asked_in'), ['asked_in'], unique=False)
        batch_op.create_index(batch_op.f('ix_response_change_receipt_index'), ['receipt_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_response_change_response_id'), ['response_id'], unique=False)

    op.create_table('safe_contact_read',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('why', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safe_contact_read'))
    )
    with op.batch_alter_table('safe_contact_read', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_safe_contact_read_person_id'), ['person_id'], unique=False)

    op.create_table('sending_stop',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=True),
    sa.Column('channel', sa.Enum('email', 'sms', 'letter', 'phone', 'via_worker', name='channel', native_enum=False, length=40), nullable=True),
    sa.Column('cause', sa.Enum('pressed', 'bounces', 'complaints', name='stopcause', native_enum=False, length=40), nullable=False),
    sa.Column('stopped_at', UtcDateTime(), nullable=False),
    sa.Column('stopped_by', sa.Uuid(), nullable=True),
    sa.Column('asked_to_lift_at', UtcDateTime(), nullable=True),
    sa.Column('asked_to_lift_by', sa.Uuid(), nullable=True),
    sa.Column('lifted_at', UtcDateTime(), nullable=True),
    sa.Column('lifted_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sending_stop'))
    )
    with op.batch_alter_table('sending_stop', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sending_stop_asked_in'), ['asked_in'], unique=False)
        batch_op.create_index(batch_op.f('ix_sending_stop_lifted_at'), ['lifted_at'], unique=False)

    op.create_table('service',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('reporting_fields', sa.JSON(), nullable=False),
    sa.Column('age_bands', sa.JSON(), nullable=False),
    sa.Column('youngest_age', sa.Integer(), nullable=True),
    sa.Column('categories', sa.JSON(), nullable=False),
    sa.Column('roster_version', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service'))
    )
    op.create_table('summary',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('source_kind', sa.Text(), nullable=False),
    sa.Column('source_id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.Text(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('drafting', 'internal_review', 'out_for_check', 'revising', 'checked', 'published', 'superseded', 'withdrawn', name='summarystate', native_enum=False, length=40), nullable=False),
    sa.Column('writer_id', sa.Uuid(), nullable=False),
    sa.Column('approved_by', sa.Uuid(), nullable=True),
    sa.Column('approved_at', UtcDateTime(), nullable=True),
    sa.Column('what_changed', sa.JSON(), nullable=False),
    sa.Column('notice', sa.JSON(), nullable=False),
    sa.Column('last_number', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_summary')),
    sa.UniqueConstraint('slug', name=op.f('uq_summary_slug'))
    )
    with op.batch_alter_table('summary', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_summary_source_id'), ['source_id'], unique=False)

    op.create_table('suppression',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suppression')),
    sa.UniqueConstraint('kind', 'fingerprint', name=op.f('uq_suppression_kind_fingerprint'))
    )
    with op.batch_alter_table('suppression', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suppression_fingerprint'), ['fingerprint'], unique=False)

    op.create_table('throttled_attempt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_throttled_attempt'))
    )
    with op.batch_alter_table('throttled_attempt', schema=None) as batch_op:
        batch_op.create_index('ix_throttled_attempt_what_who_at', ['what', 'who', 'at'], unique=False)

    op.create_table('browser_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('staff', 'participant', 'checker', 'promises', 'visitor', 'member', 'candidate', 'kiosk', name='sessionkind', native_enum=False, length=40), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('subject_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_browser_session_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_browser_session'))
    )
    with op.batch_alter_table('browser_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_browser_session_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_browser_session_subject_id'), ['subject_id'], unique=False)

    op.create_table('check_panel_member',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=False),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=False),
    sa.Column('left_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['panel_id'], ['check_panel.id'], name=op.f('fk_check_panel_member_panel_id_check_panel')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_check_panel_member_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_panel_member')),
    sa.UniqueConstraint('panel_id', 'person_id', name=op.f('uq_check_panel_member_panel_id_person_id'))
    )
    with op.batch_alter_table('check_panel_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_panel_member_panel_id'), ['panel_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_check_panel_member_person_id'), ['person_id'], unique=False)

    op.create_table('contact_message',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=False),
    sa.Column('wave', sa.Integer(), nullable=False),
    sa.Column('channel', sa.Enum('email', 'sms', 'letter', 'phone', 'via_worker', name='channel', native_enum=False, length=40), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('template_version', sa.Integer(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('to_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('headline', sa.Text(), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('link_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('code_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'sending', 'sent', 'unsure', 'withheld', 'failed', 'to_print', 'printed', 'to_relay', name='messagestate', native_enum=False, length=40), nullable=False),
    sa.Column('not_before', UtcDateTime(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.Column('sent_by', sa.Uuid(), nullable=True),
    sa.Column('withheld', sa.Enum('do_not_contact', 'suppressed', 'no_safe_route', 'safety_not_confirmed', 'enough_messages', 'too_soon', 'already_replied', 'address_changed', 'round_over', 'sending_stopped', 'channel_stopped', 'asked_recently', 'same_household', 'left_in_peace', 'paused', name='withheld', native_enum=False, length=40), nullable=True),
    sa.Column('taken_at', UtcDateTime(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('until', UtcDateTime(), nullable=True),
    sa.Column('household', sa.Text(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=True),
    sa.Column('batch_place', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['letter_batch.id'], name=op.f('fk_contact_message_batch_id_letter_batch')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_message_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_message'))
    )
    with op.batch_alter_table('contact_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_message_asked_in'), ['asked_in'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_message_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_message_household'), ['household'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_message_made_at'), ['made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_message_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_message_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_message_subject_id'), ['subject_id'], unique=False)

    op.create_table('contact_pause_end',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pause_id', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['pause_id'], ['contact_pause.id'], name=op.f('fk_contact_pause_end_pause_id_contact_pause')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_pause_end')),
    sa.UniqueConstraint('pause_id', name=op.f('uq_contact_pause_end_pause_id'))
    )
    op.create_table('frame',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('service_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('row_count', sa.Integer(), nullable=False),
    sa.Column('coverage', sa.JSON(), nullable=False),
    sa.Column('breakdown', sa.JSON(), nullable=False),
    sa.Column('frozen_at', UtcDateTime(), nullable=False),
    sa.Column('frozen_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_frame_service_id_service')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_frame'))
    )
    with op.batch_alter_table('frame', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_frame_service_id'), ['service_id'], unique=False)

    op.create_table('go_between',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('reach_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('agreed_how', sa.Text(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=False),
    sa.Column('noted_at', UtcDateTime(), nullable=False),
    sa.Column('noted_by', sa.Uuid(), nullable=True),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('ended_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_go_between_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_go_between'))
    )
    with op.batch_alter_table('go_between', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_go_between_person_id'), ['person_id'], unique=False)

    op.create_table('own_picture',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('pack', 'photo', name='picturekind', native_enum=False, length=40), nullable=False),
    sa.Column('pack_id', sa.Uuid(), nullable=True),
    sa.Column('ref', sa.Text(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('alts', sa.JSON(), nullable=False),
    sa.Column('licence', sa.Text(), nullable=False),
    sa.Column('credit', sa.Text(), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('is_offered', sa.Boolean(), nullable=False),
    sa.Column('usable_until', sa.Date(), nullable=True),
    sa.Column('taken_out_at', UtcDateTime(), nullable=True),
    sa.Column('taken_out_because', sa.Text(), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=True),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['pack_id'], ['picture_pack.id'], name=op.f('fk_own_picture_pack_id_picture_pack')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_picture'))
    )
    with op.batch_alter_table('own_picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_own_picture_pack_id'), ['pack_id'], unique=False)

    op.create_table('panel',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('purpose', sa.JSON(), nullable=False),
    sa.Column('service_id', sa.Uuid(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('notice_days', sa.Integer(), nullable=False),
    sa.Column('coordinator_id', sa.Uuid(), nullable=False),
    sa.Column('is_public', sa.Boolean(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['coordinator_id'], ['account.id'], name=op.f('fk_panel_coordinator_id_account')),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_panel_service_id_service')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel'))
    )
    with op.batch_alter_table('panel', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_service_id'), ['service_id'], unique=False)

    op.create_table('passport_look',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('why', sa.Enum('meeting', 'booking', 'papers', 'costs', 'call', 'support', name='lookpurpose', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_passport_look_by_account')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_passport_look_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passport_look'))
    )
    with op.batch_alter_table('passport_look', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passport_look_person_id'), ['person_id'], unique=False)

    op.create_table('passport_need',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('formats', 'language', 'interpreter', 'step_free', 'seating', 'lighting', 'times', 'breaks', 'food', 'companion', 'carer_cover', 'data', 'upset', name='needkind', native_enum=False, length=40), nullable=False),
    sa.Column('said_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('answered_at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_passport_need_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passport_need')),
    sa.UniqueConstraint('person_id', 'kind', name=op.f('uq_passport_need_person_id_kind'))
    )
    with op.batch_alter_table('passport_need', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passport_need_person_id'), ['person_id'], unique=False)

    op.create_table('peace_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('left_in_peace_id', sa.Uuid(), nullable=False),
    sa.Column('deed', sa.Enum('asked', 'agreed', 'refused', name='peacedeed', native_enum=False, length=40), nullable=False),
    sa.Column('why_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['left_in_peace_id'], ['left_in_peace.id'], name=op.f('fk_peace_step_left_in_peace_id_left_in_peace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_peace_step'))
    )
    with op.batch_alter_table('peace_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_peace_step_left_in_peace_id'), ['left_in_peace_id'], unique=False)

    op.create_table('promise_asking',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('promise_ids', sa.JSON(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_promise_asking_summary_id_summary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_asking'))
    )
    with op.batch_alter_table('promise_asking', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_asking_summary_id'), ['summary_id'], unique=False)

    op.create_table('question',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('set_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('single', 'several', 'faces', 'scale_0_10', 'short_text', 'long_text', 'date', 'number', 'rating_5', 'ranking', 'pictures', 'photo', 'voice', 'consent', 'information', name='questionkind', native_enum=False, length=40), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('hints', sa.JSON(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('allows_other', sa.Boolean(), nullable=False),
    sa.Column('low_words', sa.JSON(), nullable=False),
    sa.Column('high_words', sa.JSON(), nullable=False),
    sa.Column('lowest', sa.Integer(), nullable=True),
    sa.Column('highest', sa.Integer(), nullable=True),
    sa.Column('picture', sa.Text(), nullable=True),
    sa.Column('required', sa.Boolean(), nullable=False),
    sa.Column('show_when', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('unit', sa.JSON(), nullable=False),
    sa.Column('media', sa.JSON(), nullable=False),
    sa.Column('allows_voice', sa.Boolean(), nullable=False),
    sa.Column('text_status', sa.JSON(), nullable=False),
    sa.Column('checked', sa.JSON(), nullable=False),
    sa.Column('taken_from', sa.Uuid(), nullable=True),
    sa.Column('frozen', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['set_id'], ['question_set.id'], name=op.f('fk_question_set_id_question_set')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question')),
    sa.UniqueConstraint('set_id', 'key', name=op.f('uq_question_set_id_key'))
    )
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_set_id'), ['set_id'], unique=False)

    op.create_table('response',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=False),
    sa.Column('alias', sa.Uuid(), nullable=False),
    sa.Column('set_id', sa.Uuid(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='provenance', native_enum=False, length=40), nullable=True),
    sa.Column('helped_by', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('receipt_index', sa.Text(), nullable=True),
    sa.Column('submitted_at', UtcDateTime(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('past_of', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['set_id'], ['question_set.id'], name=op.f('fk_response_set_id_question_set')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response')),
    sa.UniqueConstraint('asked_in', 'alias', name=op.f('uq_response_asked_in_alias')),
    sa.UniqueConstraint('receipt_index', name=op.f('uq_response_receipt_index'))
    )
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_response_past_of'), ['past_of'], unique=False)

    op.create_table('role_grant',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.Enum('administrator', 'organiser', 'analyst', 'approver', 'translator', 'safeguarding', 'commissioner', 'auditor', name='role', native_enum=False, length=40), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_role_grant_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant')),
    sa.UniqueConstraint('account_id', 'role', name=op.f('uq_role_grant_account_id_role'))
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_account_id'), ['account_id'], unique=False)

    op.create_table('roster_entry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('service_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('active', 'completed', 'disengaged', 'never_started', name='servicestatus', native_enum=False, length=40), nullable=False),
    sa.Column('area', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('age', sa.Integer(), nullable=True),
    sa.Column('sex', sa.Text(), nullable=False),
    sa.Column('ethnicity', sa.Text(), nullable=False),
    sa.Column('disability', sa.Text(), nullable=False),
    sa.Column('excluded_reason', sa.Enum('deceased', 'removed', 'moved', 'no_capacity', 'safeguarding', 'open_complaint', 'do_not_contact', 'under_age', name='exclusion', native_enum=False, length=40), nullable=True),
    sa.Column('home_index', sa.Text(), nullable=False),
    sa.Column('household_index', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('last_import_id', sa.Uuid(), nullable=True),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.Column('removed_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_roster_entry_person_id_person')),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_roster_entry_service_id_service')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_entry')),
    sa.UniqueConstraint('person_id', name=op.f('uq_roster_entry_person_id')),
    sa.UniqueConstraint('service_id', 'reference', name=op.f('uq_roster_entry_service_id_reference'))
    )
    with op.batch_alter_table('roster_entry', schema=None) as batch_op:
        batch_op.create_index('ix_roster_entry_status', ['service_id', 'status'], unique=False)

    op.create_table('roster_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('service_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('mapping', 'checking', 'checked', 'importing', 'imported', 'discarded', name='importstate', native_enum=False, length=40), nullable=False),
    sa.Column('file_key', sa.Text(), nullable=False),
    sa.Column('file_name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('reading', sa.JSON(), nullable=False),
    sa.Column('headings', sa.JSON(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('meanings', sa.JSON(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('words_found_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('first_rows_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('checked_against', sa.Integer(), nullable=True),
    sa.Column('remove_missing', sa.Boolean(), nullable=False),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('uploaded_at', UtcDateTime(), nullable=False),
    sa.Column('uploaded_by', sa.Uuid(), nullable=True),
    sa.Column('agreed_by', sa.Uuid(), nullable=True),
    sa.Column('imported_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_roster_import_service_id_service')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_import'))
    )
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_import_service_id'), ['service_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_roster_import_sha256'), ['sha256'], unique=False)

    op.create_table('round',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('service_id', sa.Uuid(), nullable=False),
    sa.Column('question_set_id', sa.Uuid(), nullable=True),
    sa.Column('frame_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('purpose', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('planning', 'drawn', 'fieldwork', 'closed', 'released', name='roundstate', native_enum=False, length=40), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=True),
    sa.Column('closed_at', UtcDateTime(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_round_service_id_service')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round'))
    )
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_service_id'), ['service_id'], unique=False)

    op.create_table('shared_quote',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('answer_id', sa.Uuid(), nullable=False),
    sa.Column('alias', sa.Uuid(), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('removed_at', UtcDateTime(), nullable=True),
    sa.Column('removed_because', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_shared_quote_summary_id_summary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_quote')),
    sa.UniqueConstraint('summary_id', 'answer_id', name=op.f('uq_shared_quote_summary_id_answer_id'))
    )
    with op.batch_alter_table('shared_quote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shared_quote_alias'), ['alias'], unique=False)
        batch_op.create_index(batch_op.f('ix_shared_quote_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shared_quote_summary_id'), ['summary_id'], unique=False)

    op.create_table('staff_notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=False),
    sa.Column('occasion', sa.Text(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('not_before', UtcDateTime(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_staff_notice_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_notice')),
    sa.UniqueConstraint('account_id', 'about_id', 'occasion', name=op.f('uq_staff_notice_account_id_about_id_occasion'))
    )
    with op.batch_alter_table('staff_notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staff_notice_sent_at'), ['sent_at'], unique=False)

    op.create_table('summary_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('for_check', 'published', name='versionkind', native_enum=False, length=40), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('content_sha256', sa.Text(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('published_at', UtcDateTime(), nullable=True),
    sa.Column('check_until', sa.Date(), nullable=True),
    sa.Column('talk_to', sa.JSON(), nullable=False),
    sa.Column('sample_seed', sa.Text(), nullable=False),
    sa.Column('rests_on', sa.Uuid(), nullable=True),
    sa.Column('unchecked_because', sa.Text(), nullable=False),
    sa.CheckConstraint("kind <> 'published' OR rests_on IS NOT NULL OR unchecked_because <> ''", name=op.f('ck_summary_version_checked_or_says_why')),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_summary_version_summary_id_summary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_summary_version')),
    sa.UniqueConstraint('summary_id', 'number', name=op.f('uq_summary_version_summary_id_number'))
    )
    with op.batch_alter_table('summary_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_summary_version_summary_id'), ['summary_id'], unique=False)

    op.create_table('translation_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('format', sa.Text(), nullable=False),
    sa.Column('units', sa.JSON(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('taken_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_translation_import_summary_id_summary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_translation_import'))
    )
    with op.batch_alter_table('translation_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_translation_import_summary_id'), ['summary_id'], unique=False)

    op.create_table('agreement_text',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('part', sa.Enum('role', 'agreement', 'confidentiality', name='agreementpart', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_agreement_text_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_text'))
    )
    with op.batch_alter_table('agreement_text', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_text_panel_id'), ['panel_id'], unique=False)

    op.create_table('answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('response_id', sa.Uuid(), nullable=False),
    sa.Column('asked_in', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('answered', 'skipped', 'not_asked', 'unable', 'prefer_not_to_say', name='answerstate', native_enum=False, length=40), nullable=False),
    sa.Column('value', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('words_language', sa.Text(), nullable=True),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='provenance', native_enum=False, length=40), nullable=True),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_answer_question_id_question')),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_answer_response_id_response')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('response_id', 'question_id', name=op.f('uq_answer_response_id_question_id'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index('ix_answer_asked_in_question_id', ['asked_in', 'question_id'], unique=False)

    op.create_table('check_invitation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('alias', sa.Uuid(), nullable=True),
    sa.Column('because', sa.Enum('answered', 'not_answered', 'panel', name='askedbecause', native_enum=False, length=40), nullable=False),
    sa.Column('stratum', sa.Text(), nullable=False),
    sa.Column('link_index', sa.Text(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('sent_by', sa.Text(), nullable=False),
    sa.Column('not_sent_because', sa.Text(), nullable=False),
    sa.Column('tried_at', UtcDateTime(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=True),
    sa.Column('opened_at', UtcDateTime(), nullable=True),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.Column('answered_by', sa.Enum('web', 'phone', 'paper', 'in_person', name='checkchannel', native_enum=False, length=40), nullable=True),
    sa.Column('receipt', sa.Text(), nullable=False),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.Column('reminded_at', UtcDateTime(), nullable=True),
    sa.Column('reminded_by', sa.Text(), nullable=False),
    sa.Column('not_reminded_because', sa.Text(), nullable=False),
    sa.Column('wants_news', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_check_invitation_person_id_person')),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_check_invitation_summary_id_summary')),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_check_invitation_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_invitation')),
    sa.UniqueConstraint('code_index', name=op.f('uq_check_invitation_code_index')),
    sa.UniqueConstraint('link_index', name=op.f('uq_check_invitation_link_index')),
    sa.UniqueConstraint('version_id', 'person_id', name=op.f('uq_check_invitation_version_id_person_id'))
    )
    with op.batch_alter_table('check_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_invitation_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_check_invitation_subject_id'), ['subject_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_check_invitation_summary_id'), ['summary_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_check_invitation_version_id'), ['version_id'], unique=False)

    op.create_table('check_plan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=True),
    sa.Column('silent', sa.Integer(), nullable=False),
    sa.Column('drawn', sa.Integer(), nullable=False),
    sa.Column('list_sha256', sa.Text(), nullable=False),
    sa.Column('remind_on', sa.Date(), nullable=True),
    sa.Column('reminded_at', UtcDateTime(), nullable=True),
    sa.Column('two_typists', sa.Boolean(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('settled_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_check_plan_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_plan')),
    sa.UniqueConstraint('version_id', name=op.f('uq_check_plan_version_id'))
    )
    op.create_table('check_thanks',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('agreed', 'paid', 'not_wanted', name='thanksstate', native_enum=False, length=40), nullable=False),
    sa.Column('agreed_at', UtcDateTime(), nullable=False),
    sa.Column('agreed_by', sa.Uuid(), nullable=False),
    sa.Column('settled_on', sa.Date(), nullable=True),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_check_thanks_person_id_person')),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_check_thanks_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_thanks')),
    sa.UniqueConstraint('version_id', 'person_id', name=op.f('uq_check_thanks_version_id_person_id'))
    )
    with op.batch_alter_table('check_thanks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_thanks_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_check_thanks_version_id'), ['version_id'], unique=False)

    op.create_table('code_frame_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('themes', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('frozen_at', UtcDateTime(), nullable=False),
    sa.Column('frozen_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_code_frame_version_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_frame_version')),
    sa.UniqueConstraint('round_id', 'number', name=op.f('uq_code_frame_version_round_id_number'))
    )
    op.create_table('comment_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('columns', 'checked', 'importing', 'imported', 'discarded', name='commentsstate', native_enum=False, length=40), nullable=False),
    sa.Column('file_key', sa.Text(), nullable=False),
    sa.Column('file_name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('reading', sa.JSON(), nullable=False),
    sa.Column('headings', sa.JSON(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('preview', sa.JSON(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('uploaded_at', UtcDateTime(), nullable=False),
    sa.Column('uploaded_by', sa.Uuid(), nullable=True),
    sa.Column('agreed_by', sa.Uuid(), nullable=True),
    sa.Column('imported_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_comment_import_question_id_question')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_comment_import_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment_import'))
    )
    with op.batch_alter_table('comment_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_import_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_import_sha256'), ['sha256'], unique=False)

    op.create_table('copy_batch',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('size', sa.Enum('normal', 'large20', 'large28', name='printsize', native_enum=False, length=40), nullable=False),
    sa.Column('without_colour', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'ready', 'refused', name='filestate', native_enum=False, length=40), nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('file_sha256', sa.Text(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_copy_batch_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_copy_batch')),
    sa.UniqueConstraint('version_id', 'number', name=op.f('uq_copy_batch_version_id_number'))
    )
    with op.batch_alter_table('copy_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_copy_batch_version_id'), ['version_id'], unique=False)

    op.create_table('draw',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('record', sa.Text(), nullable=False),
    sa.Column('record_sha256', sa.Text(), nullable=False),
    sa.Column('seed', sa.Text(), nullable=False),
    sa.Column('drawn_at', UtcDateTime(), nullable=False),
    sa.Column('drawn_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_draw_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draw')),
    sa.UniqueConstraint('round_id', name=op.f('uq_draw_round_id'))
    )
    op.create_table('filter_choice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('traits', sa.JSON(), nullable=False),
    sa.Column('chosen_at', UtcDateTime(), nullable=False),
    sa.Column('chosen_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_filter_choice_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_filter_choice')),
    sa.UniqueConstraint('round_id', name=op.f('uq_filter_choice_round_id'))
    )
    op.create_table('filtered_tally',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('shown', sa.JSON(), nullable=False),
    sa.Column('counted_at', UtcDateTime(), nullable=False),
    sa.Column('state_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_filtered_tally_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_filtered_tally')),
    sa.UniqueConstraint('round_id', name=op.f('uq_filtered_tally_round_id'))
    )
    op.create_table('final_notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=False),
    sa.Column('tried_at', UtcDateTime(), nullable=True),
    sa.Column('sent_by', sa.Text(), nullable=False),
    sa.Column('not_sent_because', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_final_notice_person_id_person')),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_final_notice_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_final_notice')),
    sa.UniqueConstraint('code_index', name=op.f('uq_final_notice_code_index')),
    sa.UniqueConstraint('version_id', 'person_id', name=op.f('uq_final_notice_version_id_person_id'))
    )
    with op.batch_alter_table('final_notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_final_notice_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_final_notice_version_id'), ['version_id'], unique=False)

    op.create_table('finding',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('theme_ids', sa.JSON(), nullable=False),
    sa.Column('figure_key', sa.Text(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_finding_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding'))
    )
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_finding_round_id'), ['round_id'], unique=False)

    op.create_table('frame_entry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('frame_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('entry_id', sa.Uuid(), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('active', 'completed', 'disengaged', 'never_started', name='servicestatus', native_enum=False, length=40), nullable=False),
    sa.Column('area', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('age_band', sa.Text(), nullable=False),
    sa.Column('sex', sa.Text(), nullable=False),
    sa.Column('ethnicity', sa.Text(), nullable=False),
    sa.Column('disability', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('household', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['roster_entry.id'], name=op.f('fk_frame_entry_entry_id_roster_entry')),
    sa.ForeignKeyConstraint(['frame_id'], ['frame.id'], name=op.f('fk_frame_entry_frame_id_frame')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_frame_entry_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_frame_entry')),
    sa.UniqueConstraint('frame_id', 'person_id', name=op.f('uq_frame_entry_frame_id_person_id'))
    )
    with op.batch_alter_table('frame_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_frame_entry_person_id'), ['person_id'], unique=False)

    op.create_table('kiosk',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('pin_hash', sa.Text(), nullable=False),
    sa.Column('started_at', UtcDateTime(), nullable=False),
    sa.Column('started_by', sa.Uuid(), nullable=True),
    sa.Column('ends_at', UtcDateTime(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('ended_because', sa.Enum('pin', 'staff', 'time', name='kioskend', native_enum=False, length=40), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_kiosk_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kiosk'))
    )
    with op.batch_alter_table('kiosk', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kiosk_round_id'), ['round_id'], unique=False)

    op.create_table('learning_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('induction', 'training', name='itemkind', native_enum=False, length=40), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('is_needed', sa.Boolean(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_learning_item_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learning_item'))
    )
    with op.batch_alter_table('learning_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_learning_item_panel_id'), ['panel_id'], unique=False)

    op.create_table('missing_reply',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('remark_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('added', 'not_added', 'there', 'nothing', name='missingreplykind', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('statuses', sa.JSON(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_missing_reply_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_missing_reply'))
    )
    with op.batch_alter_table('missing_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_missing_reply_remark_id'), ['remark_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_missing_reply_version_id'), ['version_id'], unique=False)

    op.create_table('outreach_plan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('short_keys', sa.JSON(), nullable=False),
    sa.Column('agreed_at', UtcDateTime(), nullable=False),
    sa.Column('agreed_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_outreach_plan_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outreach_plan')),
    sa.UniqueConstraint('round_id', name=op.f('uq_outreach_plan_round_id'))
    )
    op.create_table('outreach_task',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('field', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('step', sa.Enum('ask_workers', 'visit', 'ring', 'more_reserves', 'language', 'other_format', 'something_else', name='outreachstep', native_enum=False, length=40), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('open', 'done', 'dropped', name='taskstate', native_enum=False, length=40), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('ended_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_outreach_task_owner_id_account')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_outreach_task_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outreach_task'))
    )
    with op.batch_alter_table('outreach_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outreach_task_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outreach_task_round_id'), ['round_id'], unique=False)

    op.create_table('panel_addition',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('why_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('proposed_by', sa.Uuid(), nullable=False),
    sa.Column('proposed_at', UtcDateTime(), nullable=False),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.Column('is_agreed', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_addition_panel_id_panel')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_panel_addition_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_addition'))
    )
    with op.batch_alter_table('panel_addition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_addition_panel_id'), ['panel_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_addition_person_id'), ['person_id'], unique=False)

    op.create_table('panel_call',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('draw_on', sa.Date(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('attributes', sa.JSON(), nullable=False),
    sa.Column('targets', sa.JSON(), nullable=False),
    sa.Column('population', sa.JSON(), nullable=False),
    sa.Column('one_per_home', sa.Boolean(), nullable=False),
    sa.Column('is_leximin', sa.Boolean(), nullable=False),
    sa.Column('published_at', UtcDateTime(), nullable=True),
    sa.Column('published_by', sa.Uuid(), nullable=True),
    sa.Column('rules_sha256', sa.Text(), nullable=False),
    sa.Column('drawn_at', UtcDateTime(), nullable=True),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_call_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_call'))
    )
    with op.batch_alter_table('panel_call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_call_panel_id'), ['panel_id'], unique=False)

    op.create_table('panel_deciding_rules',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('shows_at_once', sa.Boolean(), nullable=False),
    sa.Column('panel_first_days', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_deciding_rules_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_deciding_rules')),
    sa.UniqueConstraint('panel_id', name=op.f('uq_panel_deciding_rules_panel_id'))
    )
    op.create_table('panel_gap_task',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('done_at', UtcDateTime(), nullable=True),
    sa.Column('done_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_panel_gap_task_owner_id_account')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_gap_task_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_gap_task'))
    )
    with op.batch_alter_table('panel_gap_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_gap_task_panel_id'), ['panel_id'], unique=False)

    op.create_table('panel_meeting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('starts_at', UtcDateTime(), nullable=False),
    sa.Column('ends_at', UtcDateTime(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('video_link', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('directions', sa.JSON(), nullable=False),
    sa.Column('place_access', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('planned', 'cancelled', 'over', name='meetingstate', native_enum=False, length=40), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('invited_at', UtcDateTime(), nullable=True),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_meeting_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_meeting'))
    )
    with op.batch_alter_table('panel_meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_meeting_panel_id'), ['panel_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_meeting_starts_at'), ['starts_at'], unique=False)

    op.create_table('panel_member',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('selected', 'confirmed', 'active', 'paused', 'stepped_down', 'ended', name='memberstate', native_enum=False, length=40), nullable=False),
    sa.Column('link_index', sa.Text(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=False),
    sa.Column('pin_hash', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('since', UtcDateTime(), nullable=False),
    sa.Column('left_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_member_panel_id_panel')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_panel_member_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_member')),
    sa.UniqueConstraint('code_index', name=op.f('uq_panel_member_code_index')),
    sa.UniqueConstraint('link_index', name=op.f('uq_panel_member_link_index')),
    sa.UniqueConstraint('panel_id', 'person_id', name=op.f('uq_panel_member_panel_id_person_id'))
    )
    with op.batch_alter_table('panel_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_member_panel_id'), ['panel_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_member_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_member_state'), ['state'], unique=False)

    op.create_table('panel_public_decision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('agrees', sa.Boolean(), nullable=False),
    sa.Column('vote_id', sa.Uuid(), nullable=True),
    sa.Column('how_decided', sa.Text(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_public_decision_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_public_decision'))
    )
    with op.batch_alter_table('panel_public_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_public_decision_panel_id'), ['panel_id'], unique=False)

    op.create_table('panel_vote',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.JSON(), nullable=False),
    sa.Column('method', sa.Enum('rank', 'dots', 'consent', 'verdict', name='votemethod', native_enum=False, length=40), nullable=False),
    sa.Column('purpose', sa.Enum('priority', 'claim', 'public', name='votepurpose', native_enum=False, length=40), nullable=False),
    sa.Column('claim_id', sa.Uuid(), nullable=True),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('opened_at', UtcDateTime(), nullable=True),
    sa.Column('closed_at', UtcDateTime(), nullable=True),
    sa.Column('called_off_at', UtcDateTime(), nullable=True),
    sa.Column('called_off_because', sa.Text(), nullable=False),
    sa.Column('outcome', sa.JSON(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_vote_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_vote'))
    )
    with op.batch_alter_table('panel_vote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_vote_claim_id'), ['claim_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_vote_closes_on'), ['closes_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_vote_opens_on'), ['opens_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_vote_panel_id'), ['panel_id'], unique=False)

    op.create_table('paper_batch',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('size', sa.Enum('normal', 'large20', 'large28', name='papersize', native_enum=False, length=40), nullable=False),
    sa.Column('is_blank', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'ready', 'refused', name='paperstate', native_enum=False, length=40), nullable=False),
    sa.Column('forms', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=True),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('proof', sa.JSON(), nullable=False),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_paper_batch_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_batch')),
    sa.UniqueConstraint('round_id', 'number', name=op.f('uq_paper_batch_round_id_number'))
    )
    with op.batch_alter_table('paper_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_batch_round_id'), ['round_id'], unique=False)

    op.create_table('paper_entry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('typing', 'typed', 'sent', name='entrystate', native_enum=False, length=40), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='provenance', native_enum=False, length=40), nullable=True),
    sa.Column('helped_by', sa.Text(), nullable=False),
    sa.Column('agreed', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('typed_by', sa.Uuid(), nullable=False),
    sa.Column('began_at', UtcDateTime(), nullable=False),
    sa.Column('typed_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_paper_entry_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_entry')),
    sa.UniqueConstraint('subject_id', 'place', name=op.f('uq_paper_entry_subject_id_place'))
    )
    with op.batch_alter_table('paper_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_entry_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_entry_subject_id'), ['subject_id'], unique=False)

    op.create_table('paper_settlement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('chosen', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('settled_by', sa.Uuid(), nullable=False),
    sa.Column('settled_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_paper_settlement_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_settlement'))
    )
    with op.batch_alter_table('paper_settlement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_settlement_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_settlement_subject_id'), ['subject_id'], unique=False)

    op.create_table('pay_batch',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('bank', 'vouchers', name='batchkind', native_enum=False, length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('paid_at', UtcDateTime(), nullable=True),
    sa.Column('paid_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_pay_batch_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pay_batch')),
    sa.UniqueConstraint('panel_id', 'number', name=op.f('uq_pay_batch_panel_id_number'))
    )
    with op.batch_alter_table('pay_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pay_batch_panel_id'), ['panel_id'], unique=False)

    op.create_table('phone_draw',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('track', sa.Enum('disengaged', 'never_started', 'others', name='track', native_enum=False, length=40), nullable=False),
    sa.Column('seed', sa.Text(), nullable=False),
    sa.Column('people_left', sa.Integer(), nullable=False),
    sa.Column('people_chosen', sa.Integer(), nullable=False),
    sa.Column('order_sha256', sa.Text(), nullable=False),
    sa.Column('drawn_at', UtcDateTime(), nullable=False),
    sa.Column('drawn_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_phone_draw_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_draw')),
    sa.UniqueConstraint('round_id', name=op.f('uq_phone_draw_round_id'))
    )
    op.create_table('photo_consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('picture_id', sa.Uuid(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('uses', sa.JSON(), nullable=False),
    sa.Column('how', sa.Enum('writing', 'spoken', 'signed', 'for_them', name='agreedhow', native_enum=False, length=40), nullable=False),
    sa.Column('said_by_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('agreed_on', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('noted_by', sa.Uuid(), nullable=False),
    sa.Column('noted_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['picture_id'], ['own_picture.id'], name=op.f('fk_photo_consent_picture_id_own_picture')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_photo_consent'))
    )
    with op.batch_alter_table('photo_consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_photo_consent_picture_id'), ['picture_id'], unique=False)

    op.create_table('printed_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('size', sa.Enum('normal', 'large20', 'large28', name='printsize', native_enum=False, length=40), nullable=False),
    sa.Column('without_colour', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'ready', 'refused', name='filestate', native_enum=False, length=40), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('file_sha256', sa.Text(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('proof', sa.JSON(), nullable=False),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_printed_file_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_printed_file')),
    sa.UniqueConstraint('version_id', 'language', 'size', 'without_colour', name=op.f('uq_printed_file_version_id_language_size_without_colour'))
    )
    with op.batch_alter_table('printed_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_printed_file_version_id'), ['version_id'], unique=False)

    op.create_table('promise_invitation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asking_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('link_index', sa.Text(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('said_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('sent_by', sa.Text(), nullable=False),
    sa.Column('not_sent_because', sa.Text(), nullable=False),
    sa.Column('tried_at', UtcDateTime(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=True),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.Column('receipt', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['asking_id'], ['promise_asking.id'], name=op.f('fk_promise_invitation_asking_id_promise_asking')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_promise_invitation_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_invitation')),
    sa.UniqueConstraint('asking_id', 'person_id', name=op.f('uq_promise_invitation_asking_id_person_id')),
    sa.UniqueConstraint('code_index', name=op.f('uq_promise_invitation_code_index')),
    sa.UniqueConstraint('link_index', name=op.f('uq_promise_invitation_link_index'))
    )
    with op.batch_alter_table('promise_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_invitation_asking_id'), ['asking_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_promise_invitation_person_id'), ['person_id'], unique=False)

    op.create_table('release',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('cuts_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('released_at', UtcDateTime(), nullable=False),
    sa.Column('released_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_release_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_release')),
    sa.UniqueConstraint('round_id', 'number', name=op.f('uq_release_round_id_number'))
    )
    with op.batch_alter_table('release', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_release_round_id'), ['round_id'], unique=False)

    op.create_table('research_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('making', 'waiting', 'approved', 'refused', 'impossible', 'deleted', name='researchstate', native_enum=False, length=40), nullable=False),
    sa.Column('five_safes', sa.JSON(), nullable=False),
    sa.Column('with_words', sa.Boolean(), nullable=False),
    sa.Column('file_key', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('people_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', UtcDateTime(), nullable=True),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_why', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_research_file_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_research_file'))
    )
    with op.batch_alter_table('research_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_research_file_round_id'), ['round_id'], unique=False)

    op.create_table('risk_alarm',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=True),
    sa.Column('alias', sa.Uuid(), nullable=False),
    sa.Column('answer_id', sa.Uuid(), nullable=True),
    sa.Column('said_in', sa.Text(), nullable=False),
    sa.Column('said_id', sa.Uuid(), nullable=True),
    sa.Column('pause_id', sa.Uuid(), nullable=True),
    sa.Column('lead_id', sa.Uuid(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_risk_alarm_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_alarm'))
    )
    with op.batch_alter_table('risk_alarm', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_risk_alarm_alias'), ['alias'], unique=False)
        batch_op.create_index(batch_op.f('ix_risk_alarm_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_risk_alarm_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_risk_alarm_said_id'), ['said_id'], unique=False)

    op.create_table('roster_problem',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('import_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('column', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('value_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['roster_import.id'], name=op.f('fk_roster_problem_import_id_roster_import')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_problem'))
    )
    with op.batch_alter_table('roster_problem', schema=None) as batch_op:
        batch_op.create_index('ix_roster_problem_place', ['import_id', 'place'], unique=False)

    op.create_table('round_doors',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('double_entry', sa.Boolean(), nullable=False),
    sa.Column('change_until', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_round_doors_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_doors')),
    sa.UniqueConstraint('round_id', name=op.f('uq_round_doors_round_id'))
    )
    op.create_table('round_preparation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('helpline_name', sa.Text(), nullable=False),
    sa.Column('helpline_phone', sa.Text(), nullable=False),
    sa.Column('release_on', sa.Date(), nullable=True),
    sa.Column('check_back_on', sa.Date(), nullable=True),
    sa.Column('privacy_read_at', UtcDateTime(), nullable=True),
    sa.Column('privacy_read_by', sa.Uuid(), nullable=True),
    sa.Column('copied_from_id', sa.Uuid(), nullable=True),
    sa.Column('archived_at', UtcDateTime(), nullable=True),
    sa.Column('archived_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_round_preparation_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_preparation')),
    sa.UniqueConstraint('round_id', name=op.f('uq_round_preparation_round_id'))
    )
    op.create_table('sample_member',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('frame_entry_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('sample', 'reserve', 'released', name='memberstate', native_enum=False, length=40), nullable=False),
    sa.Column('stratum', sa.Text(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('chance', sa.Double(), nullable=False),
    sa.Column('phone_chosen', sa.Boolean(), nullable=True),
    sa.Column('phone_chance', sa.Double(), nullable=True),
    sa.Column('household_size', sa.Integer(), nullable=False),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('traits', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sample_member_person_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_sample_member_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sample_member')),
    sa.UniqueConstraint('round_id', 'person_id', name=op.f('uq_sample_member_round_id_person_id'))
    )
    with op.batch_alter_table('sample_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sample_member_added_at'), ['added_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sample_member_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sample_member_round_id'), ['round_id'], unique=False)

    op.create_table('sample_plan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('strata_field', sa.Text(), nullable=False),
    sa.Column('allocation', sa.Text(), nullable=False),
    sa.Column('minimums', sa.JSON(), nullable=False),
    sa.Column('design', sa.JSON(), nullable=False),
    sa.Column('left_out', sa.JSON(), nullable=False),
    sa.Column('frame_sha256', sa.Text(), nullable=False),
    sa.Column('seed_commitment', sa.Text(), nullable=False),
    sa.Column('seed_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('preview', sa.JSON(), nullable=False),
    sa.Column('planned_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_sample_plan_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sample_plan')),
    sa.UniqueConstraint('round_id', name=op.f('uq_sample_plan_round_id'))
    )
    op.create_table('statement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.Enum('about', 'told', 'unsure', 'next', 'not_next', 'words', 'talk_to', 'tell_us', name='section', native_enum=False, length=40), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('statuses', sa.JSON(), nullable=False),
    sa.Column('picture', sa.Text(), nullable=False),
    sa.Column('number', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('quote_id', sa.Uuid(), nullable=True),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('is_draft', sa.Boolean(), nullable=False),
    sa.Column('left_out_at', UtcDateTime(), nullable=True),
    sa.Column('written_by', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['quote_id'], ['shared_quote.id'], name=op.f('fk_statement_quote_id_shared_quote')),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_statement_summary_id_summary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement'))
    )
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_statement_summary_id'), ['summary_id'], unique=False)

    op.create_table('stratum_stop',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('stratum', sa.Text(), nullable=False),
    sa.Column('target', sa.Integer(), nullable=False),
    sa.Column('stopped_at', UtcDateTime(), nullable=False),
    sa.Column('stopped_by', sa.Uuid(), nullable=True),
    sa.Column('lifted_at', UtcDateTime(), nullable=True),
    sa.Column('lifted_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_stratum_stop_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stratum_stop'))
    )
    with op.batch_alter_table('stratum_stop', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stratum_stop_round_id'), ['round_id'], unique=False)

    op.create_table('tally',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('responses', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('held_back', sa.Boolean(), nullable=False),
    sa.Column('counted_at', UtcDateTime(), nullable=False),
    sa.Column('marks_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_tally_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tally')),
    sa.UniqueConstraint('round_id', name=op.f('uq_tally_round_id'))
    )
    op.create_table('thanks_rate',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=True),
    sa.Column('offer', sa.Enum('payment', 'voucher', 'expenses', 'carer_cover', 'travel_advance', 'data', 'none', name='offer', native_enum=False, length=40), nullable=False),
    sa.Column('unit', sa.Enum('hour', 'meeting', 'mile', 'month', 'real_cost', name='unit', native_enum=False, length=40), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('is_offered', sa.Boolean(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('source_url', sa.Text(), nullable=False),
    sa.Column('source_date', sa.Date(), nullable=False),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_thanks_rate_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks_rate'))
    )
    with op.batch_alter_table('thanks_rate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thanks_rate_panel_id'), ['panel_id'], unique=False)

    op.create_table('thanks_settings',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('days_to_pay', sa.Integer(), nullable=False),
    sa.Column('most_hours', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_thanks_settings_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks_settings')),
    sa.UniqueConstraint('panel_id', name=op.f('uq_thanks_settings_panel_id'))
    )
    op.create_table('theme',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('parent_id', sa.Uuid(), nullable=True),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('excludes', sa.Text(), nullable=False),
    sa.Column('example', sa.Text(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['theme.id'], name=op.f('fk_theme_parent_id_theme')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_theme_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme')),
    sa.UniqueConstraint('round_id', 'name', name=op.f('uq_theme_round_id_name'))
    )
    with op.batch_alter_table('theme', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_theme_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_theme_round_id'), ['round_id'], unique=False)

    op.create_table('theme_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('theme_id', sa.Uuid(), nullable=False),
    sa.Column('deed', sa.Enum('created', 'renamed', 'changed', 'moved', 'merged', 'split', 'deleted', name='themedeed', native_enum=False, length=40), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_theme_change_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme_change'))
    )
    with op.batch_alter_table('theme_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_theme_change_round_id'), ['round_id'], unique=False)

    op.create_table('trial_send',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('link_index', sa.Text(), nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_trial_send_account_id_account')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_trial_send_person_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_trial_send_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trial_send')),
    sa.UniqueConstraint('link_index', name=op.f('uq_trial_send_link_index'))
    )
    with op.batch_alter_table('trial_send', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trial_send_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_trial_send_round_id'), ['round_id'], unique=False)

    op.create_table('version_withdrawal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('why', sa.JSON(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_version_withdrawal_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_version_withdrawal')),
    sa.UniqueConstraint('version_id', name=op.f('uq_version_withdrawal_version_id'))
    )
    op.create_table('visit_checklist',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('briefing', sa.JSON(), nullable=False),
    sa.Column('safety', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'ready', 'closed', name='checkliststate', native_enum=False, length=40), nullable=False),
    sa.Column('paid_per', sa.Enum('visit', 'hour', name='paidper', native_enum=False, length=40), nullable=False),
    sa.Column('rate_pence', sa.Integer(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_visit_checklist_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_checklist'))
    )
    with op.batch_alter_table('visit_checklist', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_checklist_round_id'), ['round_id'], unique=False)

    op.create_table('walk_in',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('alias', sa.Uuid(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=True),
    sa.Column('batch_id', sa.Uuid(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('began_at', UtcDateTime(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.Column('withdrawn_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_walk_in_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk_in')),
    sa.UniqueConstraint('alias', name=op.f('uq_walk_in_alias')),
    sa.UniqueConstraint('code_index', name=op.f('uq_walk_in_code_index'))
    )
    with op.batch_alter_table('walk_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_walk_in_round_id'), ['round_id'], unique=False)

    op.create_table('wave',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.Column('channels', sa.Enum('preferred', 'different', 'paper', name='channelrule', native_enum=False, length=40), nullable=False),
    sa.Column('is_short', sa.Boolean(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_wave_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wave')),
    sa.UniqueConstraint('round_id', 'number', name=op.f('uq_wave_round_id_number'))
    )
    op.create_table('weighting_choice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('margins', sa.JSON(), nullable=False),
    sa.Column('trim_at', sa.Double(), nullable=False),
    sa.Column('chosen_at', UtcDateTime(), nullable=False),
    sa.Column('chosen_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_weighting_choice_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weighting_choice')),
    sa.UniqueConstraint('round_id', name=op.f('uq_weighting_choice_round_id'))
    )
    op.create_table('worry_setup',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('lead_id', sa.Uuid(), nullable=True),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_worry_setup_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worry_setup')),
    sa.UniqueConstraint('round_id', name=op.f('uq_worry_setup_round_id'))
    )
    op.create_table('agenda_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('question', sa.JSON(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('is_break', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['panel_meeting.id'], name=op.f('fk_agenda_item_meeting_id_panel_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item'))
    )
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_item_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('all_right_check',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.Enum('meeting', 'quarter', 'staff', name='checkreason', native_enum=False, length=40), nullable=False),
    sa.Column('about', sa.Uuid(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('contact_id', sa.Uuid(), nullable=False),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.Column('answer_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('wants_talk', sa.Boolean(), nullable=False),
    sa.Column('may_mean_danger', sa.Boolean(), nullable=False),
    sa.Column('through', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=True),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.Column('seen_at', UtcDateTime(), nullable=True),
    sa.Column('seen_by', sa.Uuid(), nullable=True),
    sa.Column('what_we_did_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['account.id'], name=op.f('fk_all_right_check_contact_id_account')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_all_right_check_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_all_right_check'))
    )
    with op.batch_alter_table('all_right_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_all_right_check_member_id'), ['member_id'], unique=False)

    op.create_table('attachment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('holder_id', sa.Uuid(), nullable=True),
    sa.Column('answer_id', sa.Uuid(), nullable=True),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('visit_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Enum('photo', 'voice', name='attachmentkind', native_enum=False, length=40), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('alt_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('transcript_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_attachment_answer_id_answer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment'))
    )
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attachment_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachment_holder_id'), ['holder_id'], unique=False)

    op.create_table('attendance',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('coming', sa.Enum('in_person', 'phone', 'video', 'views_ahead', 'not_this_time', name='coming', native_enum=False, length=40), nullable=True),
    sa.Column('comes_with', sa.Enum('nobody', 'supporter', 'companion', 'interpreter', name='comeswith', native_enum=False, length=40), nullable=False),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.Column('answered_sequence', sa.Integer(), nullable=True),
    sa.Column('answered_via', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=True),
    sa.Column('answer_noted_by', sa.Uuid(), nullable=True),
    sa.Column('came', sa.Enum('in_person', 'phone', 'video', 'views_ahead', 'not_this_time', name='coming', native_enum=False, length=40), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('supporter_came', sa.Boolean(), nullable=False),
    sa.Column('recorded_at', UtcDateTime(), nullable=True),
    sa.Column('recorded_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['panel_meeting.id'], name=op.f('fk_attendance_meeting_id_panel_meeting')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_attendance_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('meeting_id', 'member_id', name=op.f('uq_attendance_meeting_id_member_id'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendance_member_id'), ['member_id'], unique=False)

    op.create_table('bank_details',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('sort_code_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('account_number_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_bank_details_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_details')),
    sa.UniqueConstraint('member_id', name=op.f('uq_bank_details_member_id'))
    )
    op.create_table('bank_details_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.Column('said_by', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('why_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_bank_details_change_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_details_change'))
    )
    with op.batch_alter_table('bank_details_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bank_details_change_member_id'), ['member_id'], unique=False)

    op.create_table('check_copy',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['copy_batch.id'], name=op.f('fk_check_copy_batch_id_copy_batch')),
    sa.ForeignKeyConstraint(['invitation_id'], ['check_invitation.id'], name=op.f('fk_check_copy_invitation_id_check_invitation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_copy')),
    sa.UniqueConstraint('batch_id', 'place', name=op.f('uq_check_copy_batch_id_place'))
    )
    with op.batch_alter_table('check_copy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_copy_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_check_copy_invitation_id'), ['invitation_id'], unique=False)

    op.create_table('check_draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('entries_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['check_invitation.id'], name=op.f('fk_check_draft_invitation_id_check_invitation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_draft')),
    sa.UniqueConstraint('invitation_id', name=op.f('uq_check_draft_invitation_id'))
    )
    op.create_table('check_paper',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('entries_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('typed_by', sa.Uuid(), nullable=False),
    sa.Column('typed_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['check_invitation.id'], name=op.f('fk_check_paper_invitation_id_check_invitation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_paper')),
    sa.UniqueConstraint('invitation_id', 'place', name=op.f('uq_check_paper_invitation_id_place'))
    )
    with op.batch_alter_table('check_paper', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_paper_invitation_id'), ['invitation_id'], unique=False)

    op.create_table('check_photo',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('visit', sa.Text(), nullable=False),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['check_invitation.id'], name=op.f('fk_check_photo_invitation_id_check_invitation')),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_check_photo_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_photo'))
    )
    with op.batch_alter_table('check_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_photo_invitation_id'), ['invitation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_check_photo_version_id'), ['version_id'], unique=False)

    op.create_table('coding',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('theme_id', sa.Uuid(), nullable=False),
    sa.Column('answer_id', sa.Uuid(), nullable=False),
    sa.Column('coded_by', sa.Uuid(), nullable=True),
    sa.Column('coded_at', UtcDateTime(), nullable=False),
    sa.Column('suggested', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_coding_answer_id_answer')),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_coding_theme_id_theme'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coding')),
    sa.UniqueConstraint('theme_id', 'answer_id', name=op.f('uq_coding_theme_id_answer_id'))
    )
    with op.batch_alter_table('coding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_coding_answer_id'), ['answer_id'], unique=False)

    op.create_table('door_visit',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('holder_id', sa.Uuid(), nullable=False),
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('interview', 'kiosk', 'supporter', 'change', name='visitkind', native_enum=False, length=40), nullable=False),
    sa.Column('channel', sa.Enum('web', 'phone', 'face_to_face', 'kiosk', 'paper', name='door', native_enum=False, length=40), nullable=False),
    sa.Column('kiosk_id', sa.Uuid(), nullable=True),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='provenance', native_enum=False, length=40), nullable=True),
    sa.Column('helped_by', sa.Enum('family_or_friend', 'support_worker', 'advocate', 'interpreter', 'someone_else', name='helper', native_enum=False, length=40), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('is_change', sa.Boolean(), nullable=False),
    sa.Column('started_by', sa.Uuid(), nullable=True),
    sa.Column('started_at', UtcDateTime(), nullable=False),
    sa.Column('ends_at', UtcDateTime(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['kiosk_id'], ['kiosk.id'], name=op.f('fk_door_visit_kiosk_id_kiosk')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_door_visit_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_door_visit')),
    sa.UniqueConstraint('visit_id', name=op.f('uq_door_visit_visit_id'))
    )
    with op.batch_alter_table('door_visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_door_visit_holder_id'), ['holder_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_door_visit_kiosk_id'), ['kiosk_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_door_visit_round_id'), ['round_id'], unique=False)

    op.create_table('double_coding',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('frame_version_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('coding', 'settling', 'settled', name='doublecodingstate', native_enum=False, length=40), nullable=False),
    sa.Column('coders', sa.JSON(), nullable=False),
    sa.Column('agreement', sa.JSON(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['frame_version_id'], ['code_frame_version.id'], name=op.f('fk_double_coding_frame_version_id_code_frame_version')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_double_coding_question_id_question')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_double_coding_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_double_coding'))
    )
    with op.batch_alter_table('double_coding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_double_coding_round_id'), ['round_id'], unique=False)

    op.create_table('guidance_shown',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('guidance_id', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['guidance_id'], ['benefits_guidance.id'], name=op.f('fk_guidance_shown_guidance_id_benefits_guidance')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_guidance_shown_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guidance_shown'))
    )
    with op.batch_alter_table('guidance_shown', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guidance_shown_member_id'), ['member_id'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('alias', sa.Uuid(), nullable=False),
    sa.Column('link_index', sa.Text(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'sent', 'opened', 'answered', 'declined', 'withdrawn', name='invitationstate', native_enum=False, length=40), nullable=False),
    sa.Column('opened_at', UtcDateTime(), nullable=True),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.Column('declined_because', sa.Enum('no_thanks', 'not_now', 'not_me', name='declinereason', native_enum=False, length=40), nullable=True),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('is_short', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['sample_member.id'], name=op.f('fk_invitation_member_id_sample_member')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_invitation_person_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_invitation_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('alias', name=op.f('uq_invitation_alias')),
    sa.UniqueConstraint('code_index', name=op.f('uq_invitation_code_index')),
    sa.UniqueConstraint('link_index', name=op.f('uq_invitation_link_index')),
    sa.UniqueConstraint('member_id', name=op.f('uq_invitation_member_id'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_round_id'), ['round_id'], unique=False)

    op.create_table('language_check',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('statement_id', sa.Uuid(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('source_sha256', sa.Text(), nullable=False),
    sa.Column('words_sha256', sa.Text(), nullable=False),
    sa.Column('named', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('speaker', 'easy_readers', name='speakerkind', native_enum=False, length=40), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('noted_at', UtcDateTime(), nullable=False),
    sa.Column('noted_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_language_check_statement_id_statement')),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_language_check_summary_id_summary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_language_check'))
    )
    with op.batch_alter_table('language_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_language_check_statement_id'), ['statement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_language_check_summary_id'), ['summary_id'], unique=False)

    op.create_table('meeting_booking',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('interpreter', 'bsl', 'companion', 'transport', 'carer_cover', 'food', 'room', 'something_else', name='bookingkind', native_enum=False, length=40), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('to_do', 'asked', 'booked', 'not_found', 'not_needed', name='bookingstate', native_enum=False, length=40), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['panel_meeting.id'], name=op.f('fk_meeting_booking_meeting_id_panel_meeting')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_meeting_booking_owner_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_booking'))
    )
    with op.batch_alter_table('meeting_booking', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_booking_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_booking_owner_id'), ['owner_id'], unique=False)

    op.create_table('meeting_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('moved', 'elsewhere', 'cancelled', 'planned', 'changed', 'agenda', 'over', name='changeofmeeting', native_enum=False, length=40), nullable=False),
    sa.Column('was', sa.JSON(), nullable=False),
    sa.Column('now', sa.JSON(), nullable=False),
    sa.Column('why', sa.JSON(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['panel_meeting.id'], name=op.f('fk_meeting_change_meeting_id_panel_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_change'))
    )
    with op.batch_alter_table('meeting_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_change_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('meeting_notes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('writing', 'out_for_check', 'confirmed', 'replaced', name='notesstate', native_enum=False, length=40), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.Column('sent_by', sa.Uuid(), nullable=True),
    sa.Column('check_until', sa.Date(), nullable=True),
    sa.Column('confirmed_at', UtcDateTime(), nullable=True),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('answered', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['panel_meeting.id'], name=op.f('fk_meeting_notes_meeting_id_panel_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_notes')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_meeting_notes_meeting_id_number'))
    )
    with op.batch_alter_table('meeting_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_notes_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('meeting_wishes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('calendar_words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('card_name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('card_picture', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_meeting_wishes_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_wishes')),
    sa.UniqueConstraint('member_id', name=op.f('uq_meeting_wishes_member_id'))
    )
    op.create_table('meeting_writing',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('because', sa.Enum('invited', 'changed', 'soon', 'tomorrow', 'paper', 'notes', name='writtenbecause', native_enum=False, length=40), nullable=False),
    sa.Column('about', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('withheld', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['panel_meeting.id'], name=op.f('fk_meeting_writing_meeting_id_panel_meeting')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_meeting_writing_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_writing')),
    sa.UniqueConstraint('member_id', 'because', 'about', name=op.f('uq_meeting_writing_member_id_because_about'))
    )
    with op.batch_alter_table('meeting_writing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_writing_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_writing_member_id'), ['member_id'], unique=False)

    op.create_table('member_agreement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('part', sa.Enum('role', 'agreement', 'confidentiality', name='agreementpart', native_enum=False, length=40), nullable=False),
    sa.Column('agreed', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('text_sha256', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('through', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='provenance', native_enum=False, length=40), nullable=False),
    sa.Column('helped_by_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_member_agreement_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_agreement'))
    )
    with op.batch_alter_table('member_agreement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_agreement_member_id'), ['member_id'], unique=False)

    op.create_table('member_ask',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('round', 'summary_check', 'visit', 'tender', 'wording', 'reading', 'other', name='askkind', native_enum=False, length=40), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=True),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=True),
    sa.Column('rate_id', sa.Uuid(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_member_ask_panel_id_panel')),
    sa.ForeignKeyConstraint(['rate_id'], ['thanks_rate.id'], name=op.f('fk_member_ask_rate_id_thanks_rate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_ask'))
    )
    with op.batch_alter_table('member_ask', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_ask_about_id'), ['about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_member_ask_panel_id'), ['panel_id'], unique=False)

    op.create_table('member_learning',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_with_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['learning_item.id'], name=op.f('fk_member_learning_item_id_learning_item')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_member_learning_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_learning')),
    sa.UniqueConstraint('member_id', 'item_id', name=op.f('uq_member_learning_member_id_item_id'))
    )
    with op.batch_alter_table('member_learning', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_learning_member_id'), ['member_id'], unique=False)

    op.create_table('member_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('selected', 'confirmed', 'active', 'paused', 'stepped_down', 'ended', name='memberstate', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.Column('because', sa.Text(), nullable=False),
    sa.Column('why_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_member_step_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_step'))
    )
    with op.batch_alter_table('member_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_step_member_id'), ['member_id'], unique=False)

    op.create_table('member_support',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('contact_id', sa.Uuid(), nullable=False),
    sa.Column('contact_phone', sa.Text(), nullable=False),
    sa.Column('mentor_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('mentor_since', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['account.id'], name=op.f('fk_member_support_contact_id_account')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_member_support_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_support')),
    sa.UniqueConstraint('member_id', name=op.f('uq_member_support_member_id'))
    )
    op.create_table('missing_remark',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='whohelped', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['check_invitation.id'], name=op.f('fk_missing_remark_invitation_id_check_invitation')),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_missing_remark_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_missing_remark')),
    sa.UniqueConstraint('invitation_id', name=op.f('uq_missing_remark_invitation_id'))
    )
    with op.batch_alter_table('missing_remark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_missing_remark_version_id'), ['version_id'], unique=False)

    op.create_table('panel_advice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('stage', sa.Enum('analyse', 'plan', 'do', 'review', name='stage', native_enum=False, length=40), nullable=False),
    sa.Column('kind', sa.Enum('tender', 'recruitment', 'training', 'publicity', 'policy', 'other', name='advicekind', native_enum=False, length=40), nullable=False),
    sa.Column('source', sa.Enum('vote', 'meeting', 'written', name='advicesource', native_enum=False, length=40), nullable=False),
    sa.Column('vote_id', sa.Uuid(), nullable=True),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('reply_by', sa.Date(), nullable=True),
    sa.Column('first_reply_by', sa.Date(), nullable=True),
    sa.Column('answer', sa.Enum('whole', 'partly', 'no', 'not_yet', name='decisionanswer', native_enum=False, length=40), nullable=True),
    sa.Column('why', sa.JSON(), nullable=False),
    sa.Column('decided_by', sa.Text(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('public_from', sa.Date(), nullable=True),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_advice_panel_id_panel')),
    sa.ForeignKeyConstraint(['vote_id'], ['panel_vote.id'], name=op.f('fk_panel_advice_vote_id_panel_vote')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_advice'))
    )
    with op.batch_alter_table('panel_advice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_advice_answer'), ['answer'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_advice_panel_id'), ['panel_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_advice_reply_by'), ['reply_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_advice_sent_on'), ['sent_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_advice_vote_id'), ['vote_id'], unique=False)

    op.create_table('panel_ballot',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('vote_id', sa.Uuid(), nullable=False),
    sa.Column('slot_index', sa.Text(), nullable=True),
    sa.Column('said_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('counted_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['vote_id'], ['panel_vote.id'], name=op.f('fk_panel_ballot_vote_id_panel_vote')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_ballot')),
    sa.UniqueConstraint('slot_index', name=op.f('uq_panel_ballot_slot_index'))
    )
    with op.batch_alter_table('panel_ballot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_ballot_vote_id'), ['vote_id'], unique=False)

    op.create_table('panel_ballot_typing',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('vote_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('how', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_panel_ballot_typing_member_id_panel_member')),
    sa.ForeignKeyConstraint(['vote_id'], ['panel_vote.id'], name=op.f('fk_panel_ballot_typing_vote_id_panel_vote')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_ballot_typing'))
    )
    with op.batch_alter_table('panel_ballot_typing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_ballot_typing_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_ballot_typing_vote_id'), ['vote_id'], unique=False)

    op.create_table('panel_idea',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=True),
    sa.Column('owner_index', sa.Text(), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('how', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('typed_by', sa.Uuid(), nullable=True),
    sa.Column('state', sa.Enum('new', 'discussed', 'prioritised', 'advice', 'set_aside', name='ideastate', native_enum=False, length=40), nullable=False),
    sa.Column('shown', sa.Enum('held', 'shown', 'removed', name='shown', native_enum=False, length=40), nullable=False),
    sa.Column('removed_because', sa.Text(), nullable=False),
    sa.Column('is_worrying', sa.Boolean(), nullable=False),
    sa.Column('joined_to', sa.Uuid(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['joined_to'], ['panel_idea.id'], name=op.f('fk_panel_idea_joined_to_panel_idea')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_panel_idea_member_id_panel_member')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_idea_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_idea'))
    )
    with op.batch_alter_table('panel_idea', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_idea_joined_to'), ['joined_to'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_idea_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_idea_owner_index'), ['owner_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_idea_panel_id'), ['panel_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_idea_shown'), ['shown'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_idea_state'), ['state'], unique=False)

    op.create_table('panel_interest',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('call_id', sa.Uuid(), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('state', sa.Enum('invited', 'draft', 'interested', 'chosen', 'reserve', 'not_chosen', 'pool', 'declined', 'withdrawn', 'again', 'forgotten', name='intereststate', native_enum=False, length=40), nullable=False),
    sa.Column('link_index', sa.Text(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('draft_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('profile_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('access_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('home_index', sa.Text(), nullable=False),
    sa.Column('came_by', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('helped_by', sa.Enum('nobody', 'family', 'worker', 'interpreter', 'staff', name='helpedby', native_enum=False, length=40), nullable=False),
    sa.Column('typed_by', sa.Uuid(), nullable=True),
    sa.Column('invited_at', UtcDateTime(), nullable=True),
    sa.Column('begun_at', UtcDateTime(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.Column('keep_until', sa.Date(), nullable=True),
    sa.Column('renewal_asked_at', UtcDateTime(), nullable=True),
    sa.Column('told_at', UtcDateTime(), nullable=True),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['call_id'], ['panel_call.id'], name=op.f('fk_panel_interest_call_id_panel_call')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_interest_panel_id_panel')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_panel_interest_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_interest')),
    sa.UniqueConstraint('code_index', name=op.f('uq_panel_interest_code_index')),
    sa.UniqueConstraint('link_index', name=op.f('uq_panel_interest_link_index'))
    )
    with op.batch_alter_table('panel_interest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_interest_call_id'), ['call_id'], unique=False)
        batch_op.create_index('ix_panel_interest_call_person', ['call_id', 'person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_interest_panel_id'), ['panel_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_interest_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_interest_state'), ['state'], unique=False)

    op.create_table('panel_pool_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('mapping', 'checked', 'imported', 'thrown_away', name='poolimportstate', native_enum=False, length=40), nullable=False),
    sa.Column('file_key', sa.Text(), nullable=False),
    sa.Column('file_name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('headings', sa.JSON(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('problems_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('uploaded_at', UtcDateTime(), nullable=False),
    sa.Column('uploaded_by', sa.Uuid(), nullable=True),
    sa.Column('imported_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['panel_call.id'], name=op.f('fk_panel_pool_import_call_id_panel_call')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_pool_import_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_pool_import'))
    )
    with op.batch_alter_table('panel_pool_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_pool_import_call_id'), ['call_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_pool_import_panel_id'), ['panel_id'], unique=False)

    op.create_table('panel_selection',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('working', 'impossible', 'ready', 'published', 'number_typed', 'drawn', 'set_aside', name='selectionstate', native_enum=False, length=40), nullable=False),
    sa.Column('is_replacement', sa.Boolean(), nullable=False),
    sa.Column('seed', sa.Text(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('targets', sa.JSON(), nullable=False),
    sa.Column('lottery_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('lottery_sha256', sa.Text(), nullable=False),
    sa.Column('public_sha256', sa.Text(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('relaxation', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('published_at', UtcDateTime(), nullable=True),
    sa.Column('published_by', sa.Uuid(), nullable=True),
    sa.Column('public_number', sa.Text(), nullable=False),
    sa.Column('typed_by', sa.Uuid(), nullable=True),
    sa.Column('checked_by', sa.Uuid(), nullable=True),
    sa.Column('ticket', sa.Integer(), nullable=True),
    sa.Column('drawn_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['panel_call.id'], name=op.f('fk_panel_selection_call_id_panel_call')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_selection_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_selection'))
    )
    with op.batch_alter_table('panel_selection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_selection_call_id'), ['call_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_selection_panel_id'), ['panel_id'], unique=False)

    op.create_table('panel_vote_roll',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('vote_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_panel_vote_roll_member_id_panel_member')),
    sa.ForeignKeyConstraint(['vote_id'], ['panel_vote.id'], name=op.f('fk_panel_vote_roll_vote_id_panel_vote')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_vote_roll')),
    sa.UniqueConstraint('vote_id', 'member_id', name=op.f('uq_panel_vote_roll_vote_id_member_id'))
    )
    with op.batch_alter_table('panel_vote_roll', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_vote_roll_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_vote_roll_vote_id'), ['vote_id'], unique=False)

    op.create_table('payee',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('sort_code_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('account_number_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['pay_batch.id'], name=op.f('fk_payee_batch_id_pay_batch')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_payee_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payee')),
    sa.UniqueConstraint('batch_id', 'member_id', name=op.f('uq_payee_batch_id_member_id'))
    )
    with op.batch_alter_table('payee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payee_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_payee_member_id'), ['member_id'], unique=False)

    op.create_table('planned_wave',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('track', sa.Enum('disengaged', 'never_started', 'others', name='track', native_enum=False, length=40), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('channels', sa.Enum('preferred', 'different', 'paper', name='channelrule', native_enum=False, length=40), nullable=False),
    sa.Column('is_short', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('planned', 'due', 'sent', 'left_out', name='plannedstate', native_enum=False, length=40), nullable=False),
    sa.Column('wave_id', sa.Uuid(), nullable=True),
    sa.Column('due_since', UtcDateTime(), nullable=True),
    sa.Column('decided_at', UtcDateTime(), nullable=True),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_planned_wave_round_id_round')),
    sa.ForeignKeyConstraint(['wave_id'], ['wave.id'], name=op.f('fk_planned_wave_wave_id_wave')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planned_wave')),
    sa.UniqueConstraint('round_id', 'track', 'day', name=op.f('uq_planned_wave_round_id_track_day'))
    )
    with op.batch_alter_table('planned_wave', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_planned_wave_round_id'), ['round_id'], unique=False)

    op.create_table('promise',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('statement_id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('outside_owner_id', sa.Uuid(), nullable=True),
    sa.Column('owner_words', sa.Text(), nullable=False),
    sa.Column('what', sa.JSON(), nullable=False),
    sa.Column('how_we_will_know', sa.JSON(), nullable=False),
    sa.Column('because_of', sa.JSON(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('first_due', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('promised', 'doing', 'done', 'changed', 'dropped', name='promisestate', native_enum=False, length=40), nullable=False),
    sa.Column('claimed_state', sa.Enum('promised', 'doing', 'done', 'changed', 'dropped', name='promisestate', native_enum=False, length=40), nullable=True),
    sa.Column('claim', sa.JSON(), nullable=False),
    sa.Column('claimed_by', sa.Uuid(), nullable=True),
    sa.Column('checked_by', sa.Uuid(), nullable=True),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['outside_owner_id'], ['outside_owner.id'], name=op.f('fk_promise_outside_owner_id_outside_owner')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_promise_owner_id_account')),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_promise_statement_id_statement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise')),
    sa.UniqueConstraint('statement_id', name=op.f('uq_promise_statement_id'))
    )
    with op.batch_alter_table('promise', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_due'), ['due'], unique=False)
        batch_op.create_index(batch_op.f('ix_promise_outside_owner_id'), ['outside_owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_promise_owner_id'), ['owner_id'], unique=False)

    op.create_table('redaction',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('answer_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('spans', sa.JSON(), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('reason', sa.Enum('themselves', 'someone_else', 'unsafe', 'nothing_found', name='redactionreason', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_redaction_answer_id_answer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_redaction')),
    sa.UniqueConstraint('answer_id', 'number', name=op.f('uq_redaction_answer_id_number'))
    )
    op.create_table('remark',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('service_id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=True),
    sa.Column('said_by', sa.Enum('carer', 'uses_service', 'stopped', 'never_started', 'family', 'friend', 'staff', 'other', 'not_known', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('heard_through', sa.Enum('face_to_face', 'group', 'phone', 'written', 'online', 'passed_on', name='heardthrough', native_enum=False, length=40), nullable=False),
    sa.Column('heard_on', sa.Date(), nullable=False),
    sa.Column('where_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('gist_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('words_language', sa.Text(), nullable=False),
    sa.Column('may_use', sa.Enum('yes', 'no', 'not_asked', name='agreed', native_enum=False, length=40), nullable=False),
    sa.Column('may_quote', sa.Enum('yes', 'no', 'not_asked', name='agreed', native_enum=False, length=40), nullable=False),
    sa.Column('told_who_hears', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('new', 'kept', 'themed', 'in_finding', 'discarded', 'said_no', name='remarkstate', native_enum=False, length=40), nullable=False),
    sa.Column('theme_id', sa.Uuid(), nullable=True),
    sa.Column('finding_id', sa.Uuid(), nullable=True),
    sa.Column('set_aside_because', sa.Enum('names_someone', 'not_about_service', 'said_twice', 'not_clear', 'not_agreed', 'not_done', name='setaside', native_enum=False, length=40), nullable=True),
    sa.Column('noted_at', UtcDateTime(), nullable=False),
    sa.Column('noted_by', sa.Uuid(), nullable=True),
    sa.Column('reviewed_at', UtcDateTime(), nullable=True),
    sa.Column('reviewed_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name=op.f('fk_remark_finding_id_finding'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_remark_round_id_round')),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_remark_service_id_service')),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_remark_theme_id_theme'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remark'))
    )
    with op.batch_alter_table('remark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remark_finding_id'), ['finding_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_remark_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_remark_service_id'), ['service_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_remark_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_remark_theme_id'), ['theme_id'], unique=False)

    op.create_table('replacement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('replaced_by_id', sa.Uuid(), nullable=True),
    sa.Column('stratum', sa.Text(), nullable=False),
    sa.Column('reason', sa.Enum('not_a_user', 'out_of_area', 'under_age', 'duplicate', 'deceased', name='ineligible', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['sample_member.id'], name=op.f('fk_replacement_member_id_sample_member')),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['sample_member.id'], name=op.f('fk_replacement_replaced_by_id_sample_member')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_replacement_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replacement')),
    sa.UniqueConstraint('member_id', name=op.f('uq_replacement_member_id'))
    )
    with op.batch_alter_table('replacement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_replacement_round_id'), ['round_id'], unique=False)

    op.create_table('report_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('release_id', sa.Uuid(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'ready', 'refused', name='reportfilestate', native_enum=False, length=40), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('file_sha256', sa.Text(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('proof', sa.JSON(), nullable=False),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_report_file_release_id_release')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_file')),
    sa.UniqueConstraint('release_id', 'language', name=op.f('uq_report_file_release_id_language'))
    )
    op.create_table('risk_alarm_end',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('alarm_id', sa.Uuid(), nullable=False),
    sa.Column('found', sa.Enum('worry', 'no_danger', 'was_sent', name='wordsfound', native_enum=False, length=40), nullable=False),
    sa.Column('worry_id', sa.Uuid(), nullable=True),
    sa.Column('why_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['alarm_id'], ['risk_alarm.id'], name=op.f('fk_risk_alarm_end_alarm_id_risk_alarm')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_alarm_end')),
    sa.UniqueConstraint('alarm_id', name=op.f('uq_risk_alarm_end_alarm_id'))
    )
    op.create_table('statement_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('statement_id', sa.Uuid(), nullable=False),
    sa.Column('made_version', sa.Integer(), nullable=False),
    sa.Column('deed', sa.Enum('written', 'laid_out', 'changed', 'moved', 'number', 'quote', 'fixed', 'left_out', 'put_back', name='statementdeed', native_enum=False, length=40), nullable=False),
    sa.Column('before', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_statement_change_statement_id_statement')),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_statement_change_summary_id_summary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement_change')),
    sa.UniqueConstraint('statement_id', 'made_version', name=op.f('uq_statement_change_statement_id_made_version'))
    )
    with op.batch_alter_table('statement_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_statement_change_statement_id'), ['statement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_statement_change_summary_id'), ['summary_id'], unique=False)

    op.create_table('summary_media',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('statement_id', sa.Uuid(), nullable=True),
    sa.Column('sort', sa.Enum('recorded', 'computer', 'signed', name='mediasort', native_enum=False, length=40), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('words_sha256', sa.Text(), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('captions_key', sa.Text(), nullable=False),
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=True),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('removed_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_summary_media_statement_id_statement')),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_summary_media_summary_id_summary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_summary_media'))
    )
    with op.batch_alter_table('summary_media', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_summary_media_summary_id'), ['summary_id'], unique=False)

    op.create_table('thanks_choice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('for_time', sa.Enum('payment', 'voucher', 'expenses', 'carer_cover', 'travel_advance', 'data', 'none', name='offer', native_enum=False, length=40), nullable=False),
    sa.Column('beside', sa.JSON(), nullable=False),
    sa.Column('limit_pence', sa.Integer(), nullable=True),
    sa.Column('limit_per', sa.Enum('week', 'month', name='limitper', native_enum=False, length=40), nullable=True),
    sa.Column('said_by', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_thanks_choice_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks_choice'))
    )
    with op.batch_alter_table('thanks_choice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thanks_choice_member_id'), ['member_id'], unique=False)

    op.create_table('thanks_claim',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('meeting', 'reading', 'ask', 'travel', 'travel_advance', 'carer_cover', 'data', 'other', name='claimkind', native_enum=False, length=40), nullable=False),
    sa.Column('offer', sa.Enum('payment', 'voucher', 'expenses', 'carer_cover', 'travel_advance', 'data', 'none', name='offer', native_enum=False, length=40), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('miles', sa.Integer(), nullable=True),
    sa.Column('pence', sa.Integer(), nullable=False),
    sa.Column('rate_id', sa.Uuid(), nullable=True),
    sa.Column('what_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.Enum('claimed', 'approved', 'in_batch', 'paid', 'sent_back', 'taken_back', name='claimstate', native_enum=False, length=40), nullable=False),
    sa.Column('said_by', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('claimed_at', UtcDateTime(), nullable=False),
    sa.Column('entered_by', sa.Uuid(), nullable=True),
    sa.Column('settled_at', UtcDateTime(), nullable=True),
    sa.Column('batch_id', sa.Uuid(), nullable=True),
    sa.Column('same_thing', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['pay_batch.id'], name=op.f('fk_thanks_claim_batch_id_pay_batch')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_thanks_claim_member_id_panel_member')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_thanks_claim_panel_id_panel')),
    sa.ForeignKeyConstraint(['rate_id'], ['thanks_rate.id'], name=op.f('fk_thanks_claim_rate_id_thanks_rate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks_claim')),
    sa.UniqueConstraint('same_thing', name=op.f('uq_thanks_claim_same_thing'))
    )
    with op.batch_alter_table('thanks_claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thanks_claim_about_id'), ['about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thanks_claim_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thanks_claim_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thanks_claim_panel_id'), ['panel_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thanks_claim_state'), ['state'], unique=False)

    op.create_table('thanks_letter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.Column('made_at', UtcDateTime(), nullable=True),
    sa.Column('file_key', sa.Text(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_thanks_letter_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks_letter'))
    )
    with op.batch_alter_table('thanks_letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thanks_letter_asked_at'), ['asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_thanks_letter_member_id'), ['member_id'], unique=False)

    op.create_table('translation_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('summary_id', sa.Uuid(), nullable=False),
    sa.Column('statement_id', sa.Uuid(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('source_sha256', sa.Text(), nullable=False),
    sa.Column('words_sha256', sa.Text(), nullable=False),
    sa.Column('came_by', sa.Text(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_translation_note_statement_id_statement')),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_translation_note_summary_id_summary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_translation_note'))
    )
    with op.batch_alter_table('translation_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_translation_note_summary_id'), ['summary_id'], unique=False)

    op.create_table('verdict',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('statement_id', sa.Uuid(), nullable=False),
    sa.Column('statement_version', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.Enum('right', 'nearly', 'wrong', 'leave_out', 'not_understood', 'skip', name='verdictkind', native_enum=False, length=40), nullable=False),
    sa.Column('comment_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='whohelped', native_enum=False, length=40), nullable=False),
    sa.Column('channel', sa.Enum('web', 'phone', 'paper', 'in_person', name='checkchannel', native_enum=False, length=40), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['check_invitation.id'], name=op.f('fk_verdict_invitation_id_check_invitation')),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_verdict_statement_id_statement')),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_verdict_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdict')),
    sa.UniqueConstraint('invitation_id', 'statement_id', name=op.f('uq_verdict_invitation_id_statement_id'))
    )
    with op.batch_alter_table('verdict', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_verdict_invitation_id'), ['invitation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_verdict_statement_id'), ['statement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_verdict_version_id'), ['version_id'], unique=False)

    op.create_table('visit_call',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('checklist_id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('where', sa.Text(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['checklist_id'], ['visit_checklist.id'], name=op.f('fk_visit_call_checklist_id_visit_checklist')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_visit_call_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_call'))
    )
    with op.batch_alter_table('visit_call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_call_checklist_id'), ['checklist_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_call_panel_id'), ['panel_id'], unique=False)

    op.create_table('visit_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('checklist_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('wanted', sa.Text(), nullable=False),
    sa.Column('theme_id', sa.Uuid(), nullable=True),
    sa.Column('finding_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['checklist_id'], ['visit_checklist.id'], name=op.f('fk_visit_item_checklist_id_visit_checklist')),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name=op.f('fk_visit_item_finding_id_finding'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_visit_item_theme_id_theme'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_item'))
    )
    with op.batch_alter_table('visit_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_item_checklist_id'), ['checklist_id'], unique=False)

    op.create_table('visitor',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('contact_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('member_id', sa.Uuid(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_visitor_account_id_account')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_visitor_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visitor')),
    sa.UniqueConstraint('account_id', name=op.f('uq_visitor_account_id')),
    sa.UniqueConstraint('member_id', name=op.f('uq_visitor_member_id'))
    )
    op.create_table('voice_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('statement_id', sa.Uuid(), nullable=True),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('visit', sa.Text(), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=True),
    sa.Column('transcript_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['check_invitation.id'], name=op.f('fk_voice_note_invitation_id_check_invitation')),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_voice_note_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_voice_note'))
    )
    with op.batch_alter_table('voice_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_voice_note_invitation_id'), ['invitation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_voice_note_version_id'), ['version_id'], unique=False)

    op.create_table('worry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=True),
    sa.Column('answer_id', sa.Uuid(), nullable=True),
    sa.Column('said_in', sa.Text(), nullable=False),
    sa.Column('said_id', sa.Uuid(), nullable=True),
    sa.Column('alias', sa.Uuid(), nullable=False),
    sa.Column('urgency', sa.Enum('now', 'today', 'soon', name='worryurgency', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('raised', 'acknowledged', 'escalated', 'closed', name='worrystate', native_enum=False, length=40), nullable=False),
    sa.Column('lead_id', sa.Uuid(), nullable=True),
    sa.Column('outcome', sa.Enum('no_risk', 'already_known', 'support_given', 'referred', 'emergency', 'not_identified', name='worryoutcome', native_enum=False, length=40), nullable=True),
    sa.Column('raised_at', UtcDateTime(), nullable=False),
    sa.Column('raised_by', sa.Uuid(), nullable=True),
    sa.Column('due_at', UtcDateTime(), nullable=False),
    sa.Column('closed_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_worry_answer_id_answer')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_worry_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worry'))
    )
    with op.batch_alter_table('worry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_worry_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_worry_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_worry_said_id'), ['said_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_worry_state'), ['state'], unique=False)

    op.create_table('writer_reply',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('statement_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('changed', 'kept', 'explained', 'left_out', name='replykind', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('wrong', sa.Integer(), nullable=False),
    sa.Column('leave_out', sa.Integer(), nullable=False),
    sa.Column('not_understood', sa.Integer(), nullable=False),
    sa.Column('statuses', sa.JSON(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_writer_reply_statement_id_statement')),
    sa.ForeignKeyConstraint(['version_id'], ['summary_version.id'], name=op.f('fk_writer_reply_version_id_summary_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_writer_reply'))
    )
    with op.batch_alter_table('writer_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_writer_reply_statement_id'), ['statement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_writer_reply_version_id'), ['version_id'], unique=False)

    op.create_table('ask_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('ask_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('offered', 'accepted', 'not_this_time', 'done', 'thanked', name='askstate', native_enum=False, length=40), nullable=False),
    sa.Column('offered_at', UtcDateTime(), nullable=False),
    sa.Column('told_at', UtcDateTime(), nullable=True),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.Column('done_at', UtcDateTime(), nullable=True),
    sa.Column('thanked_at', UtcDateTime(), nullable=True),
    sa.Column('said_by', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=True),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.Column('agreed_pence', sa.Integer(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('chose', sa.Integer(), nullable=True),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['ask_id'], ['member_ask.id'], name=op.f('fk_ask_answer_ask_id_member_ask')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_ask_answer_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ask_answer')),
    sa.UniqueConstraint('ask_id', 'member_id', name=op.f('uq_ask_answer_ask_id_member_id'))
    )
    with op.batch_alter_table('ask_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ask_answer_ask_id'), ['ask_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_ask_answer_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_ask_answer_offered_at'), ['offered_at'], unique=False)

    op.create_table('double_coded_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('double_coding_id', sa.Uuid(), nullable=False),
    sa.Column('answer_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('settled_themes', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('settled_why', sa.Text(), nullable=False),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('settled_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_double_coded_answer_answer_id_answer')),
    sa.ForeignKeyConstraint(['double_coding_id'], ['double_coding.id'], name=op.f('fk_double_coded_answer_double_coding_id_double_coding')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_double_coded_answer')),
    sa.UniqueConstraint('double_coding_id', 'answer_id', name=op.f('uq_double_coded_answer_double_coding_id_answer_id'))
    )
    with op.batch_alter_table('double_coded_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_double_coded_answer_answer_id'), ['answer_id'], unique=False)

    op.create_table('meeting_need',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('need', sa.Text(), nullable=False),
    sa.Column('what_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.Enum('open', 'being_arranged', 'met', 'explained', name='needstate', native_enum=False, length=40), nullable=False),
    sa.Column('booking_id', sa.Uuid(), nullable=True),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('settled_at', UtcDateTime(), nullable=True),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['booking_id'], ['meeting_booking.id'], name=op.f('fk_meeting_need_booking_id_meeting_booking')),
    sa.ForeignKeyConstraint(['meeting_id'], ['panel_meeting.id'], name=op.f('fk_meeting_need_meeting_id_panel_meeting')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_meeting_need_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_need')),
    sa.UniqueConstraint('meeting_id', 'member_id', 'need', name=op.f('uq_meeting_need_meeting_id_member_id_need'))
    )
    with op.batch_alter_table('meeting_need', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_need_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_need_member_id'), ['member_id'], unique=False)

    op.create_table('note_line',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('notes_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Enum('said', 'agreed', 'action', name='notekind', native_enum=False, length=40), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('member_id', sa.Uuid(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('done_at', UtcDateTime(), nullable=True),
    sa.Column('done_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_note_line_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_note_line_member_id_panel_member')),
    sa.ForeignKeyConstraint(['notes_id'], ['meeting_notes.id'], name=op.f('fk_note_line_notes_id_meeting_notes')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_note_line_owner_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note_line'))
    )
    with op.batch_alter_table('note_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_note_line_notes_id'), ['notes_id'], unique=False)

    op.create_table('panel_advice_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('advice_id', sa.Uuid(), nullable=False),
    sa.Column('deed', sa.Enum('written', 'changed', 'sent', 'day_moved', 'replied', 'happened', 'claimed', 'checked', 'refused', 'judged', name='advicedeed', native_enum=False, length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.Column('answer', sa.Enum('whole', 'partly', 'no', 'not_yet', name='decisionanswer', native_enum=False, length=40), nullable=True),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['advice_id'], ['panel_advice.id'], name=op.f('fk_panel_advice_event_advice_id_panel_advice')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_advice_event'))
    )
    with op.batch_alter_table('panel_advice_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_advice_event_advice_id'), ['advice_id'], unique=False)

    op.create_table('panel_advice_idea',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('advice_id', sa.Uuid(), nullable=False),
    sa.Column('idea_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['advice_id'], ['panel_advice.id'], name=op.f('fk_panel_advice_idea_advice_id_panel_advice')),
    sa.ForeignKeyConstraint(['idea_id'], ['panel_idea.id'], name=op.f('fk_panel_advice_idea_idea_id_panel_idea')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_advice_idea')),
    sa.UniqueConstraint('advice_id', 'idea_id', name=op.f('uq_panel_advice_idea_advice_id_idea_id'))
    )
    with op.batch_alter_table('panel_advice_idea', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_advice_idea_advice_id'), ['advice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_advice_idea_idea_id'), ['idea_id'], unique=False)

    op.create_table('panel_change_claim',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('advice_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('changed_on', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'checked', 'refused', name='changestate', native_enum=False, length=40), nullable=False),
    sa.Column('claimed_by', sa.Uuid(), nullable=False),
    sa.Column('claimed_at', UtcDateTime(), nullable=False),
    sa.Column('checked_by', sa.Uuid(), nullable=True),
    sa.Column('checked_at', UtcDateTime(), nullable=True),
    sa.Column('refused_because', sa.Text(), nullable=False),
    sa.Column('view', sa.Enum('yes', 'partly', 'no', name='panelview', native_enum=False, length=40), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['advice_id'], ['panel_advice.id'], name=op.f('fk_panel_change_claim_advice_id_panel_advice')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_change_claim'))
    )
    with op.batch_alter_table('panel_change_claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_change_claim_advice_id'), ['advice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_change_claim_state'), ['state'], unique=False)

    op.create_table('panel_idea_remark',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('idea_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=True),
    sa.Column('owner_index', sa.Text(), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('how', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('typed_by', sa.Uuid(), nullable=True),
    sa.Column('shown', sa.Enum('held', 'shown', 'removed', name='shown', native_enum=False, length=40), nullable=False),
    sa.Column('removed_because', sa.Text(), nullable=False),
    sa.Column('is_worrying', sa.Boolean(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['idea_id'], ['panel_idea.id'], name=op.f('fk_panel_idea_remark_idea_id_panel_idea')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_panel_idea_remark_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_idea_remark'))
    )
    with op.batch_alter_table('panel_idea_remark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_idea_remark_idea_id'), ['idea_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_idea_remark_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_idea_remark_owner_index'), ['owner_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_idea_remark_shown'), ['shown'], unique=False)

    op.create_table('panel_idea_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('idea_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('new', 'discussed', 'prioritised', 'advice', 'set_aside', name='ideastate', native_enum=False, length=40), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['idea_id'], ['panel_idea.id'], name=op.f('fk_panel_idea_step_idea_id_panel_idea')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_idea_step'))
    )
    with op.batch_alter_table('panel_idea_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_idea_step_idea_id'), ['idea_id'], unique=False)

    op.create_table('panel_paper',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=True),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_panel_paper_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['meeting_id'], ['panel_meeting.id'], name=op.f('fk_panel_paper_meeting_id_panel_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_paper'))
    )
    with op.batch_alter_table('panel_paper', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_paper_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_paper_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('panel_print',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('panel_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('call_form', 'influence', 'influence_for_all', name='panelprintkind', native_enum=False, length=40), nullable=False),
    sa.Column('interest_id', sa.Uuid(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('size', sa.Enum('normal', 'large20', 'large28', name='lettersize', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'ready', 'refused', name='printstate', native_enum=False, length=40), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['interest_id'], ['panel_interest.id'], name=op.f('fk_panel_print_interest_id_panel_interest')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_print_panel_id_panel')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_print'))
    )
    with op.batch_alter_table('panel_print', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_print_asked_at'), ['asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_print_interest_id'), ['interest_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_print_panel_id'), ['panel_id'], unique=False)

    op.create_table('panel_selection_entry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('selection_id', sa.Uuid(), nullable=False),
    sa.Column('interest_id', sa.Uuid(), nullable=True),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('chance', sa.Double(), nullable=True),
    sa.Column('is_drawn', sa.Boolean(), nullable=False),
    sa.Column('reserve', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['interest_id'], ['panel_interest.id'], name=op.f('fk_panel_selection_entry_interest_id_panel_interest')),
    sa.ForeignKeyConstraint(['selection_id'], ['panel_selection.id'], name=op.f('fk_panel_selection_entry_selection_id_panel_selection')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_selection_entry')),
    sa.UniqueConstraint('selection_id', 'number', name=op.f('uq_panel_selection_entry_selection_id_number'))
    )
    with op.batch_alter_table('panel_selection_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_selection_entry_interest_id'), ['interest_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_selection_entry_selection_id'), ['selection_id'], unique=False)

    op.create_table('panel_vote_option',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('vote_id', sa.Uuid(), nullable=False),
    sa.Column('idea_id', sa.Uuid(), nullable=True),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['idea_id'], ['panel_idea.id'], name=op.f('fk_panel_vote_option_idea_id_panel_idea')),
    sa.ForeignKeyConstraint(['vote_id'], ['panel_vote.id'], name=op.f('fk_panel_vote_option_vote_id_panel_vote')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_vote_option'))
    )
    with op.batch_alter_table('panel_vote_option', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_vote_option_idea_id'), ['idea_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_vote_option_vote_id'), ['vote_id'], unique=False)

    op.create_table('pay_line',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('claim_id', sa.Uuid(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('payee_id', sa.Uuid(), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['claim_id'], ['thanks_claim.id'], name=op.f('fk_pay_line_claim_id_thanks_claim')),
    sa.ForeignKeyConstraint(['payee_id'], ['payee.id'], name=op.f('fk_pay_line_payee_id_payee')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pay_line')),
    sa.UniqueConstraint('claim_id', 'turn', name=op.f('uq_pay_line_claim_id_turn'))
    )
    with op.batch_alter_table('pay_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pay_line_claim_id'), ['claim_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pay_line_payee_id'), ['payee_id'], unique=False)

    op.create_table('promise_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('promise_id', sa.Uuid(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('promised', 'doing', 'done', 'changed', 'dropped', name='promisestate', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['promise_id'], ['promise.id'], name=op.f('fk_promise_event_promise_id_promise')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_event'))
    )
    with op.batch_alter_table('promise_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_event_promise_id'), ['promise_id'], unique=False)

    op.create_table('promise_evidence',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('promise_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('picture', 'pdf', 'link', name='evidencekind', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=False),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('shown_at', UtcDateTime(), nullable=True),
    sa.Column('shown_by', sa.Uuid(), nullable=True),
    sa.Column('removed_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['promise_id'], ['promise.id'], name=op.f('fk_promise_evidence_promise_id_promise')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_evidence'))
    )
    with op.batch_alter_table('promise_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_evidence_promise_id'), ['promise_id'], unique=False)

    op.create_table('promise_reminder',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('promise_id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['promise_id'], ['promise.id'], name=op.f('fk_promise_reminder_promise_id_promise')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_reminder')),
    sa.UniqueConstraint('promise_id', 'day', name=op.f('uq_promise_reminder_promise_id_day'))
    )
    with op.batch_alter_table('promise_reminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_reminder_promise_id'), ['promise_id'], unique=False)

    op.create_table('promise_verdict',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('promise_id', sa.Uuid(), nullable=False),
    sa.Column('verdict', sa.Enum('yes', 'partly', 'no', name='keptverdict', native_enum=False, length=40), nullable=False),
    sa.Column('comment_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='whohelped', native_enum=False, length=40), nullable=False),
    sa.Column('channel', sa.Enum('web', 'phone', 'paper', name='answerchannel', native_enum=False, length=40), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['promise_invitation.id'], name=op.f('fk_promise_verdict_invitation_id_promise_invitation')),
    sa.ForeignKeyConstraint(['promise_id'], ['promise.id'], name=op.f('fk_promise_verdict_promise_id_promise')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_verdict')),
    sa.UniqueConstraint('invitation_id', 'promise_id', name=op.f('uq_promise_verdict_invitation_id_promise_id'))
    )
    with op.batch_alter_table('promise_verdict', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_verdict_invitation_id'), ['invitation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_promise_verdict_promise_id'), ['promise_id'], unique=False)

    op.create_table('receipt_wish',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_receipt_wish_invitation_id_invitation')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_receipt_wish_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt_wish')),
    sa.UniqueConstraint('invitation_id', name=op.f('uq_receipt_wish_invitation_id'))
    )
    with op.batch_alter_table('receipt_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_receipt_wish_round_id'), ['round_id'], unique=False)

    op.create_table('thanks_claim_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('claim_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('claimed', 'approved', 'in_batch', 'paid', 'sent_back', 'taken_back', name='claimstate', native_enum=False, length=40), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.Column('why_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['claim_id'], ['thanks_claim.id'], name=op.f('fk_thanks_claim_step_claim_id_thanks_claim')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks_claim_step'))
    )
    with op.batch_alter_table('thanks_claim_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thanks_claim_step_claim_id'), ['claim_id'], unique=False)

    op.create_table('thanks_receipt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('claim_id', sa.Uuid(), nullable=False),
    sa.Column('file_key', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['claim_id'], ['thanks_claim.id'], name=op.f('fk_thanks_receipt_claim_id_thanks_claim')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks_receipt'))
    )
    with op.batch_alter_table('thanks_receipt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thanks_receipt_claim_id'), ['claim_id'], unique=False)

    op.create_table('view_ahead',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('via', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='provenance', native_enum=False, length=40), nullable=False),
    sa.Column('typed_by', sa.Uuid(), nullable=True),
    sa.Column('with_name', sa.Boolean(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('held_because_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('held_by', sa.Uuid(), nullable=True),
    sa.Column('taken_back_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_view_ahead_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_view_ahead_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_view_ahead'))
    )
    with op.batch_alter_table('view_ahead', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_view_ahead_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_view_ahead_member_id'), ['member_id'], unique=False)

    op.create_table('visit',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('checklist_id', sa.Uuid(), nullable=False),
    sa.Column('visitor_id', sa.Uuid(), nullable=False),
    sa.Column('call_id', sa.Uuid(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('where', sa.Text(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('link_index', sa.Text(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('planned', 'started', 'reported', 'stopped', 'counted', 'set_aside', 'cancelled', name='visitstate', native_enum=False, length=40), nullable=False),
    sa.Column('visited_on', sa.Date(), nullable=True),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('stopped_because', sa.Enum('unsafe', 'upset', 'ill', 'not_let_in', 'found_out', 'other', name='stoppedbecause', native_enum=False, length=40), nullable=True),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('promised_pence', sa.Integer(), nullable=False),
    sa.Column('paid_pence', sa.Integer(), nullable=True),
    sa.Column('paid_on', sa.Date(), nullable=True),
    sa.Column('paid_by', sa.Enum('bank', 'cash', 'voucher', 'payroll', 'not_wanted', name='paidby', native_enum=False, length=40), nullable=True),
    sa.Column('payment_noted_by', sa.Uuid(), nullable=True),
    sa.Column('reviewed_at', UtcDateTime(), nullable=True),
    sa.Column('reviewed_by', sa.Uuid(), nullable=True),
    sa.Column('set_aside_because', sa.Enum('names_someone', 'not_about_service', 'said_twice', 'not_clear', 'not_agreed', 'not_done', name='setaside', native_enum=False, length=40), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['visit_call.id'], name=op.f('fk_visit_call_id_visit_call')),
    sa.ForeignKeyConstraint(['checklist_id'], ['visit_checklist.id'], name=op.f('fk_visit_checklist_id_visit_checklist')),
    sa.ForeignKeyConstraint(['visitor_id'], ['visitor.id'], name=op.f('fk_visit_visitor_id_visitor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')),
    sa.UniqueConstraint('checklist_id', 'number', name=op.f('uq_visit_checklist_id_number')),
    sa.UniqueConstraint('code_index', name=op.f('uq_visit_code_index')),
    sa.UniqueConstraint('link_index', name=op.f('uq_visit_link_index'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_call_id'), ['call_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_checklist_id'), ['checklist_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_visitor_id'), ['visitor_id'], unique=False)

    op.create_table('worry_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('worry_id', sa.Uuid(), nullable=False),
    sa.Column('deed', sa.Enum('raised', 'acknowledged', 'handed_over', 'noted', 'opened_identity', 'escalated', 'closed', 'reopened', name='worrydeed', native_enum=False, length=40), nullable=False),
    sa.Column('purpose', sa.Enum('danger', 'offer_help', 'referral', name='identitypurpose', native_enum=False, length=40), nullable=True),
    sa.Column('outcome', sa.Enum('no_risk', 'already_known', 'support_given', 'referred', 'emergency', 'not_identified', name='worryoutcome', native_enum=False, length=40), nullable=True),
    sa.Column('note_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['worry_id'], ['worry.id'], name=op.f('fk_worry_step_worry_id_worry')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worry_step'))
    )
    with op.batch_alter_table('worry_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_worry_step_worry_id'), ['worry_id'], unique=False)

    op.create_table('coder_judgement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('coder_id', sa.Uuid(), nullable=False),
    sa.Column('themes', sa.JSON(), nullable=False),
    sa.Column('unsure', sa.Boolean(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['double_coded_answer.id'], name=op.f('fk_coder_judgement_item_id_double_coded_answer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coder_judgement')),
    sa.UniqueConstraint('item_id', 'coder_id', name=op.f('uq_coder_judgement_item_id_coder_id'))
    )
    op.create_table('note_verdict',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('line_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('verdict', sa.Enum('right', 'nearly', 'wrong', 'leave_out', name='noteverdictkind', native_enum=False, length=40), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('via', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('provenance', sa.Enum('own_words', 'helped', 'interpreted', 'on_behalf', name='provenance', native_enum=False, length=40), nullable=False),
    sa.Column('noted_by', sa.Uuid(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['line_id'], ['note_line.id'], name=op.f('fk_note_verdict_line_id_note_line')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_note_verdict_member_id_panel_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note_verdict'))
    )
    with op.batch_alter_table('note_verdict', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_note_verdict_line_id'), ['line_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_note_verdict_member_id'), ['member_id'], unique=False)

    op.create_table('paper_read',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('paper_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('via', sa.Enum('web', 'phone', 'paper', 'voice', 'talk', 'meeting', 'file', name='saidby', native_enum=False, length=40), nullable=False),
    sa.Column('noted_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['panel_member.id'], name=op.f('fk_paper_read_member_id_panel_member')),
    sa.ForeignKeyConstraint(['paper_id'], ['panel_paper.id'], name=op.f('fk_paper_read_paper_id_panel_paper')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_read')),
    sa.UniqueConstraint('paper_id', 'member_id', name=op.f('uq_paper_read_paper_id_member_id'))
    )
    with op.batch_alter_table('paper_read', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_read_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_read_paper_id'), ['paper_id'], unique=False)

    op.create_table('paper_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('paper_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('what_changed', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('writing', 'sent', 'replaced', name='paperstate', native_enum=False, length=40), nullable=False),
    sa.Column('reading_minutes', sa.Integer(), nullable=False),
    sa.Column('late_because', sa.JSON(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.Column('sent_by', sa.Uuid(), nullable=True),
    sa.Column('file_key', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['paper_id'], ['panel_paper.id'], name=op.f('fk_paper_version_paper_id_panel_paper')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_version')),
    sa.UniqueConstraint('paper_id', 'number', name=op.f('uq_paper_version_paper_id_number'))
    )
    with op.batch_alter_table('paper_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_version_paper_id'), ['paper_id'], unique=False)

    op.create_table('visit_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('saw', sa.Enum('yes', 'partly', 'no', 'could_not_tell', name='sawit', native_enum=False, length=40), nullable=True),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('saved_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['visit_item.id'], name=op.f('fk_visit_answer_item_id_visit_item')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_answer_visit_id_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_answer')),
    sa.UniqueConstraint('visit_id', 'item_id', name=op.f('uq_visit_answer_visit_id_item_id'))
    )
    op.create_table('meeting_print',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('paper', 'question_cards', 'name_cards', 'light_cards', name='printkind', native_enum=False, length=40), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=True),
    sa.Column('item_id', sa.Uuid(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('size', sa.Enum('normal', 'large20', 'large28', name='lettersize', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'ready', 'refused', name='printstate', native_enum=False, length=40), nullable=False),
    sa.Column('storage_key', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_meeting_print_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['meeting_id'], ['panel_meeting.id'], name=op.f('fk_meeting_print_meeting_id_panel_meeting')),
    sa.ForeignKeyConstraint(['version_id'], ['paper_version.id'], name=op.f('fk_meeting_print_version_id_paper_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_print'))
    )
    with op.batch_alter_table('meeting_print', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_print_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_print_version_id'), ['version_id'], unique=False)

    op.create_table('note_reply',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verdict_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('changed', 'kept', 'left_out', name='notereplykind', native_enum=False, length=40), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['verdict_id'], ['note_verdict.id'], name=op.f('fk_note_reply_verdict_id_note_verdict')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note_reply')),
    sa.UniqueConstraint('verdict_id', name=op.f('uq_note_reply_verdict_id'))
    )
    for table, unless in APPEND_ONLY.items():
        for statement in append_only_statements(table, op.get_bind().dialect.name, unless=unless):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table('note_reply')
    with op.batch_alter_table('meeting_print', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_print_version_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_print_meeting_id'))

    op.drop_table('meeting_print')
    op.drop_table('visit_answer')
    with op.batch_alter_table('paper_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_version_paper_id'))

    op.drop_table('paper_version')
    with op.batch_alter_table('paper_read', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_read_paper_id'))
        batch_op.drop_index(batch_op.f('ix_paper_read_member_id'))

    op.drop_table('paper_read')
    with op.batch_alter_table('note_verdict', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_note_verdict_member_id'))
        batch_op.drop_index(batch_op.f('ix_note_verdict_line_id'))

    op.drop_table('note_verdict')
    op.drop_table('coder_judgement')
    with op.batch_alter_table('worry_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_worry_step_worry_id'))

    op.drop_table('worry_step')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_visitor_id'))
        batch_op.drop_index(batch_op.f('ix_visit_state'))
        batch_op.drop_index(batch_op.f('ix_visit_checklist_id'))
        batch_op.drop_index(batch_op.f('ix_visit_call_id'))

    op.drop_table('visit')
    with op.batch_alter_table('view_ahead', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_view_ahead_member_id'))
        batch_op.drop_index(batch_op.f('ix_view_ahead_item_id'))

    op.drop_table('view_ahead')
    with op.batch_alter_table('thanks_receipt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thanks_receipt_claim_id'))

    op.drop_table('thanks_receipt')
    with op.batch_alter_table('thanks_claim_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thanks_claim_step_claim_id'))

    op.drop_table('thanks_claim_step')
    with op.batch_alter_table('receipt_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_receipt_wish_round_id'))

    op.drop_table('receipt_wish')
    with op.batch_alter_table('promise_verdict', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_promise_verdict_promise_id'))
        batch_op.drop_index(batch_op.f('ix_promise_verdict_invitation_id'))

    op.drop_table('promise_verdict')
    with op.batch_alter_table('promise_reminder', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_promise_reminder_promise_id'))

    op.drop_table('promise_reminder')
    with op.batch_alter_table('promise_evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_promise_evidence_promise_id'))

    op.drop_table('promise_evidence')
    with op.batch_alter_table('promise_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_promise_event_promise_id'))

    op.drop_table('promise_event')
    with op.batch_alter_table('pay_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pay_line_payee_id'))
        batch_op.drop_index(batch_op.f('ix_pay_line_claim_id'))

    op.drop_table('pay_line')
    with op.batch_alter_table('panel_vote_option', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_vote_option_vote_id'))
        batch_op.drop_index(batch_op.f('ix_panel_vote_option_idea_id'))

    op.drop_table('panel_vote_option')
    with op.batch_alter_table('panel_selection_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_selection_entry_selection_id'))
        batch_op.drop_index(batch_op.f('ix_panel_selection_entry_interest_id'))

    op.drop_table('panel_selection_entry')
    with op.batch_alter_table('panel_print', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_print_panel_id'))
        batch_op.drop_index(batch_op.f('ix_panel_print_interest_id'))
        batch_op.drop_index(batch_op.f('ix_panel_print_asked_at'))

    op.drop_table('panel_print')
    with op.batch_alter_table('panel_paper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_paper_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_panel_paper_item_id'))

    op.drop_table('panel_paper')
    with op.batch_alter_table('panel_idea_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_idea_step_idea_id'))

    op.drop_table('panel_idea_step')
    with op.batch_alter_table('panel_idea_remark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_idea_remark_shown'))
        batch_op.drop_index(batch_op.f('ix_panel_idea_remark_owner_index'))
        batch_op.drop_index(batch_op.f('ix_panel_idea_remark_member_id'))
        batch_op.drop_index(batch_op.f('ix_panel_idea_remark_idea_id'))

    op.drop_table('panel_idea_remark')
    with op.batch_alter_table('panel_change_claim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_change_claim_state'))
        batch_op.drop_index(batch_op.f('ix_panel_change_claim_advice_id'))

    op.drop_table('panel_change_claim')
    with op.batch_alter_table('panel_advice_idea', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_advice_idea_idea_id'))
        batch_op.drop_index(batch_op.f('ix_panel_advice_idea_advice_id'))

    op.drop_table('panel_advice_idea')
    with op.batch_alter_table('panel_advice_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_advice_event_advice_id'))

    op.drop_table('panel_advice_event')
    with op.batch_alter_table('note_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_note_line_notes_id'))

    op.drop_table('note_line')
    with op.batch_alter_table('meeting_need', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_need_member_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_need_meeting_id'))

    op.drop_table('meeting_need')
    with op.batch_alter_table('double_coded_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_double_coded_answer_answer_id'))

    op.drop_table('double_coded_answer')
    with op.batch_alter_table('ask_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ask_answer_offered_at'))
        batch_op.drop_index(batch_op.f('ix_ask_answer_member_id'))
        batch_op.drop_index(batch_op.f('ix_ask_answer_ask_id'))

    op.drop_table('ask_answer')
    with op.batch_alter_table('writer_reply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_writer_reply_version_id'))
        batch_op.drop_index(batch_op.f('ix_writer_reply_statement_id'))

    op.drop_table('writer_reply')
    with op.batch_alter_table('worry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_worry_state'))
        batch_op.drop_index(batch_op.f('ix_worry_said_id'))
        batch_op.drop_index(batch_op.f('ix_worry_round_id'))
        batch_op.drop_index(batch_op.f('ix_worry_answer_id'))

    op.drop_table('worry')
    with op.batch_alter_table('voice_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_voice_note_version_id'))
        batch_op.drop_index(batch_op.f('ix_voice_note_invitation_id'))

    op.drop_table('voice_note')
    op.drop_table('visitor')
    with op.batch_alter_table('visit_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_item_checklist_id'))

    op.drop_table('visit_item')
    with op.batch_alter_table('visit_call', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_call_panel_id'))
        batch_op.drop_index(batch_op.f('ix_visit_call_checklist_id'))

    op.drop_table('visit_call')
    with op.batch_alter_table('verdict', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_verdict_version_id'))
        batch_op.drop_index(batch_op.f('ix_verdict_statement_id'))
        batch_op.drop_index(batch_op.f('ix_verdict_invitation_id'))

    op.drop_table('verdict')
    with op.batch_alter_table('translation_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_translation_note_summary_id'))

    op.drop_table('translation_note')
    with op.batch_alter_table('thanks_letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thanks_letter_member_id'))
        batch_op.drop_index(batch_op.f('ix_thanks_letter_asked_at'))

    op.drop_table('thanks_letter')
    with op.batch_alter_table('thanks_claim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thanks_claim_state'))
        batch_op.drop_index(batch_op.f('ix_thanks_claim_panel_id'))
        batch_op.drop_index(batch_op.f('ix_thanks_claim_member_id'))
        batch_op.drop_index(batch_op.f('ix_thanks_claim_batch_id'))
        batch_op.drop_index(batch_op.f('ix_thanks_claim_about_id'))

    op.drop_table('thanks_claim')
    with op.batch_alter_table('thanks_choice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thanks_choice_member_id'))

    op.drop_table('thanks_choice')
    with op.batch_alter_table('summary_media', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_summary_media_summary_id'))

    op.drop_table('summary_media')
    with op.batch_alter_table('statement_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_statement_change_summary_id'))
        batch_op.drop_index(batch_op.f('ix_statement_change_statement_id'))

    op.drop_table('statement_change')
    op.drop_table('risk_alarm_end')
    op.drop_table('report_file')
    with op.batch_alter_table('replacement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_replacement_round_id'))

    op.drop_table('replacement')
    with op.batch_alter_table('remark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_remark_theme_id'))
        batch_op.drop_index(batch_op.f('ix_remark_state'))
        batch_op.drop_index(batch_op.f('ix_remark_service_id'))
        batch_op.drop_index(batch_op.f('ix_remark_round_id'))
        batch_op.drop_index(batch_op.f('ix_remark_finding_id'))

    op.drop_table('remark')
    op.drop_table('redaction')
    with op.batch_alter_table('promise', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_promise_owner_id'))
        batch_op.drop_index(batch_op.f('ix_promise_outside_owner_id'))
        batch_op.drop_index(batch_op.f('ix_promise_due'))

    op.drop_table('promise')
    with op.batch_alter_table('planned_wave', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_planned_wave_round_id'))

    op.drop_table('planned_wave')
    with op.batch_alter_table('payee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_payee_member_id'))
        batch_op.drop_index(batch_op.f('ix_payee_batch_id'))

    op.drop_table('payee')
    with op.batch_alter_table('panel_vote_roll', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_vote_roll_vote_id'))
        batch_op.drop_index(batch_op.f('ix_panel_vote_roll_member_id'))

    op.drop_table('panel_vote_roll')
    with op.batch_alter_table('panel_selection', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_selection_panel_id'))
        batch_op.drop_index(batch_op.f('ix_panel_selection_call_id'))

    op.drop_table('panel_selection')
    with op.batch_alter_table('panel_pool_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_pool_import_panel_id'))
        batch_op.drop_index(batch_op.f('ix_panel_pool_import_call_id'))

    op.drop_table('panel_pool_import')
    with op.batch_alter_table('panel_interest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_interest_state'))
        batch_op.drop_index(batch_op.f('ix_panel_interest_person_id'))
        batch_op.drop_index(batch_op.f('ix_panel_interest_panel_id'))
        batch_op.drop_index('ix_panel_interest_call_person')
        batch_op.drop_index(batch_op.f('ix_panel_interest_call_id'))

    op.drop_table('panel_interest')
    with op.batch_alter_table('panel_idea', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_idea_state'))
        batch_op.drop_index(batch_op.f('ix_panel_idea_shown'))
        batch_op.drop_index(batch_op.f('ix_panel_idea_panel_id'))
        batch_op.drop_index(batch_op.f('ix_panel_idea_owner_index'))
        batch_op.drop_index(batch_op.f('ix_panel_idea_member_id'))
        batch_op.drop_index(batch_op.f('ix_panel_idea_joined_to'))

    op.drop_table('panel_idea')
    with op.batch_alter_table('panel_ballot_typing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_ballot_typing_vote_id'))
        batch_op.drop_index(batch_op.f('ix_panel_ballot_typing_member_id'))

    op.drop_table('panel_ballot_typing')
    with op.batch_alter_table('panel_ballot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_ballot_vote_id'))

    op.drop_table('panel_ballot')
    with op.batch_alter_table('panel_advice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_advice_vote_id'))
        batch_op.drop_index(batch_op.f('ix_panel_advice_sent_on'))
        batch_op.drop_index(batch_op.f('ix_panel_advice_reply_by'))
        batch_op.drop_index(batch_op.f('ix_panel_advice_panel_id'))
        batch_op.drop_index(batch_op.f('ix_panel_advice_answer'))

    op.drop_table('panel_advice')
    with op.batch_alter_table('missing_remark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_missing_remark_version_id'))

    op.drop_table('missing_remark')
    op.drop_table('member_support')
    with op.batch_alter_table('member_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_member_step_member_id'))

    op.drop_table('member_step')
    with op.batch_alter_table('member_learning', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_member_learning_member_id'))

    op.drop_table('member_learning')
    with op.batch_alter_table('member_ask', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_member_ask_panel_id'))
        batch_op.drop_index(batch_op.f('ix_member_ask_about_id'))

    op.drop_table('member_ask')
    with op.batch_alter_table('member_agreement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_member_agreement_member_id'))

    op.drop_table('member_agreement')
    with op.batch_alter_table('meeting_writing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_writing_member_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_writing_meeting_id'))

    op.drop_table('meeting_writing')
    op.drop_table('meeting_wishes')
    with op.batch_alter_table('meeting_notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_notes_meeting_id'))

    op.drop_table('meeting_notes')
    with op.batch_alter_table('meeting_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_change_meeting_id'))

    op.drop_table('meeting_change')
    with op.batch_alter_table('meeting_booking', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_booking_owner_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_booking_meeting_id'))

    op.drop_table('meeting_booking')
    with op.batch_alter_table('language_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_language_check_summary_id'))
        batch_op.drop_index(batch_op.f('ix_language_check_statement_id'))

    op.drop_table('language_check')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_round_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_person_id'))

    op.drop_table('invitation')
    with op.batch_alter_table('guidance_shown', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guidance_shown_member_id'))

    op.drop_table('guidance_shown')
    with op.batch_alter_table('double_coding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_double_coding_round_id'))

    op.drop_table('double_coding')
    with op.batch_alter_table('door_visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_door_visit_round_id'))
        batch_op.drop_index(batch_op.f('ix_door_visit_kiosk_id'))
        batch_op.drop_index(batch_op.f('ix_door_visit_holder_id'))

    op.drop_table('door_visit')
    with op.batch_alter_table('coding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_coding_answer_id'))

    op.drop_table('coding')
    with op.batch_alter_table('check_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_photo_version_id'))
        batch_op.drop_index(batch_op.f('ix_check_photo_invitation_id'))

    op.drop_table('check_photo')
    with op.batch_alter_table('check_paper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_paper_invitation_id'))

    op.drop_table('check_paper')
    op.drop_table('check_draft')
    with op.batch_alter_table('check_copy', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_copy_invitation_id'))
        batch_op.drop_index(batch_op.f('ix_check_copy_batch_id'))

    op.drop_table('check_copy')
    with op.batch_alter_table('bank_details_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bank_details_change_member_id'))

    op.drop_table('bank_details_change')
    op.drop_table('bank_details')
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_member_id'))
        batch_op.drop_index(batch_op.f('ix_attendance_meeting_id'))

    op.drop_table('attendance')
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attachment_holder_id'))
        batch_op.drop_index(batch_op.f('ix_attachment_answer_id'))

    op.drop_table('attachment')
    with op.batch_alter_table('all_right_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_all_right_check_member_id'))

    op.drop_table('all_right_check')
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_item_meeting_id'))

    op.drop_table('agenda_item')
    op.drop_table('worry_setup')
    op.drop_table('weighting_choice')
    op.drop_table('wave')
    with op.batch_alter_table('walk_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_walk_in_round_id'))

    op.drop_table('walk_in')
    with op.batch_alter_table('visit_checklist', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_checklist_round_id'))

    op.drop_table('visit_checklist')
    op.drop_table('version_withdrawal')
    with op.batch_alter_table('trial_send', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trial_send_round_id'))
        batch_op.drop_index(batch_op.f('ix_trial_send_account_id'))

    op.drop_table('trial_send')
    with op.batch_alter_table('theme_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_theme_change_round_id'))

    op.drop_table('theme_change')
    with op.batch_alter_table('theme', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_theme_round_id'))
        batch_op.drop_index(batch_op.f('ix_theme_parent_id'))

    op.drop_table('theme')
    op.drop_table('thanks_settings')
    with op.batch_alter_table('thanks_rate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thanks_rate_panel_id'))

    op.drop_table('thanks_rate')
    op.drop_table('tally')
    with op.batch_alter_table('stratum_stop', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stratum_stop_round_id'))

    op.drop_table('stratum_stop')
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_statement_summary_id'))

    op.drop_table('statement')
    op.drop_table('sample_plan')
    with op.batch_alter_table('sample_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sample_member_round_id'))
        batch_op.drop_index(batch_op.f('ix_sample_member_person_id'))
        batch_op.drop_index(batch_op.f('ix_sample_member_added_at'))

    op.drop_table('sample_member')
    op.drop_table('round_preparation')
    op.drop_table('round_doors')
    with op.batch_alter_table('roster_problem', schema=None) as batch_op:
        batch_op.drop_index('ix_roster_problem_place')

    op.drop_table('roster_problem')
    with op.batch_alter_table('risk_alarm', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_risk_alarm_said_id'))
        batch_op.drop_index(batch_op.f('ix_risk_alarm_round_id'))
        batch_op.drop_index(batch_op.f('ix_risk_alarm_answer_id'))
        batch_op.drop_index(batch_op.f('ix_risk_alarm_alias'))

    op.drop_table('risk_alarm')
    with op.batch_alter_table('research_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_research_file_round_id'))

    op.drop_table('research_file')
    with op.batch_alter_table('release', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_release_round_id'))

    op.drop_table('release')
    with op.batch_alter_table('promise_invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_promise_invitation_person_id'))
        batch_op.drop_index(batch_op.f('ix_promise_invitation_asking_id'))

    op.drop_table('promise_invitation')
    with op.batch_alter_table('printed_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_printed_file_version_id'))

    op.drop_table('printed_file')
    with op.batch_alter_table('photo_consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_photo_consent_picture_id'))

    op.drop_table('photo_consent')
    op.drop_table('phone_draw')
    with op.batch_alter_table('pay_batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pay_batch_panel_id'))

    op.drop_table('pay_batch')
    with op.batch_alter_table('paper_settlement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_settlement_subject_id'))
        batch_op.drop_index(batch_op.f('ix_paper_settlement_round_id'))

    op.drop_table('paper_settlement')
    with op.batch_alter_table('paper_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_entry_subject_id'))
        batch_op.drop_index(batch_op.f('ix_paper_entry_round_id'))

    op.drop_table('paper_entry')
    with op.batch_alter_table('paper_batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_batch_round_id'))

    op.drop_table('paper_batch')
    with op.batch_alter_table('panel_vote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_vote_panel_id'))
        batch_op.drop_index(batch_op.f('ix_panel_vote_opens_on'))
        batch_op.drop_index(batch_op.f('ix_panel_vote_closes_on'))
        batch_op.drop_index(batch_op.f('ix_panel_vote_claim_id'))

    op.drop_table('panel_vote')
    with op.batch_alter_table('panel_public_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_public_decision_panel_id'))

    op.drop_table('panel_public_decision')
    with op.batch_alter_table('panel_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_member_state'))
        batch_op.drop_index(batch_op.f('ix_panel_member_person_id'))
        batch_op.drop_index(batch_op.f('ix_panel_member_panel_id'))

    op.drop_table('panel_member')
    with op.batch_alter_table('panel_meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_meeting_starts_at'))
        batch_op.drop_index(batch_op.f('ix_panel_meeting_panel_id'))

    op.drop_table('panel_meeting')
    with op.batch_alter_table('panel_gap_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_gap_task_panel_id'))

    op.drop_table('panel_gap_task')
    op.drop_table('panel_deciding_rules')
    with op.batch_alter_table('panel_call', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_call_panel_id'))

    op.drop_table('panel_call')
    with op.batch_alter_table('panel_addition', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_addition_person_id'))
        batch_op.drop_index(batch_op.f('ix_panel_addition_panel_id'))

    op.drop_table('panel_addition')
    with op.batch_alter_table('outreach_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outreach_task_round_id'))
        batch_op.drop_index(batch_op.f('ix_outreach_task_owner_id'))

    op.drop_table('outreach_task')
    op.drop_table('outreach_plan')
    with op.batch_alter_table('missing_reply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_missing_reply_version_id'))
        batch_op.drop_index(batch_op.f('ix_missing_reply_remark_id'))

    op.drop_table('missing_reply')
    with op.batch_alter_table('learning_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learning_item_panel_id'))

    op.drop_table('learning_item')
    with op.batch_alter_table('kiosk', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kiosk_round_id'))

    op.drop_table('kiosk')
    with op.batch_alter_table('frame_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_frame_entry_person_id'))

    op.drop_table('frame_entry')
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_finding_round_id'))

    op.drop_table('finding')
    with op.batch_alter_table('final_notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_final_notice_version_id'))
        batch_op.drop_index(batch_op.f('ix_final_notice_person_id'))

    op.drop_table('final_notice')
    op.drop_table('filtered_tally')
    op.drop_table('filter_choice')
    op.drop_table('draw')
    with op.batch_alter_table('copy_batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_copy_batch_version_id'))

    op.drop_table('copy_batch')
    with op.batch_alter_table('comment_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comment_import_sha256'))
        batch_op.drop_index(batch_op.f('ix_comment_import_round_id'))

    op.drop_table('comment_import')
    op.drop_table('code_frame_version')
    with op.batch_alter_table('check_thanks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_thanks_version_id'))
        batch_op.drop_index(batch_op.f('ix_check_thanks_person_id'))

    op.drop_table('check_thanks')
    op.drop_table('check_plan')
    with op.batch_alter_table('check_invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_invitation_version_id'))
        batch_op.drop_index(batch_op.f('ix_check_invitation_summary_id'))
        batch_op.drop_index(batch_op.f('ix_check_invitation_subject_id'))
        batch_op.drop_index(batch_op.f('ix_check_invitation_person_id'))

    op.drop_table('check_invitation')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index('ix_answer_asked_in_question_id')

    op.drop_table('answer')
    with op.batch_alter_table('agreement_text', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agreement_text_panel_id'))

    op.drop_table('agreement_text')
    with op.batch_alter_table('translation_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_translation_import_summary_id'))

    op.drop_table('translation_import')
    with op.batch_alter_table('summary_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_summary_version_summary_id'))

    op.drop_table('summary_version')
    with op.batch_alter_table('staff_notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_staff_notice_sent_at'))

    op.drop_table('staff_notice')
    with op.batch_alter_table('shared_quote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shared_quote_summary_id'))
        batch_op.drop_index(batch_op.f('ix_shared_quote_answer_id'))
        batch_op.drop_index(batch_op.f('ix_shared_quote_alias'))

    op.drop_table('shared_quote')
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_service_id'))

    op.drop_table('round')
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_import_sha256'))
        batch_op.drop_index(batch_op.f('ix_roster_import_service_id'))

    op.drop_table('roster_import')
    with op.batch_alter_table('roster_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_roster_entry_status')

    op.drop_table('roster_entry')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_grant_account_id'))

    op.drop_table('role_grant')
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_response_past_of'))

    op.drop_table('response')
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_set_id'))

    op.drop_table('question')
    with op.batch_alter_table('promise_asking', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_promise_asking_summary_id'))

    op.drop_table('promise_asking')
    with op.batch_alter_table('peace_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_peace_step_left_in_peace_id'))

    op.drop_table('peace_step')
    with op.batch_alter_table('passport_need', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passport_need_person_id'))

    op.drop_table('passport_need')
    with op.batch_alter_table('passport_look', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passport_look_person_id'))

    op.drop_table('passport_look')
    with op.batch_alter_table('panel', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_panel_service_id'))

    op.drop_table('panel')
    with op.batch_alter_table('own_picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_own_picture_pack_id'))

    op.drop_table('own_picture')
    with op.batch_alter_table('go_between', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_go_between_person_id'))

    op.drop_table('go_between')
    with op.batch_alter_table('frame', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_frame_service_id'))

    op.drop_table('frame')
    op.drop_table('contact_pause_end')
    with op.batch_alter_table('contact_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_message_subject_id'))
        batch_op.drop_index(batch_op.f('ix_contact_message_state'))
        batch_op.drop_index(batch_op.f('ix_contact_message_person_id'))
        batch_op.drop_index(batch_op.f('ix_contact_message_made_at'))
        batch_op.drop_index(batch_op.f('ix_contact_message_household'))
        batch_op.drop_index(batch_op.f('ix_contact_message_batch_id'))
        batch_op.drop_index(batch_op.f('ix_contact_message_asked_in'))

    op.drop_table('contact_message')
    with op.batch_alter_table('check_panel_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_panel_member_person_id'))
        batch_op.drop_index(batch_op.f('ix_check_panel_member_panel_id'))

    op.drop_table('check_panel_member')
    with op.batch_alter_table('browser_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_browser_session_subject_id'))
        batch_op.drop_index(batch_op.f('ix_browser_session_account_id'))

    op.drop_table('browser_session')
    with op.batch_alter_table('throttled_attempt', schema=None) as batch_op:
        batch_op.drop_index('ix_throttled_attempt_what_who_at')

    op.drop_table('throttled_attempt')
    with op.batch_alter_table('suppression', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suppression_fingerprint'))

    op.drop_table('suppression')
    with op.batch_alter_table('summary', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_summary_source_id'))

    op.drop_table('summary')
    op.drop_table('service')
    with op.batch_alter_table('sending_stop', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sending_stop_lifted_at'))
        batch_op.drop_index(batch_op.f('ix_sending_stop_asked_in'))

    op.drop_table('sending_stop')
    with op.batch_alter_table('safe_contact_read', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_safe_contact_read_person_id'))

    op.drop_table('safe_contact_read')
    with op.batch_alter_table('response_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_response_change_response_id'))
        batch_op.drop_index(batch_op.f('ix_response_change_receipt_index'))
        batch_op.drop_index(batch_op.f('ix_response_change_asked_in'))

    op.drop_table('response_change')
    op.drop_table('question_set')
    op.drop_table('promise_report')
    with op.batch_alter_table('picture_test', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_picture_test_picture'))

    op.drop_table('picture_test')
    op.drop_table('picture_pack')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_mobile_index'))
        batch_op.drop_index(batch_op.f('ix_person_household_index'))
        batch_op.drop_index(batch_op.f('ix_person_email_index'))

    op.drop_table('person')
    with op.batch_alter_table('owner_feed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_owner_feed_owner_id'))

    op.drop_table('owner_feed')
    op.drop_table('outside_owner')
    with op.batch_alter_table('outside_notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outside_notice_sent_at'))

    op.drop_table('outside_notice')
    op.drop_table('message_wording')
    with op.batch_alter_table('letter_batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letter_batch_made_at'))
        batch_op.drop_index(batch_op.f('ix_letter_batch_asked_in'))

    op.drop_table('letter_batch')
    with op.batch_alter_table('left_in_peace', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_left_in_peace_person_id'))
        batch_op.drop_index(batch_op.f('ix_left_in_peace_asked_in'))

    op.drop_table('left_in_peace')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_state'))

    op.drop_table('job')
    with op.batch_alter_table('held_back', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_held_back_subject_id'))
        batch_op.drop_index(batch_op.f('ix_held_back_person_id'))
        batch_op.drop_index(batch_op.f('ix_held_back_asked_in'))

    op.drop_table('held_back')
    with op.batch_alter_table('handled_form', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handled_form_at'))

    op.drop_table('handled_form')
    with op.batch_alter_table('export_taken', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_export_taken_taken_at'))
        batch_op.drop_index(batch_op.f('ix_export_taken_about_id'))

    op.drop_table('export_taken')
    op.drop_table('draft_answer')
    op.drop_table('draft')
    with op.batch_alter_table('contact_pause', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_pause_person_id'))

    op.drop_table('contact_pause')
    with op.batch_alter_table('contact_attempt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_attempt_subject_id'))
        batch_op.drop_index(batch_op.f('ix_contact_attempt_person_id'))
        batch_op.drop_index(batch_op.f('ix_contact_attempt_asked_in'))

    op.drop_table('contact_attempt')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_subject_id'))

    op.drop_table('consent')
    op.drop_table('check_panel')
    with op.batch_alter_table('benefits_guidance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_benefits_guidance_series_id'))

    op.drop_table('benefits_guidance')
    op.drop_table('audit_entry')
    op.drop_table('account')
    if op.get_bind().dialect.name == "postgresql":
        for table in APPEND_ONLY:
            op.execute(f"DROP FUNCTION {table}_append_only()")
