-- What was noted for and against us at the customers in scope, on or before the as-of day (without a day: always).
-- Grain: statement. quadrant = strength, weakness, opportunity, threat; weight 1..5, empty when unknown.
-- Rows of a whole region are not in it. Source: swot.
SELECT
  customer.account_id,
  swot.quadrant,
  swot.statement,
  swot.weight,
  swot.noted_on
FROM swot
JOIN customer ON customer.account_id = swot.account_id AND customer.is_in
CROSS JOIN param
WHERE swot.noted_on IS NULL OR swot.noted_on <= param.as_of
