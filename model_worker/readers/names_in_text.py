"""Codes of errors, and the hosts, files and addresses that a message names. Pure."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"""
    (?P<bare>
      0[xX][0-9A-Fa-f]{4,}
    | \b[A-Z][A-Z0-9]*_[A-Z0-9_]{3,}\b
    | \bE(?:ACCES|ADDRINUSE|AI_AGAIN|CONN[A-Z]+|EXIST|HOSTUNREACH|INTR|INVAL|IO|ISDIR
        |MFILE|NETUNREACH|NOENT|NOMEM|NOSPC|NOTDIR|NOTEMPTY|NOTFOUND|PERM|PIPE
        |TIMEDOUT)\b
    | \bHTTP(?:/[12](?:\.\d)?)?(?:\ ERROR|\ [Ss]tatus|\ [Ee]rror)?\ ?[45]\d\d\b
    | \b[45]\d\d(?=\ (?:Not\ Found|Forbidden|Unauthorized|Conflict|Gone
        |(?:Bad|Internal|Gateway|Service|Too|Method|Request)\ ))
    | \bE-?\d{3,5}\b
    | \b(?:ORA|TNS|PLS|SQL|MSI|AADSTS|CS|TS|LNK|DB2|RPC|SSL|PHP|NU|BC)-?\d{3,6}N?\b
    )
    | (?:
        \b(?i:error|errno|exit|status|stop|result|return|response)
        (?:\ (?i:code|number|status|no\.?))?
      | \b(?i:code)
      )
      [\ :\#=]*\(?-?
      (?P<numbered>(?=[\w.-]*\d)[A-Z0-9][\w.-]*\w|[1-9])
    """,
    re.VERBOSE,
)
_SUCCESS = re.compile(r"(?:0x)?0+|2\d\d")

_ENDINGS = """
    bak bat bin bmp c cc cer cfg cmd conf config cpp crt cs css csv dat db dll dmp doc
    docx env exe gif go gz h html ini ipynb iso jar java jpeg jpg js json jsx key lnk
    lock log md mdb mp3 mp4 msi ova pdf pem pfx php pid pl png ppt pptx properties ps1
    pst py pyc rar rb reg rpm rs rtf sh so sock sql sqlite svg sys tar tgz tmp toml ts
    tsx txt vbs vhdx vmdk war xls xlsx xml yaml yml zip
"""
_ENDING = "|".join(_ENDINGS.split())
_TOPS = """
    app arpa biz cloud com corp dev domain edu example gov home info int internal lan
    local localdomain mil net online org site test tech xyz
"""
_TOP = "|".join(_TOPS.split())
_NAME = re.compile(
    rf"""
      (?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w)
    | (?<![\w+.-])[a-z][a-z0-9+.-]*://[^\s"'<>()\u201c\u201d]+
    | (?:\b[A-Za-z]:|\\)\\(?:[^\\/:*?"<>|\n]+\\)*[^\s\\/:*?"'<>|]*
    | (?:(?<![\w.:/])(?:~|\.{{1,2}})?/|\b(?:app|bin|etc|home|lib|src|usr|var)/)
      [\w.@+-]+(?:/[\w.@+-]+)*
    | \b(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?::\d{{2,5}})?\b
    | \blocalhost(?::\d{{2,5}})?\b
    | \[[0-9a-f]*:[0-9a-f:]+\](?::\d{{2,5}})?
    | (?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:{_ENDING})\b(?!\.?\w)
    | (?<![\w.-])(?:[a-z0-9-]+\.)+(?:{_TOP}|(?!(?:is|it|to|no)\b)[a-z]{{2}})
      (?::\d{{2,5}})?\b(?![.@]?\w)
    | (?<![\w-])[a-z][a-z0-9-]*:\d{{4,5}}\b
    """,
    re.VERBOSE,
)


def codes(text: str) -> tuple[str, ...]:
    """Return the error codes in *text* as they stand there, each once, in order."""
    found = []
    for match in _CODE.finditer(text):
        code = match["bare"] or match["numbered"]
        if not _SUCCESS.fullmatch(code):
            found.append(code)
    return tuple(dict.fromkeys(found))


def names(text: str) -> tuple[str, ...]:
    """Return the hosts (with ports), paths, addresses and files *text* mentions.

    E-mail addresses are people, so they are passed over. Each once, in order.
    """
    found = []
    for match in _NAME.finditer(text):
        name = match[0].rstrip(".,:;!?)]}'\"")
        if not match["mail"] and any(map(str.isalnum, name)):
            found.append(name)
    return tuple(dict.fromkeys(found))
