"""English labels of the care plan and of the contact log."""

from __future__ import annotations

CARE_LABELS: dict[str, dict[str, str]] = {
    "contact_kind": {
        "visit": "Visit",
        "call": "Call",
        "message": "Message",
        "complaint": "Complaint",
        "other": "Other contact",
    },
    "care_state": {"overdue": "Overdue", "due": "Due", "never": "Never contacted", "done": "Contacted since"},
}
