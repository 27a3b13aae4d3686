-- The spine of the funnel, so that a stage without accounts keeps its row. Grain: stage, 1 (scan) .. 8 (partner).
SELECT 1 AS stage
UNION ALL SELECT 2
UNION ALL SELECT 3
UNION ALL SELECT 4
UNION ALL SELECT 5
UNION ALL SELECT 6
UNION ALL SELECT 7
UNION ALL SELECT 8
