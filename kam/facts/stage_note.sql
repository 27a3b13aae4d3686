-- What was written beside a stage change. Grain: customer in scope x day x stage with a note, the later row of the file.
-- Which changes count is in stage_day. Source: stage_change.
SELECT account_id, entered_on, stage, note
FROM (
  SELECT
    customer.account_id,
    stage_change.entered_on,
    stage_change.stage,
    stage_change.note,
    ROW_NUMBER() OVER (
      PARTITION BY stage_change.account_id, stage_change.entered_on, stage_change.stage
      ORDER BY stage_change._batch DESC, stage_change._row DESC
    ) AS from_last
  FROM stage_change
  JOIN customer ON customer.account_id = stage_change.account_id AND customer.is_in
) AS ranked
WHERE note <> '' AND from_last = 1
