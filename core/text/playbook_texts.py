"""What is said where the playbook is asked for or changed in a way that cannot be. Chinese: `zh/playbook.po`."""

from __future__ import annotations

PLAYBOOK = {
    "playbook_subject": "The playbook has no subject {subject}. There are: {subjects}.",
    "playbook_code": "The playbook has no {playbook_code} under {subject}. There are: {codes}.",
    "playbook_part": "There is no part {part} here. There are: {parts}.",
    "playbook_language": "The playbook is written in {languages}, not in {language}.",
    "playbook_empty": "A text needs at least one line. To have ours back, go back to the original.",
    "playbook_long": "This text has {count} characters; {most} at most. Keep to what one reads before a call.",
    "playbook_changed": "Somebody else changed this text in the meantime. Nothing of yours or theirs is lost: compare, "
    "then save again.",
}
