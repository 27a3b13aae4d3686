-- How many of our categories an account buys. Grain: account in scope ('' = none) with a line with amount > 0 in the last
-- 12 months. bought = the categories with such a line. Source: sale; rules.md, Funnel: need 7.
SELECT sale.account_id, COUNT(DISTINCT NULLIF(sale.category, '')) AS bought
FROM sale
CROSS JOIN param
WHERE sale.amount > 0 AND sale.ordered_on >= param.year_from
GROUP BY sale.account_id
