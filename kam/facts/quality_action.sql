-- What the action plan leaves open. Grain: finding x action of action_planned. Columns of quality_row; amount is empty,
-- on_day = starts_on. A due day is missed while an action is not finished, a day of doing where the status says done.
-- Source: action, action_planned; rules.md, Plan.
SELECT
  asked.finding,
  asked.dataset,
  customer.account_id,
  action_planned.region,
  action.action_no AS item,
  action.starts_on AS on_day,
  CAST(NULL AS DECIMAL(18, 2)) AS amount,
  action._batch AS batch,
  action._row AS file_row,
  CASE asked.finding
    WHEN 'customer_outside_directory' THEN CASE WHEN customer.account_id <> '' THEN NOT customer.is_listed END
    WHEN 'action_without_due' THEN CASE WHEN NOT action_planned.is_finished THEN action.due_on IS NULL END
    WHEN 'action_done_without_day' THEN CASE WHEN action.status = 'done' THEN action.done_on IS NULL END
  END AS is_found
FROM action_planned
JOIN action ON action.action_no = action_planned.action_no
JOIN customer ON customer.account_id = action_planned.account_id
JOIN quality_finding AS asked ON asked.dataset = 'action'
