-- One row: what a company may set, with the playbook's values until it does. executive_minimum..executive_maximum =
-- executive contacts an account has a year; hours_a_day = working hours; candidate_from = yearly sales or potential in
-- CNY from which an account is a candidate; share_drop = points of share lost within a year, near_part = the part of the next
-- threshold still missing, behind_part = how far the progress stays behind the elapsed part, from which a case needs a
-- decision. Source: domain.md, engagement and roster; rules.md, Engagement, Roster, What needs a decision.
SELECT
  2 AS executive_minimum,
  5 AS executive_maximum,
  8 AS hours_a_day,
  CAST(1000000 AS DECIMAL(18, 2)) AS candidate_from,
  CAST(0.05 AS DECIMAL(9, 6)) AS share_drop,
  CAST(0.1 AS DECIMAL(9, 6)) AS near_part,
  CAST(0.1 AS DECIMAL(9, 6)) AS behind_part
