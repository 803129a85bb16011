"""Workspaces: another one, away with one, a backup, and back from it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import CoreError
from core.store.backup import backup_workspace, restore_workspace
from core.store.disk import saving
from core.store.workspace import delete_workspace, open_workspace, workspace_names
from core.text.messages import message
from pages.shared import state
from pages.shared.view import SAMPLES, View
from pages.shared.workspaces import open_own

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile


def workspaces(view: View) -> None:
    """Create, back up, restore, restore the sample, delete."""
    left, right = st.columns(2, gap="medium")
    with left:
        _create(view)
        _delete(view)
    with right:
        _backup(view)
        _restore(view)
        _sample(view)


def _create(view: View) -> None:
    t = view.t
    with st.form("workspace_form", border=False):
        name = st.text_input(t("A new workspace"), key="new_workspace", max_chars=64, placeholder=t("its name")).strip()
        if not st.form_submit_button(t("Create and open")):
            return
    if name in workspace_names(state.home()):
        st.error(t("There is a workspace of that name already."))
        return
    try:
        open_workspace(name, state.home(), create=True)
    except CoreError as error:
        st.error(message(error, t))
        return
    open_own(name)
    state.notice(t("Workspace {name} is open.", name=name))
    st.rerun()


def _delete(view: View) -> None:
    t = view.t
    if view.is_sample:
        return
    with st.popover(t("Delete this workspace …"), icon=":material/delete:", key="delete_popover"):
        st.markdown(
            t(
                "All data, files, lists and settings of **{name}** go. Write its name to confirm.",
                name=view.workspace.name,
            )
        )
        typed = st.text_input(t("Name of the workspace"), key="delete_name")
        right = typed.strip() == view.workspace.name
        if st.button(t("Delete for good"), key="delete_confirm", type="primary", disabled=not right):
            delete_workspace(view.workspace)
            st.session_state.pop(state.WORKSPACE)
            state.forget_choices()
            state.notice(t("Workspace {name} was deleted.", name=typed.strip()))
            st.rerun()


def _backup(view: View) -> None:
    t = view.t
    st.download_button(
        t("Download a backup"),
        lambda: _backed_up(view),
        f"{view.workspace.name}.backup.zip",
        "application/zip",
        key="backup",
        on_click="ignore",
        icon=":material/archive:",
        help=t("One file with all data, files and settings."),
    )


def _backed_up(view: View) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "backup.zip"
        backup_workspace(view.workspace, file)
        return file.read_bytes()


def _restore(view: View) -> None:
    t = view.t
    with st.popover(t("Restore a backup …"), icon=":material/settings_backup_restore:", key="restore_popover"):
        upload = st.file_uploader(t("Backup file"), type=["zip", "duckdb"], key="restore_file")
        proposed = "main" if view.is_sample else view.workspace.name
        name = st.text_input(t("Into the workspace"), proposed, key="restore_name", max_chars=64).strip()
        if name in workspace_names(state.home()):
            st.markdown(f":orange[{t('Everything in {name} will be replaced by the backup.', name=name)}]")
        ready = upload is not None and bool(name) and name not in SAMPLES.values()
        if st.button(t("Restore now"), key="restore", type="primary", disabled=not ready) and upload:
            _restored(view, upload, name)


def _restored(view: View, upload: UploadedFile, name: str) -> None:
    t = view.t
    with TemporaryDirectory() as folder:
        file = Path(folder) / "backup.zip"
        try:
            with saving(file), file.open("wb") as out:
                while block := upload.read(1 << 20):
                    out.write(block)
            restore_workspace(name, state.home(), file)
        except CoreError as error:
            st.error(message(error, t))
            return
    open_own(name)
    state.notice(t("Workspace {name} was restored.", name=name))
    st.rerun()


def _sample(view: View) -> None:
    t = view.t
    if st.button(t("Restore the sample company"), key="restore_sample", icon=":material/restart_alt:"):
        from core.sample import restore_sample

        with st.spinner(t("Setting up the sample company. This happens once and takes a few seconds.")):
            restore_sample(state.home(), t.language)
        state.notice(t("The sample company is as new."))
        st.rerun()
