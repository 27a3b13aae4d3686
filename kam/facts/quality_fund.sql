-- What the earmarked money leaves open. Grain: finding x fund row in scope (as in fund_booked), booked in the period or
-- on no known day. Columns of quality_row. region = the row's own, else its account's; amount in CNY. Where a row has
-- neither region nor account, or a region that is not listed, its money is in no region. Source: fund, region;
-- rules.md, Plan.
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found
FROM (
  SELECT
    asked.finding,
    asked.dataset,
    customer.account_id,
    COALESCE(fund.region, customer.region) AS region,
    fund.fund_no AS item,
    fund.booked_on AS on_day,
    fund.amount,
    fund._batch AS batch,
    fund._row AS file_row,
    CASE asked.finding
      WHEN 'customer_outside_directory' THEN CASE WHEN customer.account_id <> '' THEN NOT customer.is_listed END
      WHEN 'fund_without_day' THEN fund.booked_on IS NULL
      WHEN 'fund_without_region' THEN fund.region IS NULL AND customer.account_id = ''
      WHEN 'fund_region_unlisted' THEN CASE WHEN fund.region IS NOT NULL THEN region.region IS NULL END
      WHEN 'fund_without_kind' THEN fund.kind IS NULL
    END AS is_found
  FROM fund
  JOIN customer ON customer.account_id = COALESCE(fund.account_id, '') AND customer.is_asked
  CROSS JOIN param
  JOIN quality_finding AS asked ON asked.dataset = 'fund'
  LEFT JOIN region ON region.region = fund.region
  WHERE fund.booked_on IS NULL OR (fund.booked_on >= param.period_from AND fund.booked_on <= param.period_to)
) AS placed
WHERE
  ($regions = '' OR STRPOS($regions, CHR(31) || region || CHR(31)) > 0)
  AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || region || CHR(31)) > 0)
