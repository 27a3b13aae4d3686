-- What is not known of the contacts. Grain: finding x contact of a customer in scope, as it stands now. Columns of
-- quality_row; amount is empty, on_day = the contact's updated_on. Source: contact.
SELECT
  asked.finding,
  asked.dataset,
  customer.account_id,
  customer.region,
  contact.contact_name AS item,
  contact.updated_on AS on_day,
  CAST(NULL AS DECIMAL(18, 2)) AS amount,
  contact._batch AS batch,
  contact._row AS file_row,
  CASE asked.finding
    WHEN 'customer_outside_directory' THEN NOT customer.is_listed
    WHEN 'contact_without_level' THEN contact.level IS NULL
    WHEN 'contact_without_role' THEN contact.buying_role IS NULL
  END AS is_found
FROM contact
JOIN customer ON customer.account_id = contact.account_id AND customer.is_in
JOIN quality_finding AS asked ON asked.dataset = 'contact'
