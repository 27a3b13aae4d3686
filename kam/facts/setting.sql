-- One row: what a company has set, the playbook's values where it has not. executive_minimum..executive_maximum =
-- executive contacts an account has a year; hours_a_day = working hours, fixed; candidate_from = yearly sales or potential in
-- CNY from which an account is a candidate; visit_goal = the part of the working hours to spend on visits; share_drop =
-- points of share lost within a year, near_part = the part of the next threshold still missing, behind_part = how far the
-- progress stays behind the elapsed part, from which a case needs a decision.
-- Source: setting_value; domain.md, engagement and roster; rules.md, Engagement, Roster, What needs a decision.
SELECT
  CAST(COALESCE(MAX(CASE WHEN name = 'executive_minimum' THEN value END), 2) AS INTEGER) AS executive_minimum,
  CAST(COALESCE(MAX(CASE WHEN name = 'executive_maximum' THEN value END), 5) AS INTEGER) AS executive_maximum,
  8 AS hours_a_day,
  CAST(COALESCE(MAX(CASE WHEN name = 'candidate_from' THEN value END), 1000000) AS DECIMAL(18, 2)) AS candidate_from,
  CAST(COALESCE(MAX(CASE WHEN name = 'visit_goal' THEN value END), 0.5) AS DECIMAL(9, 6)) AS visit_goal,
  CAST(COALESCE(MAX(CASE WHEN name = 'share_drop' THEN value END), 0.05) AS DECIMAL(9, 6)) AS share_drop,
  CAST(COALESCE(MAX(CASE WHEN name = 'near_part' THEN value END), 0.1) AS DECIMAL(9, 6)) AS near_part,
  CAST(COALESCE(MAX(CASE WHEN name = 'behind_part' THEN value END), 0.1) AS DECIMAL(9, 6)) AS behind_part
FROM setting_value
