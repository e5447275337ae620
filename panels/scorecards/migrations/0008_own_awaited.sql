-- A reminder rests on its reader's own state and on nothing else. The worker, which sends them, reads no scorecard: it
-- asks as their author which of them are not in.

GRANT CREATE ON SCHEMA public TO concord_fence;
SET LOCAL ROLE concord_fence;
CREATE FUNCTION own_cards_awaited() RETURNS TABLE (seat_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT s.seat_id FROM scorecards_scorecard s WHERE s.author_id = concord_actor() AND s.submitted_at IS NULL
$$;
REVOKE ALL ON FUNCTION own_cards_awaited() FROM public;
GRANT EXECUTE ON FUNCTION own_cards_awaited() TO concord_owner, concord_app, concord_worker;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM concord_fence;
