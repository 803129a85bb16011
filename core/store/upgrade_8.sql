-- Version 8: purchase forecasts and segments that were found are kept, so that the next ones can be compared with them.

create table forecasts (
    forecast_id INTEGER not null, made_at TIMESTAMP not null, as_of DATE not null, horizon_days INTEGER not null,
    stood_on VARCHAR not null, result VARCHAR not null
);

create table forecast_customers (
    forecast_id INTEGER not null, customer_id VARCHAR not null, likelihood DOUBLE not null,
    expected_orders DOUBLE not null, expected_revenue DECIMAL(18,4) not null, expected_profit DECIMAL(18,4),
    purchase_days INTEGER not null, silent_days INTEGER not null, usual_gap_days DOUBLE
);

create table segmentations (
    segmentation_id INTEGER not null, name VARCHAR not null, made_at TIMESTAMP not null, as_of DATE not null,
    definition VARCHAR not null, result VARCHAR not null
);

create table segmentation_members (
    segmentation_id INTEGER not null, month_end DATE not null, customer_id VARCHAR not null, code VARCHAR not null
);
