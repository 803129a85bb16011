"""The English sentences of all codes; worded by `core.text.messages`."""

from __future__ import annotations

from core.text.campaign_messages import CAMPAIGNS
from core.text.care_texts import CONTACTS
from core.text.doubles import MERGES
from core.text.file_texts import NOTES
from core.text.model_texts import MODELS
from core.text.plan_texts import PLAN
from core.text.playbook_texts import PLAYBOOK
from core.text.report_texts import REPORT
from core.text.rule_texts import RULES_OF_LISTS
from core.text.signal_texts import SIGNALS

READING = {
    "file_missing": "There is no file {file}. Check the path and the spelling.",
    "file_folder": "{file} is a folder. Name the files in it, as {file}/*.csv, or pack the folder into a ZIP.",
    "file_empty": "{file} is empty: it has no row with data. Export it again and check that it holds lines.",
    "file_header_only": "{file} has a header but no row below it. Export it again with the lines of the period.",
    "header_row_beyond": "{file} has no row {row} that could be the header: it ends at row {rows}. Give the number of "
    "the row that names the columns.",
    "file_not_text": "{file} is not a table: its content is {found}, whatever its name says. "
    "Save it as CSV or XLSX and try again.",
    "kind_unsupported": "{file} is a file of the kind {found}, which cannot be read as a table. "
    "Save it as CSV or XLSX and try again.",
    "file_too_large": "{file} would need {bytes} once unpacked; the limit is {limit}. "
    "Split it by month or save it as CSV.",
    "upload_too_large": "{file} has {bytes}; the limit of this workspace is {limit}. Split it by month, "
    "or raise the limit in the settings.",
    "file_broken": "{file} is broken or was not copied whole. Export or copy it again.",
    "file_memory": "{file} needs more memory to be read than any sheet of its size should. The usual cause is a cell "
    "far away from the table: press Ctrl+End in Excel, delete the rows and columns beyond the table, "
    "and save it again.",
    "file_time": "{file} was not read within {seconds} seconds. Save it anew in Excel, or as CSV, and try that one.",
    "archive_unopened": "{file} is an archive within which nothing is looked for. Unpack it and give the files in it.",
    "archive_crowded": "{file} holds {count} files; {most} at most are read at once. Pack fewer files into it.",
    "archive_protected": "{file} is protected with a password. Unpack it with the password and give the files in it.",
    "table_too_low": "{file}: in sheet {sheet} the first row with content is row {row}, too far down to be seen as a "
    "table. Delete the blank rows above it and save the file again.",
    "workbook_protected": "{file} is protected with a password. Open it in Excel, remove the password "
    "and save it again.",
    "workbook_broken": "{file} is a broken workbook. Open it in Excel, save it under a new name and try that one.",
    "sheet_missing": "{file} has no sheet {sheet}. It has: {sheets}. Choose one of these.",
    "out_for_one": "--out {out} takes the table of one file. For several files give a folder: --out-dir.",
    "out_taken": "{file} was not written to {out}: that is the file itself, or another file of this call was "
    "written there. Choose another place.",
    "encoding_unknown": "There is no encoding called {encoding}. Common ones are utf-8, gb18030, big5 and cp1252.",
    "encoding_failed": "The file is not written in {encoding}: it breaks at byte {byte}. Choose another encoding.",
    "row_too_large": "Row {row} alone is {bytes} long; the limit is {limit}. A quotation mark that is never closed "
    "is the usual cause: look at that row.",
}

