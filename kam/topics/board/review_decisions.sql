-- Grain: decision of a review whose action stands; by review_no, action_no. An action that was taken back leaves none.
-- Columns: review_no, action_no, state (open, done, overdue, cancelled, by the as-of day), title, account_id (empty =
-- nobody), region, owner, due_on, done_on (empty while it has not come). Source: review_decision, action_state (action).
SELECT
  review_decision.review_no,
  review_decision.action_no,
  action_state.state,
  action_state.title,
  NULLIF(action_state.account_id, '') AS account_id,
  action_state.region,
  action_state.owner,
  action_state.due_on,
  action_state.done_on
FROM review_decision
JOIN action_state ON action_state.action_no = review_decision.action_no
ORDER BY review_decision.review_no, review_decision.action_no
