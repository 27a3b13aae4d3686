-- What meetings prove of a stage. Grain: account in scope with a meeting up to the as-of day (calls are none).
-- Each proof names the newest meeting, 'day number', empty where there is none: decision_maker = with a contact of that
-- role; executive = by an executive of ours; executive_12m = such a one in the last 12 months. met_levels, our_levels = how
-- many levels of theirs were met and of ours took part, over all history; unknown ones count for nothing.
-- Source: meeting, contact; domain.md, funnel: stage audit; rules.md, Funnel.
SELECT
  held.account_id,
  MAX(CASE WHEN contact.buying_role = 'decision_maker' THEN held.proof END) AS decision_maker,
  MAX(CASE WHEN held.visitor_level = 'executive' THEN held.proof END) AS executive,
  MAX(CASE WHEN held.visitor_level = 'executive' AND held.visited_on >= param.year_from THEN held.proof END)
    AS executive_12m,
  COUNT(DISTINCT held.contact_level) AS met_levels,
  COUNT(DISTINCT held.visitor_level) AS our_levels
FROM (
  SELECT
    account_id,
    visited_on,
    visitor_level,
    contact_level,
    contact_name,
    CAST(visited_on AS VARCHAR) || ' ' || visit_no AS proof
  FROM meeting
) AS held
LEFT JOIN contact ON contact.account_id = held.account_id AND contact.contact_name = held.contact_name
CROSS JOIN param
GROUP BY held.account_id
