-- Grain: review, region, figure; by all three, the whole company (region empty) first. Columns: review_no, region, figure,
-- value (as it was printed, empty = unknown; of a figure stop.001, stop.002, ...: what the agenda goes through, kind:code).
-- A viewer of some regions sees their figures only, and of an agenda its pages and what is of these regions.
-- Source: review_figure, customer.
SELECT review_figure.review_no, review_figure.region, review_figure.figure, review_figure.value
FROM review_figure
LEFT JOIN customer
  ON customer.account_id = SUBSTRING(review_figure.value, 9)
  AND customer.is_seen
  AND review_figure.value LIKE 'account:%'
WHERE
  $scope_regions = '*'
  OR STRPOS($scope_regions, CHR(31) || review_figure.region || CHR(31)) > 0
  OR (
    review_figure.figure LIKE 'stop.%'
    AND (
      review_figure.value LIKE 'page:%'
      OR customer.account_id IS NOT NULL
      OR (
        review_figure.value LIKE 'region:%'
        AND STRPOS($scope_regions, CHR(31) || SUBSTRING(review_figure.value, 8) || CHR(31)) > 0
      )
    )
  )
ORDER BY
  review_figure.review_no,
  CASE WHEN review_figure.region IS NULL THEN 0 ELSE 1 END,
  review_figure.region,
  review_figure.figure
