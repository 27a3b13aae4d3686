-- Grain: finding, all of them, by finding.
-- Columns: finding (code), rows (of quality.rows; 0 where nothing was found), amount (CNY: the sum of the known amounts
-- of these rows, 0.00 where there are none, empty where no amount is known), part (fraction: for findings of sales
-- amount / the period's sales judged, else rows / rows judged; empty where nothing was judged). rows, amount and part
-- are empty where the dataset has no row at all; for order lines, none on or before the period's end.
-- Formula: counts and sums of quality.rows; amounts as printed there are added.
-- Source: quality_finding, dataset_filled, quality_row, quality_line_judged; rules.md, General.
WITH counted AS (
  SELECT
    finding,
    COUNT(is_found) AS judged,
    COUNT(CASE WHEN is_found THEN 1 END) AS found,
    SUM(CASE WHEN is_found THEN amount END) AS amount,
    SUM(amount) AS judged_amount
  FROM quality_row
  GROUP BY finding
),
asked AS (
  SELECT
    quality_finding.finding,
    quality_finding.is_of_sales,
    quality_finding.dataset = 'order_line' AS is_of_lines,
    MAX(CASE WHEN dataset_filled.is_filled THEN 1 ELSE 0 END) = 1 AS is_filled
  FROM quality_finding
  JOIN dataset_filled
    ON dataset_filled.dataset = CASE WHEN quality_finding.is_of_sales THEN 'order_line' ELSE quality_finding.dataset END
  GROUP BY quality_finding.finding, quality_finding.is_of_sales, quality_finding.dataset = 'order_line'
),
answered AS (
  SELECT
    asked.finding,
    asked.is_of_sales,
    asked.is_filled,
    CASE WHEN asked.is_of_lines THEN quality_line_judged.judged ELSE counted.judged END AS judged,
    COALESCE(counted.found, 0) AS found,
    CASE WHEN COALESCE(counted.found, 0) = 0 THEN 0 ELSE counted.amount END AS amount,
    CASE WHEN asked.is_of_lines THEN quality_line_judged.amount ELSE counted.judged_amount END AS judged_amount
  FROM asked
  CROSS JOIN quality_line_judged
  LEFT JOIN counted ON counted.finding = asked.finding
)
SELECT
  finding,
  CASE WHEN is_filled THEN found END AS rows,
  CAST(CASE WHEN is_filled THEN amount END AS DECIMAL(18, 2)) AS amount,
  CASE
    WHEN is_of_sales
      THEN CASE WHEN judged_amount > 0 THEN CAST(amount AS DOUBLE) / CAST(judged_amount AS DOUBLE) END
    WHEN judged > 0 THEN CAST(found AS DOUBLE) / CAST(judged AS DOUBLE)
  END AS part
FROM answered
ORDER BY answered.finding