MAPPING = {
    "kind_unknown": "The headers do not say what the file holds: {headers}. "
    "Say whether it is sales, customers, products, returns or a survey, and which columns it has.",
    "column_missing": "No column was found for {column}. The headers are: {headers}. Say which of them it is.",
    "column_unknown": "There is no column called {column} to map to. There are: {columns}.",
    "header_unknown": "The file has no header {header}. It has: {headers}.",
    "header_twice": "The header {header} is given for several columns ({columns}); it can stand for one of them. "
    "Choose another header for the others, or none.",
    "scale_unreadable": "{scale} is not a scale. Write the lowest and the highest score, as 1..5.",
    "date_format_unknown": "{format} is not a format of dates. There are: {formats}.",
    "date_order": "The dates under {header} can be read in several ways ({examples}). "
    "Say which one is meant: {options}.",
    "date_minguo": "The years under {header} count from 1912 ({example}). Write the dates with years of the common "
    "calendar: 112/05/01 is 2023-05-01.",
    "decimal_mark": "The numbers under {header} can be read in several ways ({examples}). "
    "Say which sign divides the decimals: {options}",
    "survey_date_missing": "The survey has no dates. Say on which day it was answered.",
    "scale_unknown": "The file does not say on which scale the scores under {header} were given. "
    "Say the lowest and the highest possible score; {options} would fit.",
    "currency_several": "The amounts stand in several currencies ({options}). Choose the one that counts; "
    "rows in another are refused, and can be imported into a workspace of their own.",
    "future_dates": "There are dates in the future under {header} ({examples}). Check the order of day and month, "
    "or say that they are meant.",
    "ids_damaged": "A spreadsheet has shortened the numbers under {header} ({examples}): several may have become "
    "one. Format the column as text, export it again, or say that they are meant.",
    "nps_scale": "The answers under {header} do not look like 0 to 10. Say the lowest and the highest possible answer; "
    "{options} would fit.",
    "amount_per": "Every line of an order gives the same amount under {header} ({examples}). Say whether it is the "
    "amount of the whole order, counted once, or of each line: {options}.",
    "discount_meaning": "The discounts under {header} can be meant in several ways, as what is left to pay: "
    "{examples}. Say which one is meant: {options}.",
    "discount_unused": "The column {header} looks like a discount but holds no shares between 0 and 100 % "
    "({examples}). Amounts computed from quantity and price would be too high. Name the column of amounts, or say that "
    "the discount is to be left out.",
}

IMPORTING = {
    "file_known": "{file} was imported already, on {imported_at} as batch {batch_id}. Undo that batch first "
    "if it should be read anew.",
    "nothing_accepted": "No row could be accepted; {refused} were refused. They stand with their reasons in "
    "{refusals_file}. Usually a column is mapped to the wrong header.",
    "nothing_new": "There is nothing new in it: {duplicates} rows are there already, {refused} were refused. "
    "Nothing was written.",
    "nothing_recognised": "None of the sheets looks like sales, customers, products, returns or a survey. "
    "Say which kind it is and which columns it has.",
    "lines_match": "{lines} lines without an order number look like lines that are there already. "
    "Say whether to skip them or to keep them.",
    "repair_unknown": "These rows were refused by a file that was never imported into this workspace, or by an older "
    "version. Open the workspace that it went to, or import the mended original file.",
    "repair_undone": "These rows belong to {file}, whose batch {batch_id} was undone. Import {file} again first, then "
    "these rows.",
    "repair_by_order": "Lines of {file} take over values from other lines of their order, so single rows of it "
    "cannot be completed. Mend the original file, undo batch {batch_id} and import it again.",
    "repair_header": "The column {header} of {file} is not there. Download the refused rows of batch {batch_id} "
    "again and change cells only, no headers.",
    "repair_row_unknown": "Row {row} of {file} has no key of a refused row. Rows that are new go into a file of their "
    "own; take this one out, or put its key back.",
    "repair_row_twice": "Row {row} of {file} has the key of another row. Each refused row can come back once; take "
    "this one out, and put rows that are new into a file of their own.",
    "repair_row_completed": "Row {row} was mended and imported a moment ago, by another file or another person. Drop "
    "{file} again: rows that are completed are then left out, the others are taken.",
    "rows_lost": "{missing} of {rows} rows of {file} could not be accounted for, so nothing was written. "
    "Please report this with the file.",
    "batch_unknown": "There is no batch {batch_id}. The list of imported files shows the numbers.",
    "batch_undone": "Batch {batch_id} was undone already, on {undone_at}.",
    "batch_needed": "Batch {batch_id} cannot be undone: lines of the batches {batches} have their prices from it. "
    "Undo those first, then this one, and import the lines again with the right price list.",
    "orders_missing": "{file} holds order lines, but neither dates nor customers. Drop it together with the file of "
    "orders that gives both by {header}, or name the columns that hold them.",
    "lines_missing": "{file} says who ordered when, but no amounts. Drop it together with the file of order lines that "
    "gives products and prices by {header}, or name the column of amounts.",
    "orders_twice": "{share} of the orders in {file} stand in {other} too, line by line, and would count twice. "
    "Leave one of the two files out. If both are meant, choose “Count both”, or on the command line --no-join.",
    "key_repeated": "{file} has {count} rows for {value} under {header}, and they do not say the same. Lines look up "
    "what they lack by {header}, so it may stand there once. Remove or merge these rows, "
    "or import the files one by one.",
}

