"""The groups files fall into, and which media types, extensions and magika labels mean which.

A group is as fine as agreement needs to be: an mp3 named `.wav` still plays, a program
named `.mp3` does not. Formats that nobody could mistake for another stay unlisted.
"""

from enum import StrEnum


class Group(StrEnum):
    """What a file is good for."""

    AUDIO = "audio"
    IMAGE = "image"
    VIDEO = "video"
    TEXT = "text"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    EXECUTABLE = "executable"
    SCRIPT = "script"
    MARKUP = "markup"
    FONT = "font"
    OTHER = "other"


_G = Group

MEDIA = frozenset({_G.AUDIO, _G.IMAGE, _G.VIDEO})
ACTIVE = frozenset({_G.EXECUTABLE, _G.SCRIPT})

# What a file that promises one group may turn out to be without anyone being misled:
# sound and film share containers, office files are zips, source code is text.
ACCEPTS: dict[Group, frozenset[Group]] = {
    _G.AUDIO: frozenset({_G.AUDIO, _G.VIDEO}),
    _G.IMAGE: frozenset({_G.IMAGE}),
    _G.VIDEO: frozenset({_G.VIDEO, _G.AUDIO}),
    _G.TEXT: frozenset({_G.TEXT, _G.MARKUP, _G.SCRIPT}),
    _G.DOCUMENT: frozenset({_G.DOCUMENT, _G.ARCHIVE}),
    _G.ARCHIVE: frozenset({_G.ARCHIVE, _G.DOCUMENT}),
    _G.EXECUTABLE: frozenset({_G.EXECUTABLE, _G.ARCHIVE}),
    _G.SCRIPT: frozenset({_G.SCRIPT, _G.TEXT, _G.MARKUP}),
    _G.MARKUP: frozenset({_G.MARKUP, _G.TEXT, _G.SCRIPT}),
    _G.FONT: frozenset({_G.FONT}),
    _G.OTHER: frozenset(_G) - ACTIVE,
}

# Media types whose first half does not say it (or says something else).
_MEDIA_TYPES: dict[Group, str] = {
    _G.AUDIO: "application/ogg application/x-ogg application/x-flac application/vnd.apple.mpegurl",
    _G.VIDEO: "application/mp4 application/vnd.rn-realmedia application/x-matroska",
    _G.TEXT: """application/json application/x-ndjson application/x-yaml application/toml
        application/x-subrip application/x-bibtex application/x-wine-extension-ini
        message/rfc822""",
    _G.DOCUMENT: """application/pdf application/msword application/rtf text/rtf application/cdfv2
        application/epub+zip application/postscript application/vnd.ms-excel
        application/vnd.ms-powerpoint application/vnd.ms-office application/vnd.ms-outlook
        application/x-ole-storage""",
    _G.ARCHIVE: """application/zip application/x-zip-compressed application/java-archive
        application/x-java-archive application/gzip application/x-gzip application/x-tar
        application/x-7z-compressed application/x-rar application/vnd.rar application/x-xz
        application/x-rar-compressed application/x-bzip2 application/x-bzip application/zstd
        application/x-lz4 application/x-lzma application/x-lzip application/x-lha
        application/x-iso9660-image application/x-apple-diskimage application/x-compress
        application/vnd.ms-cab-compressed application/vnd.android.package-archive
        application/x-cpio application/x-archive application/x-xar application/x-ace-compressed""",
    _G.EXECUTABLE: """application/x-dosexec application/x-msdownload application/x-msdos-program
        application/vnd.microsoft.portable-executable application/x-executable application/x-elf
        application/x-pie-executable application/x-sharedlib application/x-object
        application/x-coredump application/x-mach-binary application/x-java-applet
        application/x-java application/java-vm application/x-dex application/wasm
        application/x-shockwave-flash application/x-ms-shortcut application/x-msi
        application/x-ms-installer application/vnd.debian.binary-package application/x-rpm
        application/x-redhat-package-manager application/x-chm application/vnd.ms-htmlhelp
        application/x-bytecode.python application/x-setupscript""",
    _G.SCRIPT: """application/javascript application/x-javascript text/javascript
        application/ecmascript application/x-sh application/x-shellscript text/x-shellscript
        application/x-php text/x-php application/x-httpd-php text/x-msdos-batch application/x-bat
        text/x-perl application/x-perl text/x-script.python text/x-python text/x-ruby text/x-lua
        text/x-tcl text/x-powershell application/x-powershell text/vbscript application/hta""",
    _G.MARKUP: """text/html text/xml application/xml application/xhtml+xml application/mathml+xml
        application/vnd.recordare.musicxml+xml application/rss+xml application/atom+xml""",
    _G.FONT: """application/vnd.ms-opentype application/font-sfnt application/font-woff
        application/x-font-ttf application/vnd.ms-fontobject""",
}
_MEDIA_TYPE_STARTS: tuple[tuple[str, Group], ...] = (
    ("application/vnd.openxmlformats-officedocument.", _G.DOCUMENT),
    ("application/vnd.oasis.opendocument.", _G.DOCUMENT),
    ("audio/", _G.AUDIO),
    ("image/", _G.IMAGE),
    ("video/", _G.VIDEO),
    ("text/", _G.TEXT),
    ("font/", _G.FONT),
)

