-- What we were told of the customers in scope, on or before the as-of day. Grain: note. subject; topic (background, person,
-- operations, rival), source, reliability (1..5), text; each empty when unknown. Source: intel.
SELECT
  customer.account_id,
  intel.noted_on,
  intel.subject,
  intel.topic,
  intel.source,
  intel.reliability,
  intel.text
FROM intel
JOIN customer ON customer.account_id = intel.account_id AND customer.is_in
CROSS JOIN param
WHERE intel.noted_on <= param.as_of
