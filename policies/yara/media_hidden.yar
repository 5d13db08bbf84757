// Whole files behind media, which still play and show as if nothing were there.

rule program_in_media {
  meta:
    score = 0.97
    says = "a program in a media file"
  strings:
    // PE: signature, machine (x86, x64, ARM64, ARM), and the kind of its optional header
    $pe = { 50 45 00 00 ( 4C 01 | 64 86 | 64 AA | C4 01 ) [18] 0B ( 01 | 02 ) }
    // ELF: class, byte order, version 1
    $elf = { 7F 45 4C 46 ( 01 | 02 ) ( 01 | 02 ) 01 ( 00 | 03 | 09 ) 00 00 }
    // Mach-O, 64 bit: x64 or ARM64
    $macho = { CF FA ED FE ( 07 | 0C ) 00 00 01 }
    $dex = { 64 65 78 0A 30 33 ( 35 | 37 | 38 | 39 ) 00 }
  condition:
    media and any of them
}

rule archive_in_media {
  meta:
    score = 0.9
    says = "an archive hidden in a media file"
  strings:
    $zip_member = { 50 4B 03 04 ( 0A | 14 | 2D | 33 | 3F ) 00 }
    $zip_directory = { 50 4B 01 02 ?? ( 00 | 03 | 07 | 0A | 0B | 13 ) ( 0A | 14 | 2D | 33 | 3F ) 00 }
    $zip_end = { 50 4B 05 06 00 00 00 00 }
    $rar = { 52 61 72 21 1A 07 ( 00 | 01 00 ) }
    $seven_zip = { 37 7A BC AF 27 1C 00 ( 02 | 03 | 04 ) }
    $cabinet = { 4D 53 43 46 00 00 00 00 }
  condition:
    media and (all of ($zip_*) or $rar or $seven_zip or $cabinet)
}

rule document_in_media {
  meta:
    score = 0.9
    says = "a document hidden in a media file"
  strings:
    $pdf = /%PDF-[12]\.[0-9]/
    $end = "%%EOF"
    // Editors of pictures store drawings of theirs as PDF
    $editor = { 38 42 50 53 00 }
  condition:
    media and all of ($pdf, $end) and not $editor
}
