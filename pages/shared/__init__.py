"""What the pages share. A page of the app does these things, in this order:

    view = current_view()                      # view.py: workspace, settings, words `view.t`, look, question
    figures_page(view, title, body)            # figures_page.py: page_header (the question as title, what it stands on)
                                               # and filters_bar (period, window, filters, also in the URL); the rest is
                                               # the body
    found = answers.pyramid(view)              # answers.py: one cached call per question; `cached` for your own
    answer(sentence)                           # header.py: the answer first, made from the figures
    code = clickable(view, figure, ...)        # picking.py: a chart to click and a control beside it for the keyboard
    behind(view, ["tier in key"], ...)         # behind.py: the customers behind a pick, saved as a list, exported
    show_table(view, frame, ...)               # tables.py: names first, money and shares in the reader's language
    explain(view, definition, ...)             # explain.py: definition, values used, left out, SQL

state.py: every key of the session is spelt there. `choose`/`chosen` hold what the filters bar says, `notice` shows a
sentence once on the next rerun, `HANDED_RULES` carries rules ("tier in key") to the Target lists page (handover.py).
states.py: designed states: `no_data(view)`, `empty(view, title, sentence)`, errors in words; app.py catches errors.
exports.py: download buttons that build their file when they are clicked.
navigation.py: the pages with their sections. workspaces.py: which workspace is open, the switch, the sample.

Widgets that must keep their value between pages write into `state.choose` in a callback and are set from
`state.chosen` before they are drawn; all other widgets simply have a `key`.
"""
