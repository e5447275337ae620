-- Where panellists stand is for those who may read the scorecards; each says it for herself alone.

ALTER TABLE decisions_stance ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_stance FORCE ROW LEVEL SECURITY;
CREATE POLICY open_panels ON decisions_stance FOR SELECT TO concord_app, concord_owner
    USING (concord_panel_open(panel_id));
CREATE POLICY own_is_said ON decisions_stance FOR INSERT TO concord_app, concord_owner
    WITH CHECK (concord_panel_open(panel_id) AND person_id = (SELECT concord_actor()));
CREATE POLICY own_is_said_again ON decisions_stance FOR UPDATE TO concord_app, concord_owner
    USING (concord_panel_open(panel_id) AND person_id = (SELECT concord_actor()));
CREATE POLICY backup_reads ON decisions_stance FOR SELECT TO concord_backup USING (true);
CREATE POLICY eraser_finds ON decisions_stance FOR SELECT TO concord_eraser USING (true);
CREATE POLICY eraser_clears ON decisions_stance FOR UPDATE TO concord_eraser USING (true);

REVOKE ALL ON decisions_stance FROM concord_worker;
REVOKE DELETE, TRUNCATE ON decisions_stance FROM concord_app;
GRANT SELECT ON decisions_stance TO concord_eraser;
GRANT UPDATE (reason) ON decisions_stance TO concord_eraser;