WORKSPACES = {
    "workspace_name": "{name} cannot be the name of a workspace. Use letters, digits, blanks, dots and hyphens, "
    "64 characters at most, beginning with a letter or digit.",
    "workspace_missing": "There is no workspace {name} in {home}. There are: {names}. Import a file to create it.",
    "workspace_held": "The workspace is in use by another program (process {pid}). Close it there or wait a moment, "
    "then try again.",
    "workspace_busy": "Somebody is still working with the workspace. Nothing was changed. Try again in a moment.",
    "workspace_unreadable": "The workspace at {path} cannot be opened: {detail}. Restore it from a backup.",
    "workspace_newer": "The workspace was written by a newer version (format {version}; this one knows {known}). "
    "Update the program.",
    "workspace_damaged": "The file of the workspace at {path} is damaged ({detail}). No figure is taken from what is "
    "damaged. Restore a backup, on the settings page of another workspace or by `python -m core restore FILE "
    "--workspace NAME`. Copies made before upgrades: {copies}. The imported files themselves lie in {uploads}.",
    "workspace_behind": "The workspace at {path} lacks what was last written into it: it stands at change {standing}, "
    "change {noted} had been written. The database or its log was cut short, or an older copy was put in its place. "
    "Restore a backup and import what is newer. If it is meant to be the older one, delete {note}.",
    "disk_full": "There is no room left to write {path} ({free} free). Nothing was half written, and what was imported "
    "before is still there. Free some space there, then try again.",
    "place_odd": "No workspace can lie in {path}, because of the {sign} in it. Choose or rename the folder.",
    "place_closed": "{path} cannot be written or read: {detail}. Give access to it, or choose another place.",
    "storage_failed": "The disk did not take or give {path}: {detail}. Check the disk and the access to it, "
    "then try again. Nothing was half written.",
    "backup_unreadable": "{file} is no complete backup of a workspace ({detail}). Nothing was changed. "
    "Try another copy of the backup.",
    "backup_newer": "{file} was written by a newer version (format {version}; this one knows {known}). "
    "Nothing was changed. Update the program.",
    "backup_too_large": "Restoring {file} needs {bytes} and {free} are free. Nothing was changed. Free some space.",
    "backup_unwritable": "The backup could not be written to {file}: {detail}. Choose another place.",
    "sample_failed": "The sample company could not be made: {file} was refused ({detail}).",
    "facts_differ": "The monthly facts differ from a rebuild.",
}

