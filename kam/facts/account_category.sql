-- How many of our categories an account buys. Grain: account in scope ('' = none) with a line with amount > 0 in the last
-- 12 months. bought = the categories with such a line. Source: dated_line, customer; rules.md, Funnel: need 7.
SELECT customer.account_id, COUNT(CASE WHEN held.category <> '' THEN 1 END) AS bought
FROM (
  SELECT account_id, category
  FROM dated_line
  WHERE highest > 0 AND MOD(windows // 4, 2) = 1
  GROUP BY account_id, category
) AS held
JOIN customer ON customer.account_id = COALESCE(held.account_id, '') AND customer.is_in
GROUP BY customer.account_id
