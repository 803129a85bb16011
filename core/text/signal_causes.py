"""The causes to check behind each kind of signal, the likely and the cheap to check first."""

from __future__ import annotations

CAUSES: dict[str, tuple[str, ...]] = {
    "large_order": (
        "A slip in quantity or price: read the order back to the customer before it leaves.",
        "Stocking up before a price rise, a holiday or a shortage: the next months will be thinner.",
        "One project, tender or promotion of the customer's own: ask whether it comes again.",
        "A new end customer: ask who needs the goods and for what.",
        "Goods on their way into somebody else's territory: compare with where the customer usually sells.",
    ),
    "product_surge": (
        "It fails in use and is replaced in numbers: look at the returns, ask those who use it.",
        "Weather or season: rain, snow, heat or cold wears this product out.",
        "Buyers expect a higher price or a shortage and stock up.",
        "A promotion, ours or a customer's.",
        "One large order: see who bought most of it.",
    ),
    "return_wave": (
        "A faulty batch: compare batch numbers and dates of delivery of what came back.",
        "The wrong item: label, picture or catalogue do not match what is in the box.",
        "Damage in this region's storage or transport.",
        "Fitted or used wrongly: ask those who use it, send instructions.",
        "More was sold than the customers could use: look at who sold it and on what terms.",
    ),
    "quick_return": (
        "It was bought to compare price or quality: ask what it was compared with.",
        "The end customer cancelled.",
        "The customer found a better offer elsewhere.",
        "The customer ordered wrongly or twice.",
        "The goods were faulty, or not what was ordered.",
    ),
    "quiet": (
        "The shelves are still full: ask how the goods sell before you offer more.",
        "A complaint or a return that nobody has settled.",
        "The person who ordered has left or moved.",
        "Somebody else delivers now: ask what they do better.",
        "Nobody has called or visited for long.",
        "The business pauses, has moved or has closed.",
    ),
    "falling": (
        "A part of the need is bought elsewhere: ask which products, and why.",
        "The customer's own business shrinks.",
        "Price, delivery or service has become worse for this customer.",
        "The salesperson or the contact person has changed.",
        "A product that the customer bought most is gone or has a successor.",
    ),
    "late_payment": (
        "On their side: short of cash, or their own customers pay late.",
        "On our side: invoice late, wrong or not received; a promised credit still missing.",
        "In between: receipt of goods, prices or approval do not match and the invoice waits for somebody.",
        "Hear both the buyer and the accounts department before you stop deliveries.",
    ),
    "satisfaction_drop": (
        "One bad experience since the last answer: look at orders, returns and complaints in between.",
        "Somebody else answered this time, in another role.",
        "A promise that was not kept: ask the salesperson.",
        "Another supplier has raised what they expect.",
    ),
    "satisfaction_gap": (
        "Promises to large customers that the others do not get, and that are not kept.",
        "Their orders are larger or go to more places: look at the steps where they differ.",
        "Read their comments and ask three of them.",
        "Who answers at large customers is closer to the trouble.",
    ),
    "complaints": (
        "The product itself.",
        "How it was fitted.",
        "How it is used.",
        "Something out of the ordinary: an accident, the weather, the carrier.",
        "Our own handling: slow answers, nobody in charge.",
    ),
    "salesperson_gone": (
        "No successor has been named or introduced to these customers.",
        "Customers follow the person to another supplier: call the largest ones first.",
        "Open offers, promises and prices that nobody has taken over.",
        "The person sells under another name or account now: correct the names.",
    ),
}
