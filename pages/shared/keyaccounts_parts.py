"""Parts of the page of key accounts: the sentence, the editable table, who is rated otherwise than by the data."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.errors import QuestionError
from core.metrics.key_account.account_columns import PLACES
from core.metrics.key_account.key_accounts import KeyAccount, KeyAccounts
from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.store.assessments import COMPUTED, CRITERIA, assess
from core.text.messages import message
from pages.shared import answers, state
from pages.shared.handover import hand_over
from pages.shared.reading_words import plain
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 200
MOST_NAMED = 3
GOOD_SCORE = 4.0


def who_leads(view: View, found: KeyAccounts) -> str:
    """The answer in one sentence: who is best, and how much of the ten is rated."""
    t, scored = view.t, [each for each in found.accounts if each.score is not None]
    tiers = t.listed([view.tier(code) for code in valuable_tiers(view.question.cut)])
    count = t.plural("{count} customer is rated ({tiers})", "{count} customers are rated ({tiers})", len(scored),
                     tiers=tiers)  # fmt: skip
    if not scored:
        return t("{first}.", first=count)
    mean = sum(each.rated_criteria for each in scored) / len(scored)
    return t("{count}; {leads}. On average {rated} of 10 criteria have a rating.", count=count,
             leads=_leaders(view, scored), rated=t.number(mean, 1))  # fmt: skip


def _leaders(view: View, scored: list[KeyAccount]) -> str:
    """The first by score; where others have the same score, how many."""
    t, best = view.t, scored[0]
    name, score = plain(best.customer_name or best.customer_id), t.number(best.score or 0, 1)
    if others := sum(each.score == best.score for each in scored[1:]):
        return t.plural("{name} and {count} other lead with {score} of 5",
                        "{name} and {count} others lead with {score} of 5", others, name=name, score=score)  # fmt: skip
    return t("{name} leads with {score} of 5", name=name, score=score)


def not_customers(view: View, found: KeyAccounts) -> None:
    """Accounts among them that look like walk-ins, platforms or internal ones, with the way to decide about them."""
    t = view.t
    proposed = answers.non_customers(view)
    looks = set(proposed.loc[proposed["reason"] != "decided", "customer_id"])
    names = [plain(each.customer_name or each.customer_id) for each in found.accounts if each.customer_id in looks]
    if not names:
        return
    shown = t.listed([*names[:MOST_NAMED], *([t("others")] if len(names) > MOST_NAMED else [])])
    with st.container(horizontal=True, vertical_alignment="center", key="not_customers"):
        st.markdown(
            t.plural("{count} account looks like a walk-in, a platform or an internal one: {names}.",
                     "{count} accounts look like walk-ins, platforms or internal ones: {names}.", len(names),
                     names=shown),
            width="content",
        )  # fmt: skip
        if st.button(t("Decide which are no customers"), key="decide_not_customers", icon=":material/tune:"):
            st.session_state[f"settings_tabs_{t.language}"] = t("Not customers")
            st.switch_page("pages/settings.py")


def table_of(found: KeyAccounts) -> pd.DataFrame:
    """One row per account: names, score, tier, value, how many criteria, then the ten ratings."""
    import pandas as pd

    rows: list[dict[str, Any]] = [
        {
            "customer_name": each.customer_name or each.customer_id,
            "score": each.score,
            "tier": each.tier,
            "value": each.value,
            "rated_criteria": each.rated_criteria,
            **{code: each.criterion(code).rating for code in CRITERIA},
            "customer_id": each.customer_id,
        }
        for each in found.accounts
    ]
    return pd.DataFrame(rows)


def editable(view: View, found: KeyAccounts) -> None:
    """The table with the ten ratings to change, the first 200 by score; what the data rate needs a reason."""
    t = view.t
    table = table_of(found).head(MOST_ROWS)
    shown = table.assign(
        tier=[view.tier(code) for code in table["tier"]], value=table["value"].astype(float), reason=""
    )
    shown[list(CRITERIA)] = shown[list(CRITERIA)].astype("Int64")
    columns = st.column_config
    config: dict[str, Any] = {
        "customer_name": columns.TextColumn(t.code("column", "customer_name"), disabled=True, pinned=True),
        "tier": columns.TextColumn(t.code("column", "tier"), disabled=True),
        "value": columns.NumberColumn(t.code("column", "value"), format="%,.0f", disabled=True),
        "score": columns.NumberColumn(t("Score"), format="%.2f", disabled=True),
        "rated_criteria": columns.NumberColumn(t("Of 10"), disabled=True, help=t("How many criteria have a rating")),
        "customer_id": columns.TextColumn(t.code("column", "customer_id"), disabled=True),
        "reason": columns.TextColumn(t("Why?"), help=t("Needed where a rating of the data is changed")),
    }
    config |= {
        code: columns.NumberColumn(t.code("criterion", code), min_value=1, max_value=5, step=1, help=_by(view, code))
        for code in CRITERIA
    }
    key = f"accounts_table_{view.data_version}"
    made = st.data_editor(
        shown, key=key, column_config=config, hide_index=True, num_rows="fixed", placeholder="–",
        column_order=[*(name for name in table.columns if name != "customer_id"), "reason", "customer_id"],
    )  # fmt: skip
    if len(found.accounts) > MOST_ROWS:
        st.caption(t("The first {count} rows; the download holds all.", count=t.count(MOST_ROWS)))
    changes = changed(shown, made)
    if st.button(t("Save the ratings"), key="accounts_save", type="primary", disabled=not changes):
        save(view, changes)


def _by(view: View, code: str) -> str:
    by_data = view.t("Rated by the data where they can; a change needs a reason.")
    return by_data if code in COMPUTED else view.t("Rated by a person.")


Changes = dict[str, tuple[dict[str, int | None], str]]
"""Customer id -> the ratings that were changed (None = emptied: taken back), and the reason."""


def changed(before: pd.DataFrame, after: pd.DataFrame) -> Changes:
    """What was changed in the table."""
    found: Changes = {}
    for old, new in zip(before.to_dict("records"), after.to_dict("records"), strict=True):
        ratings = {code: _rating(new[code]) for code in CRITERIA if _rating(new[code]) != _rating(old[code])}
        if ratings:
            found[str(new["customer_id"])] = (ratings, str(new["reason"] or ""))
    return found


def _rating(value: Any) -> int | None:
    import pandas as pd

    return None if pd.isna(value) else int(value)


def save(view: View, changes: Changes) -> None:
    """Keep what was changed, customer by customer; who cannot be kept is named with the reason."""
    t, kept, refused = view.t, 0, []
    for customer_id, (ratings, reason) in changes.items():
        try:
            assess(view.workspace, customer_id, ratings, reason)
            kept += 1
        except QuestionError as error:
            refused.append(t.named(plain(customer_id), message(error, t)))
    for sentence in refused:
        st.error(sentence)
    if kept and not refused:
        state.notice(
            t.plural("The ratings of {count} customer were kept.", "The ratings of {count} customers were kept.", kept)
        )
        st.rerun()


def list_by_score(view: View, found: KeyAccounts) -> None:
    """The accounts from a score on as a target list, by that rule."""
    t = view.t
    least = st.number_input(
        t("Score at least"), 1.0, 5.0, GOOD_SCORE, 0.1, key="accounts_least", format="%.1f", width=130
    )
    least_score = Decimal(str(least))
    count = sum(
        each.score is not None and Decimal(each.score).quantize(PLACES) >= least_score for each in found.accounts
    )
    label = t.plural("List with {count} customer", "List with {count} customers", count)
    if st.button(label, key="accounts_list", icon=":material/playlist_add:", disabled=not count):
        hand_over([f"key_account_score >= {least_score}"])


def rated_otherwise(view: View, found: KeyAccounts) -> None:
    """Who is rated otherwise than the data say, the greatest difference first, with the reason."""
    import pandas as pd

    t = view.t
    rows = [_otherwise(view, account) for account in found.accounts]
    listed = sorted((row for part in rows for row in part), key=lambda row: -abs(row["difference"]))
    if not listed:
        st.caption(t("Nobody is rated otherwise than the data say."))
        return
    show_table(
        view, pd.DataFrame(listed), key="otherwise_table",
        names={"criterion": t("Criterion"), "computed": t("By the data"), "rating": t("By a person"),
               "difference": t("Difference"), "why": t("Why?"), "said_on": t("When")},
        kinds={"said_on": "day", "why": "sentence"},
    )  # fmt: skip


def _otherwise(view: View, account: KeyAccount) -> list[dict[str, Any]]:
    return [
        {
            "customer_name": account.customer_name or account.customer_id,
            "criterion": view.t.code("criterion", each.code),
            "computed": each.computed,
            "rating": each.rating,
            "difference": each.difference,
            "why": each.rated.reason if each.rated else None,
            "said_on": each.rated.assessed_at.date() if each.rated else None,
        }
        for each in account.criteria
        if each.difference
    ]
