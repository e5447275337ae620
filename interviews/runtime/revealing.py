"""What the database alone may reveal: scorecards of a panel, answers of a kickoff."""

import pgtrigger


def revealed_by_the_rule_alone(what: str, function: str) -> pgtrigger.Trigger:
    """`revealed_at` is set once, by the one function that crosses the fence and asks the rule, whoever else writes."""
    return pgtrigger.Trigger(
        name="revealed_by_the_rule_alone",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("revealed_at"),  # type: ignore[no-untyped-call]
        # the text of a migrated trigger stays as it is
        func=f"""
                    IF TG_OP = 'INSERT' AND NEW.revealed_at IS NULL THEN RETURN NEW; END IF;
                    IF TG_OP = 'UPDATE' AND NEW.revealed_at IS NOT DISTINCT FROM OLD.revealed_at THEN
                        RETURN NEW;
                    END IF;
                    IF TG_OP = 'UPDATE' AND OLD.revealed_at IS NULL AND current_user = 'concord_fence' THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION '{what} % can be revealed by {function} alone, and only once', NEW.id
                        USING ERRCODE = 'integrity_constraint_violation';
                """,
    )
