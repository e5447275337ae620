-- The chain is written by the database: who acts need not, and may not, read what stands in it already.
-- `audit_head` is where a chain ends (0 is the site's); an entry cut off its end would leave no gap without it.

CREATE FUNCTION audit_digest(entry audit_entry) RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        entry.panel_id, entry.position, entry.actor_id, entry.verb, entry.subject, entry.subject_id, entry.details,
        to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entry.previous
    )::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_join_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    head audit_head%ROWTYPE;
BEGIN
    INSERT INTO audit_head (chain, length, digest) VALUES (coalesce(NEW.panel_id, 0), 0, '') ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM audit_head WHERE chain = coalesce(NEW.panel_id, 0) FOR UPDATE;
    NEW.position := head.length + 1;
    NEW.previous := head.digest;
    NEW.at := clock_timestamp();
    NEW.digest := audit_digest(NEW);
    UPDATE audit_head SET length = NEW.position, digest = NEW.digest WHERE chain = head.chain;
    RETURN NEW;
END
$$;

ALTER TABLE audit_entry DISABLE TRIGGER USER;
DO $$
DECLARE
    entry audit_entry%ROWTYPE;
    head audit_head%ROWTYPE;
BEGIN
    FOR entry IN SELECT * FROM audit_entry ORDER BY panel_id, position LOOP
        SELECT * INTO head FROM audit_head WHERE chain = coalesce(entry.panel_id, 0);
        entry.previous := coalesce(head.digest, '');
        entry.digest := audit_digest(entry);
        UPDATE audit_entry SET previous = entry.previous, digest = entry.digest WHERE id = entry.id;
        INSERT INTO audit_head (chain, length, digest)
            VALUES (coalesce(entry.panel_id, 0), entry.position, entry.digest)
            ON CONFLICT (chain) DO UPDATE SET length = excluded.length, digest = excluded.digest;
    END LOOP;
END
$$;
ALTER TABLE audit_entry ENABLE TRIGGER USER;

GRANT SELECT, INSERT, UPDATE ON audit_head TO concord_fence;
GRANT CREATE ON SCHEMA public TO concord_fence;
ALTER FUNCTION audit_join_chain() OWNER TO concord_fence;
REVOKE CREATE ON SCHEMA public FROM concord_fence;
REVOKE ALL ON FUNCTION audit_join_chain() FROM public;
CREATE TRIGGER audit_join_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_join_chain();

ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head FORCE ROW LEVEL SECURITY;
CREATE POLICY the_trigger_alone ON audit_head TO concord_fence USING (true) WITH CHECK (true);
REVOKE ALL ON audit_head FROM concord_app, concord_worker;
