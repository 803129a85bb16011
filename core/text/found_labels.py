"""Labels of found segments: traits high and low, what to do, methods, goals. Chinese: `zh/found_segments.po`."""

from __future__ import annotations

FOUND_LABELS: dict[str, dict[str, str]] = {
    "found_segment": {
        "unplaced": "Not enough data",
        "outside": "Outside the value bands",
    },
    "trait_group": {
        "behaviour": "Behaviour",
        "value": "Value",
        "satisfaction": "Satisfaction",
        "relationship": "Relationship",
        "customer_file": "Customer file",
    },
    "trait_set": {"habits": "How they buy", "rhythm": "Rhythm", "price": "Price and margin"},
    "found_goal": {
        "revenue": "Revenue",
        "gross_profit": "Gross profit",
        "satisfaction": "Satisfaction",
        "retention": "Staying (an order in the three months after)",
    },
    "found_method": {
        "kmeans": "Middle points (k-means)",
        "mixture": "Overlapping clouds (Gaussian mixture)",
        "hdbscan": "Dense places (HDBSCAN)",
        "tree": "Plain rules (shallow tree)",
    },
    "no_structure": {
        "no_better_than_noise": "No number of segments separates the customers better than data without "
        "any structure do.",
        "too_weak": "Segments would be a little clearer than chance, but too weak to build on: their separation "
        "stays under 0.25.",
        "unstable": "Whatever was found looked different each time some customers were drawn anew.",
        "one_segment": "Nearly all customers are in one segment.",
        "few_customers": "There are too few customers: with fewer than 50 any segments would be chance.",
        "few_traits": "There are too few traits that are known and vary from customer to customer.",
    },
    "scorecard": {
        "fits_goal": "Fits the goal",
        "understandable": "Understandable",
        "large_enough": "Large enough",
        "reachable": "Reachable",
        "stable": "Stable",
    },
    "drift": {
        "kept": "kept",
        "drifted": "drifted",
        "split": "split",
        "merged": "merged",
        "gone": "gone",
        "new": "new",
    },
    "trait_high": {
        "recency_days": "long silent",
        "order_count": "order often",
        "usual_gap_days": "long gaps",
        "order_value": "large orders",
        "categories_bought": "many categories",
        "revenue": "much revenue",
        "gross_profit": "much profit",
        "gross_margin": "good margin",
        "discount_share": "much discount",
        "return_share": "return much",
        "satisfaction_index": "satisfied",
        "tenure_days": "long-standing",
        "months_bought": "buy steadily",
        "recent_share": "rising",
        "annual_need": "large need",
        "credit_limit": "much credit",
        "cost_to_serve": "dear to serve",
        "referrals": "recommend us",
        "standing": "of high standing",
    },
    "trait_low": {
        "recency_days": "bought lately",
        "order_count": "order seldom",
        "usual_gap_days": "short gaps",
        "order_value": "small orders",
        "categories_bought": "few categories",
        "revenue": "little revenue",
        "gross_profit": "little profit",
        "gross_margin": "thin margin",
        "discount_share": "little discount",
        "return_share": "return little",
        "satisfaction_index": "unsatisfied",
        "tenure_days": "new",
        "months_bought": "buy now and then",
        "recent_share": "fading",
        "annual_need": "small need",
        "credit_limit": "little credit",
        "cost_to_serve": "cheap to serve",
        "referrals": "do not recommend us",
        "standing": "of low standing",
    },
    "advice_high": {
        "recency_days": "They have been quiet for long: ask why before anything is offered, and set a "
        "date by which they are let go.",
        "order_count": "They order often: make ordering effortless, with fixed prices, a standing order "
        "and one person to call.",
        "usual_gap_days": "Their gaps are long: remind them shortly before the next order is due, not every week.",
        "order_value": "Their orders are large: offer terms and delivery that fit large orders, and let "
        "the manager know them by name.",
        "categories_bought": "They buy across categories: treat them as partners, and show what is new first.",
        "revenue": "They bring much revenue: look after each by name, and review the year together.",
        "gross_profit": "They earn us much: protect them from price talks by service they would miss.",
        "gross_margin": "Their margin is good: sell them more of the same rather than something cheaper.",
        "discount_share": "They wait for discounts: tie every discount to a quantity or a date, and try "
        "one offer without.",
        "return_share": "They bring much back: look for the cause in product, delivery or expectation "
        "before the next sale.",
        "satisfaction_index": "They are satisfied: ask them for a recommendation and a story.",
        "tenure_days": "They have been with us for long: tell them what their loyalty is worth to us, in person.",
        "months_bought": "They buy month after month: plan with them, and let them see what is in stock.",
        "recent_share": "They have bought more lately: find out what grew, and offer room for it.",
        "annual_need": "Their need is large: most of it goes elsewhere; bid for one part of it.",
        "credit_limit": "They have much credit: watch what is open, and talk about payment early.",
        "cost_to_serve": "They are dear to serve: agree on fewer visits and larger orders.",
        "referrals": "They recommend us: thank them each time, and make it easy.",
        "standing": "Others look to them: invite them first, and ask what they think.",
    },
    "advice_low": {
        "recency_days": "They bought a short while ago: ask how it went, and agree on the next order "
        "while they remember us.",
        "order_count": "They order seldom: find out who else supplies them, and give one clear reason "
        "for the next order.",
        "usual_gap_days": "Their gaps are short: a gap that is missed is a signal; call within days.",
        "order_value": "Their orders are small: gather them into fewer, with a minimum for free delivery or a bundle.",
        "categories_bought": "They buy in few categories: offer the one category that similar customers buy beside it.",
        "revenue": "They bring little revenue: serve them by standard offers, and let the numbers say "
        "who deserves more.",
        "gross_profit": "They earn us little: look at discounts, returns and the cost of serving before selling more.",
        "gross_margin": "Their margin is thin: steer them to products that earn, and hold back further discounts.",
        "discount_share": "They pay the list price: thank them by service, not by a discount that they "
        "did not ask for.",
        "return_share": "They hardly bring anything back: the fit is right; use them as an example.",
        "satisfaction_index": "They are unsatisfied: settle what they named before anybody sells to them.",
        "tenure_days": "They are new: a welcome, a second order within weeks, and one question about "
        "what they expected.",
        "months_bought": "They buy now and then: find the occasion behind it, and be there before the next one.",
        "recent_share": "They have bought less lately: call before they are gone; ask what changed.",
        "annual_need": "Their need is small: what they buy here may be all there is; keep the effort small.",
        "credit_limit": "They have little credit: who pays well deserves more of it.",
        "cost_to_serve": "They are cheap to serve: keep it so, and look for more like them.",
        "referrals": "They do not recommend us yet: ask after the next good delivery.",
        "standing": "Few look to them: treat them by what they buy.",
    },
}
"""By area and code; the areas of traits hold how a customer is called whose trait is high or low."""
FOUND_COLUMNS: dict[str, str] = {
    "found_segment": "Found segment",
    "order_value": "Revenue per order",
    "categories_bought": "Categories bought",
    "gross_margin": "Gross margin",
    "discount_share": "Share of discount",
    "return_share": "Share of returns",
    "months_bought": "Months with an order",
    "recent_share": "Share of the later half",
    "bought_after": "Order in the three months after",
}
"""Headers of the traits, and of the segment itself; they stand among the labels of columns."""
