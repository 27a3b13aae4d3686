-- The categories that we sell. Grain: category of any order line of anybody up to the as-of day, whoever looks.
-- Source: month_line; rules.md, Funnel: need 7.
SELECT month_line.category
FROM month_line
JOIN param ON month_line.first_on <= param.as_of
WHERE month_line.category <> ''
GROUP BY month_line.category
