-- Grain: review, region, figure; by all three, the whole company (region empty) first. Columns: review_no, region, figure,
-- value (as it was printed, empty = unknown; of a figure stop.001, stop.002, ...: what the agenda goes through, kind:code).
-- A viewer of some regions sees their figures only. Source: review_figure.
SELECT review_no, region, figure, value
FROM review_figure
WHERE
  figure LIKE 'stop.%'
  OR $scope_regions = '*'
  OR STRPOS($scope_regions, CHR(31) || region || CHR(31)) > 0
ORDER BY review_no, CASE WHEN region IS NULL THEN 0 ELSE 1 END, region, figure