QUESTIONS = {
    "no_data": "There are no sales and no survey yet. Import a sales sheet first.",
    "as_of_unreadable": "{as_of} is not a month. Write it as 2011-11 or as a day in it, 2011-11-30.",
    "as_of_outside": "There are no data for {as_of}. They reach from {first} to {last}.",
    "history_too_short": "The history is too short to compare {last} with another month: the data begin in {first}, "
    "and both months need a window of at least {months} months behind them. Import older months, or choose another "
    "month or a window.",
    "window_invalid": "A window of {window_months} months is not possible. Choose 1 to 1,200 months, or all.",
    "filter_unknown": "There is no filter called {column}. There are: {columns}.",
    "tax_invalid": "The tax rate {rate} is not possible. Write 13 % as 0.13; it is 0 or more.",
    "refunds_unknown": "{refunds} is not a way to count returns. Choose net or gross.",
    "value_unknown": "Customers cannot be ranked by {value}. Choose one of: {values}.",
    "value_not_additive": "Values of the value index cannot be added up: there is no share of a total. Choose another "
    "measure, or cut by share of customers or by amount.",
    "value_weights_invalid": "The weights of the value index are {weights}. They are 0 or more, and not all 0.",
    "discount_rate_invalid": "The discount rate {rate} is not possible. Write 10 % a year as 0.1; it is above 0.",
    "levels_invalid": "{levels} levels of scores are not possible. Choose 3 to 10.",
    "grid_invalid": "The grid has {segment} in cell {cell}, which is not possible. Each of the 25 cells holds "
    "one segment.",
    "cutoffs_invalid": "The cut-offs of {dimension} must be {needed} rising numbers.",
    "cut_invalid:tier_count": "{tiers} tiers are not possible. Choose two to six.",
    "cut_invalid:not_positive": "The steps between the tiers must be larger than 0.",
    "cut_invalid:not_rising": "The cumulative shares of the tiers must rise from tier to tier.",
    "cut_invalid:not_falling": "The smallest amounts of the tiers must fall from tier to tier.",
    "cut_invalid:not_whole": "The shares of the tiers must add up to 100 %.",
    "weight_negative": "The weight of {dimension} is {weight}. Weights are 0 or more.",
    "thresholds_missing": "Cutting by amount needs the smallest amount of each tier, as key=100000,important=20000.",
    "tiers_unknown": "Tiers are named best first: {tiers}. Give two to six of them in this order.",
    "tiers_number": "Each tier needs a number of 0 or more, as key=0.01 or key=100000.",
    "tiers_not_all": "The shares of the tiers add up to {share}; they must add up to 1.",
    "tiers_too_fine": "Shares of tiers are given to a hundredth of a percent at most, as 0.0125.",
}

LISTS = {
    "order_unknown": "There is no column {column} to sort by. There are: {columns}.",
    "list_column": "There is no column {column} for lists. There are: {columns}.",
    "template_unknown": "There is no template {template}. There are: {templates}.",
    "list_with_rules": "A saved list has its own rules: give either the list, or rules and templates.",
    "column_set_unknown": "There is no set of columns {set}. There are: {sets}.",
    "list_name_missing": "The list needs a name.",
    "list_name_long": "The name of a list has {most} characters at most.",
    "list_name_taken": "There is a list called {name} already. Choose another name or delete the old list.",
    "segment_name_missing": "The segment needs a name.",
    "segment_name_long": "The name of a segment has {most} characters at most.",
    "segment_name_taken": "There is a segment called {name} already, or the name stands for all other customers. "
    "Choose another one.",
    "segment_without_rules": "A segment needs at least one rule, else it would take everybody. Add one.",
    "segment_in_itself": "A segment cannot be made of segments: use the rules that they stand on.",
    "segments_many": "There are {most} segments already. Delete one that is no longer needed.",
    "segment_missing": "That segment is gone. Load the page anew.",
    "list_missing": "That list is gone. Load the lists anew.",
    "too_many_rows": "{rows} rows do not fit into one sheet of a workbook ({most}). Export them as CSV.",
    "file_unwritable": "{file} could not be written: {detail}. Is it open in another program, or the folder missing?",
    "file_ending": "{file} needs one of the endings {endings}.",
}

EDITS = {
    "edit_attribute": "{column} is nothing that can be said of a customer. There are: {columns}.",
    "edit_nothing": "There is nothing to keep. Change a value, or take one back.",
    "edit_value:date": "{value} is no day for {column}. Write it as 2024-05-31.",
    "edit_value:number": "{value} is no number for {column}. Write it as 1234.5.",
    "edit_value:flag": "{value} does not answer {column}. Write yes or no.",
    "edit_value:long": "The text for {column} is too long ({value}…); 2,000 characters at most.",
    "criterion_unknown": "There is no criterion called {criterion}. There are: {criteria}.",
    "rating_outside": "{rating} is no rating here. Give {lowest} to {highest}.",
    "rating_reason": "This criterion is rated by the data. To rate it otherwise, say why.",
}

MESSAGES: dict[str, str] = {
    **READING,
    **MAPPING,
    **IMPORTING,
    **NOTES,
    **WORKSPACES,
    **QUESTIONS,
    **LISTS,
    **RULES_OF_LISTS,
    **MERGES,
    **MODELS,
    **EDITS,
    **SIGNALS,
    **CONTACTS,
    **PLAN,
    **PLAYBOOK,
    **CAMPAIGNS,
    **REPORT,
}