_EXTENSIONS: dict[Group, str] = {
    _G.AUDIO: """mp3 mp2 mp1 mpga m4a m4b m4r aac wav wave w64 rf64 flac ogg oga opus spx aif aiff
        aifc wma mid midi kar amr au snd caf wv ape tta ac3 dts mka mod xm it s3m 8svx voc dsf dff
        mpc weba""",
    _G.IMAGE: """jpg jpeg jpe jfif png apng gif webp bmp dib tif tiff ico svg svgz avif heic heif
        jp2 jxl psd tga ppm""",
    _G.VIDEO: "mp4 m4v mov qt mkv avi webm flv f4v mpg mpeg mpe wmv asf ogv m2ts 3gp 3g2",
    _G.TEXT: """txt text lrc srt vtt ass cue m3u m3u8 pls csv tsv json jsonl yaml yml md log nfo
        abc cho chordpro ly bib eml diz""",
    _G.DOCUMENT: """pdf doc docx docm dot dotx dotm rtf odt xls xlsx xlsm xlsb ods ppt pptx pptm
        odp epub pages""",
    _G.ARCHIVE: """zip rar 7z tar gz tgz bz2 tbz xz txz zst lz4 lha lzh jar apk ipa xpi iso dmg cab
        cpio arj ace""",
    _G.EXECUTABLE: """exe dll scr sys drv cpl ocx ax msi msp msix appx pif lnk class dex so dylib
        elf deb rpm vst3 swf wasm chm xll""",
    _G.SCRIPT: """js mjs cjs jse vbs vbe vb wsf wsh ps1 psm1 bat cmd sh bash zsh ksh csh fish py
        pyw rb pl php php3 php4 php5 php7 php8 phtml phar asp aspx ashx jsp jspx cgi lua tcl
        scpt applescript command hta sct reg au3 ahk url scf inf""",
    _G.MARKUP: "html htm xhtml shtml xml musicxml mxml rss",
    _G.FONT: "ttf otf woff woff2 ttc eot",
    # Projects and instruments of music programs: their formats are their makers' own.
    _G.OTHER: """flp als alp adg adv ptx ptf pts logicx band cpr npr rpp song reason rns aup aup3
        sf2 sfz nki nkm nkx fxp fxb exs gp gp3 gp4 gp5 gpx mscz mxl sib mus ses sesx omf aaf""",
}

_MAGIKA_LABELS: dict[Group, str] = {
    _G.EXECUTABLE: "pebin elf macho coff dex javabytecode pythonbytecode lnk swf wasm msi chm deb",
    _G.SCRIPT: """javascript typescript powershell batch vba shell php python perl ruby lua asp
        autoit autohotkey applescript awk tcl coffeescript internetshortcut""",
    _G.MARKUP: "html xml rdf xsd",
    _G.TEXT: "m3u srt vtt csv json jsonl yaml ini",
    _G.DOCUMENT: "rtf",
    _G.AUDIO: "midi",
}
# magika's own groups, where a label is not listed above; its `code` is text to us.
_MAGIKA_GROUPS: dict[str, Group] = {
    "audio": _G.AUDIO,
    "image": _G.IMAGE,
    "video": _G.VIDEO,
    "text": _G.TEXT,
    "code": _G.TEXT,
    "document": _G.DOCUMENT,
    "archive": _G.ARCHIVE,
    "executable": _G.EXECUTABLE,
    "font": _G.FONT,
}


def _by_word(table: dict[Group, str]) -> dict[str, Group]:
    return {word: group for group, words in table.items() for word in words.split()}


_GROUP_OF_MEDIA_TYPE = _by_word(_MEDIA_TYPES)
_GROUP_OF_EXTENSION = _by_word(_EXTENSIONS)
_GROUP_OF_LABEL = _by_word(_MAGIKA_LABELS)


def group_of_media_type(media_type: str) -> Group | None:
    """The group of a media type, parameters and case aside; None if it says nothing."""
    essence = media_type.partition(";")[0].strip().lower()
    if group := _GROUP_OF_MEDIA_TYPE.get(essence):
        return group
    return next((g for start, g in _MEDIA_TYPE_STARTS if essence.startswith(start)), None)


def group_of_extension(extension: str) -> Group | None:
    """The group of a lower-case extension without its dot; None if nobody knows it."""
    return _GROUP_OF_EXTENSION.get(extension)


def group_of_label(label: str, magika_group: str) -> Group:
    """The group of magika's answer."""
    return _GROUP_OF_LABEL.get(label) or _MAGIKA_GROUPS.get(magika_group, Group.OTHER)
