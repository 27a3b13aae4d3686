-- How many of our categories an account buys. Grain: account in scope ('' = none) with a line with amount > 0 in the last
-- 12 months. bought = the categories with such a line. Source: line, customer; rules.md, Funnel: need 7.
SELECT customer.account_id, COUNT(CASE WHEN held.category <> '' THEN 1 END) AS bought
FROM (
  SELECT line.account_id, line.category
  FROM line
  CROSS JOIN param
  WHERE line.amount > 0 AND line.ordered_on >= param.year_from
  GROUP BY line.account_id, line.category
) AS held
JOIN customer ON customer.account_id = COALESCE(held.account_id, '') AND customer.is_in
GROUP BY customer.account_id
