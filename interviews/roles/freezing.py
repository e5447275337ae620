"""Triggers that keep a published rubric as it was published, whoever writes.

A published rubric may only become superseded; its competencies and anchors, and the scale that it uses with its
levels, cannot be added to, changed or removed.
"""

import pgtrigger

ANY_WRITE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def rubric_trigger() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="published_is_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF OLD.state = 'draft' THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'superseded'
               AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'rubric % is published and cannot change', OLD.id USING ERRCODE = 'integrity_constraint_violation';
        """,  # noqa: E501 -- the text of a migrated trigger stays as it is
    )


def competency_trigger() -> pgtrigger.Trigger:
    return _child_of_rubric("SELECT state FROM roles_rubric WHERE id = {row}.rubric_id")


def anchor_trigger() -> pgtrigger.Trigger:
    return _child_of_rubric(
        "SELECT r.state FROM roles_rubric r JOIN roles_competency c ON c.rubric_id = r.id "
        "WHERE c.id = {row}.competency_id"
    )


def kickoff_trigger() -> pgtrigger.Trigger:
    """The profile is frozen with the rubric that it was settled for."""
    return _child_of_rubric("SELECT state FROM roles_rubric WHERE id = {row}.rubric_id")


def vote_trigger() -> pgtrigger.Trigger:
    """Answers that others can read do not change; nor do those of a rubric that was published without them."""
    return _guard(
        "EXISTS (SELECT 1 FROM roles_kickoff k JOIN roles_rubric r ON r.id = k.rubric_id WHERE k.id = {row}.kickoff_id "
        "AND (k.revealed_at IS NOT NULL OR r.state <> 'draft'))",
        "belongs to a kickoff that is over and cannot change",
        ANY_WRITE,
    )


def scale_trigger() -> pgtrigger.Trigger:
    return _used_scale("{row}.id", operation=pgtrigger.Update | pgtrigger.Delete)


def level_trigger() -> pgtrigger.Trigger:
    return _used_scale("{row}.scale_id", operation=ANY_WRITE)


def _child_of_rubric(find_state: str) -> pgtrigger.Trigger:
    return _guard(
        f"EXISTS (SELECT 1 FROM ({find_state}) AS rubric WHERE rubric.state <> 'draft')",  # noqa: S608 -- our own words  # nosec B608
        "belongs to a published rubric and cannot change",
        ANY_WRITE,
    )


def _used_scale(scale_id: str, *, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    return _guard(
        f"EXISTS (SELECT 1 FROM roles_rubric WHERE scale_id = {scale_id} AND state <> 'draft')",  # noqa: S608 -- our own words  # nosec B608
        "belongs to a scale that a published rubric uses and cannot change",
        operation,
    )


def _guard(frozen: str, sentence: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """Refuse the write when `frozen` holds for the row as it was or as it would be."""
    return pgtrigger.Trigger(
        name="published_is_frozen",
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
            IF TG_OP <> 'INSERT' THEN
                IF {frozen.format(row="OLD")} THEN
                    RAISE EXCEPTION '% % {sentence}', TG_TABLE_NAME, OLD.id USING ERRCODE = 'integrity_constraint_violation';
                END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            IF {frozen.format(row="NEW")} THEN
                RAISE EXCEPTION '% % {sentence}', TG_TABLE_NAME, NEW.id USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        """,  # noqa: E501 -- as above
    )
