-- The eight resource dimensions and their weights in the strength of a party. Grain: resource dimension.
-- weight = fraction; the weights sum to 1, 1/8 each until set. Source: domain.md, rivals.
SELECT 'product' AS dimension, CAST(0.125 AS DECIMAL(9, 6)) AS weight
UNION ALL SELECT 'sales', 0.125
UNION ALL SELECT 'pricing', 0.125
UNION ALL SELECT 'reputation', 0.125
UNION ALL SELECT 'cost', 0.125
UNION ALL SELECT 'organisation', 0.125
UNION ALL SELECT 'people', 0.125
UNION ALL SELECT 'finance', 0.125
