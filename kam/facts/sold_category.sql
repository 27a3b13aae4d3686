-- The categories that we sell. Grain: category of any order line of anybody up to the as-of day, whoever looks.
-- Source: line; rules.md, Funnel: need 7.
SELECT category
FROM line
WHERE category <> ''
GROUP BY category
