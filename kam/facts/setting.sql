-- One row: what a company may set, with the playbook's values until it does. executive_minimum..executive_maximum =
-- executive contacts an account has a year; hours_a_day = working hours; candidate_from = yearly sales or potential in
-- CNY from which an account is a candidate. Source: domain.md, engagement and roster; rules.md, Engagement and Roster.
SELECT
  2 AS executive_minimum,
  5 AS executive_maximum,
  8 AS hours_a_day,
  CAST(1000000 AS DECIMAL(18, 2)) AS candidate_from
