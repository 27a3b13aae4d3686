-- What happened in the period, for the overview's strip. Not a published question.
-- Grain: event, the newest first, then by change, account_id, action_no, empty ones last. Columns: change (moved_up,
-- moved_down: the account's stage; locked, released: the account; action_done), account_id (empty = nobody), region, on_day,
-- from_stage (empty: none before), stage (1..8), action_no, title, owner (the action's own, else the account's manager).
-- Formula: a first stage is a move up; locked and released as the entries and exits of roster.by_region; an action is done
-- on its done_on. Source: move, customer, action_planned; rules.md, Funnel, Roster, Plan.
WITH told AS (
  SELECT
    CASE WHEN move.stage > COALESCE(move.from_stage, 0) THEN 'moved_up' ELSE 'moved_down' END AS change,
    move.account_id,
    move.entered_on AS on_day,
    move.from_stage,
    move.stage
  FROM move
  JOIN param ON move.entered_on >= param.period_from AND move.entered_on <= param.period_to
  WHERE move.is_in
  UNION ALL
  SELECT 'locked', customer.account_id, customer.locked_on, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER)
  FROM customer
  JOIN param ON customer.locked_on >= param.period_from AND customer.locked_on <= param.period_to
  WHERE customer.is_in AND customer.is_listed AND customer.status IN ('locked', 'released')
  UNION ALL
  SELECT 'released', customer.account_id, customer.released_day, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER)
  FROM customer
  JOIN param ON customer.released_day >= param.period_from AND customer.released_day <= param.period_to
  WHERE customer.is_in AND customer.is_listed
),
listed AS (
  SELECT
    told.change,
    told.account_id,
    customer.region,
    told.on_day,
    told.from_stage,
    told.stage,
    CAST(NULL AS VARCHAR) AS action_no,
    CAST(NULL AS VARCHAR) AS title,
    customer.manager AS owner
  FROM told
  JOIN customer ON customer.account_id = told.account_id
  UNION ALL
  SELECT
    'action_done',
    action_planned.account_id,
    action_planned.region,
    action_planned.done_on,
    CAST(NULL AS INTEGER),
    CAST(NULL AS INTEGER),
    action_planned.action_no,
    action_planned.title,
    COALESCE(action_planned.owner, customer.manager)
  FROM action_planned
  JOIN param ON action_planned.done_on >= param.period_from AND action_planned.done_on <= param.period_to
  LEFT JOIN customer ON customer.account_id = action_planned.account_id
)
SELECT
  listed.change,
  NULLIF(listed.account_id, '') AS account_id,
  listed.region,
  listed.on_day,
  listed.from_stage,
  listed.stage,
  listed.action_no,
  listed.title,
  listed.owner
FROM listed
ORDER BY
  listed.on_day DESC,
  listed.change,
  CASE WHEN COALESCE(listed.account_id, '') = '' THEN 1 ELSE 0 END,
  listed.account_id,
  listed.action_no
