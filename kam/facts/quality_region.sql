-- What is not known of the regions. Grain: finding x region of territory. Columns of quality_row; account_id is '',
-- amount and on_day are empty. Without a capacity there is no market share, without a headcount no working time.
-- Source: region.
SELECT
  asked.finding,
  asked.dataset,
  '' AS account_id,
  region.region,
  region.region AS item,
  CAST(NULL AS DATE) AS on_day,
  CAST(NULL AS DECIMAL(18, 2)) AS amount,
  region._batch AS batch,
  region._row AS file_row,
  CASE asked.finding
    WHEN 'region_without_capacity' THEN region.market_capacity IS NULL
    WHEN 'region_without_headcount' THEN region.headcount IS NULL
  END AS is_found
FROM region
JOIN territory ON territory.region = region.region
JOIN quality_finding AS asked ON asked.dataset = 'region'
