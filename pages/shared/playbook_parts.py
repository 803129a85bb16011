"""Parts of the playbook page: what is looked at, its three columns, what a search met, the files."""

from __future__ import annotations

import streamlit as st

from core.store.playbook import own_words
from core.text.playbook import BOOK, SUBJECTS, Hit, advice, codes, name_of, parts, shown_codes
from core.text.playbook_files import html, markdown, pages
from pages.shared import state
from pages.shared.handover import hand_over
from pages.shared.reading_words import plain
from pages.shared.view import View

PAGE = "pages/playbook.py"
IN_LISTS = ("tier", "segment", "stage")
MOST_HITS = 30
ICONS = {
    "recognise": ":material/visibility:",
    "do": ":material/check_circle:",
    "avoid": ":material/do_not_disturb_on:",
    "causes": ":material/checklist:",
}


def chosen(about: str | None) -> tuple[str, str]:
    """The subject and code of an address like "tier.key"; the first where it names none."""
    subject, _, code = (about or "").partition(".")
    if subject not in SUBJECTS:
        subject = SUBJECTS[0]
    return subject, code if code in codes(subject) else codes(subject)[0]


def open_entry(subject: str, code: str) -> None:
    """Look at this entry; the page itself is opened by whoever calls."""
    st.session_state[state.PLAYBOOK] = f"{subject}.{code}"
    st.session_state["playbook_search"] = ""


def pick_subject(view: View) -> str:
    """The switch between subjects; gives the chosen one."""
    t, (subject, _) = view.t, chosen(st.session_state.get(state.PLAYBOOK))
    st.session_state["playbook_subject"] = subject
    st.pills(
        t("What it is about"), SUBJECTS, key="playbook_subject", required=True,
        format_func=lambda each: t.code("playbook_subject", each), on_change=_take_subject,
    )  # fmt: skip
    return subject


def pick_code(view: View, subject: str) -> str:
    """The entries of a subject; gives the chosen one."""
    key, (_, code) = f"playbook_code_{subject}", chosen(st.session_state.get(state.PLAYBOOK))
    offered = tuple(dict.fromkeys((*shown_codes(subject, view.settings), code)))  # an old address may name another tier
    st.session_state[key] = code
    st.pills(
        view.t.code("playbook_subject", subject), offered, key=key, required=True, label_visibility="collapsed",
        format_func=lambda each: name_of(subject, each, view.t, view.settings), on_change=_take_code, args=(subject,),
    )  # fmt: skip
    return code


def _take_subject() -> None:
    subject = st.session_state["playbook_subject"]
    open_entry(subject, codes(subject)[0])


def _take_code(subject: str) -> None:
    open_entry(subject, st.session_state[f"playbook_code_{subject}"])


def shown_parts(view: View, subject: str, code: str) -> None:
    """An entry: its name, then its parts beside each other; below each other on a phone."""
    t, own = view.t, own_words(view.workspace, view.t.language)
    st.subheader(plain(name_of(subject, code, t, view.settings)), anchor=False)
    for column, part in zip(st.columns(len(parts(subject)), gap="medium"), parts(subject), strict=True):
        with column:
            st.markdown(part_text(view, part, advice((subject, code, part), t, own)))
            if (subject, code, part) in own:
                st.caption(t("in your own words"))


def part_text(view: View, part: str, lines: tuple[str, ...]) -> str:
    """A part with its heading, as markdown."""
    return f"{ICONS[part]} **{view.t.code('playbook_part', part)}**\n\n{as_list(lines)}"


def as_list(lines: tuple[str, ...]) -> str:
    """Lines as a list in markdown; nothing in them is markup."""
    return "\n".join(f"- {plain(line)}" for line in lines)


def leads_on(view: View, subject: str, code: str) -> None:
    """The way from an entry to the customers whom it is about."""
    if subject in IN_LISTS:
        label = view.t("List these customers")
        if st.button(label, key="playbook_list", icon=":material/playlist_add:"):
            hand_over([f"{subject} in {code}"])
    elif subject not in BOOK:
        st.page_link("pages/signals.py", label=view.t("See the signals"), icon=":material/arrow_forward:")


def hits(view: View, asked: str, found: tuple[Hit, ...]) -> None:
    """What a search met, each with the way to it."""
    t = view.t
    if not found:
        st.info(t("Nothing in the playbook speaks of “{asked}”. Try one word, or another form of it.",
                  asked=plain(asked.strip()[:60])))  # fmt: skip
        return
    st.caption(t.plural("{count} entry speaks of it.", "{count} entries speak of it.", len(found)))
    for hit in found[:MOST_HITS]:
        name = f"{t.code('playbook_subject', hit.subject)} · {name_of(hit.subject, hit.code, t, view.settings)}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(plain(name), key=f"hit_{hit.subject}_{hit.code}", type="tertiary",
                      icon=":material/arrow_forward:", on_click=open_entry, args=(hit.subject, hit.code))  # fmt: skip
            if hit.line:
                st.markdown(plain(hit.line))
    if len(found) > MOST_HITS:
        st.caption(t("These are the first {count}. A further word narrows it down.", count=t.count(MOST_HITS)))


def downloads(view: View) -> None:
    """The whole playbook as Markdown, and as a page to print."""
    t = view.t
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            t("Print view"), lambda: _file(view, "html"), "playbook.html", "text/html", key="playbook_print",
            on_click="ignore", icon=":material/print:", help=t("The whole playbook as a page; any browser prints it."),
        )  # fmt: skip
        st.download_button(
            "Markdown", lambda: _file(view, "md"), "playbook.md", "text/markdown", key="playbook_markdown",
            on_click="ignore", icon=":material/download:", help=t("The whole playbook as text with headings."),
        )  # fmt: skip


def _file(view: View, kind: str) -> bytes:
    t, title = view.t, view.t("Playbook of {workspace}", workspace=view.title)
    made = pages(t, view.settings, own_words(view.workspace, t.language))
    return html(title, made, t) if kind == "html" else markdown(title, made, t).encode("utf-8")
