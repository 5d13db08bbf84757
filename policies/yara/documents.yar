// Documents that run something: PDF actions, macros, and links that fetch code.
// Members of Office files are compressed, so the detector hands those parts in by
// themselves, with group "office part".

rule pdf_that_acts_when_opened {
  meta:
    score = 0.95
    says = "a PDF that runs something when opened"
  strings:
    $open = /\/OpenAction\s{0,4}<<[^>]{0,60}\/(JavaScript|JS|Launch)[\s\/<\(\[>]/
    $launch = /\/S\s{0,4}\/Launch[\s\/<>]/
  condition:
    pdf and any of them
}

rule pdf_with_script {
  meta:
    score = 0.8
    says = "a PDF with a script"
  strings:
    $script = /\/JavaScript[\s\/<\(\[>]/
    // The same names with letters written as numbers: nobody does that but to hide them
    $hidden = /\/(J#61|#4[aA]|Java#53|#4[fF]pen|Open#41|L#61unch|#4[cC]aunch)/
  condition:
    pdf and any of them
}

rule pdf_with_attachment {
  meta:
    score = 0.6
    says = "a PDF with another file in it"
  strings:
    $file = /\/EmbeddedFiles?[\s\/<>\[]/
    $media = "/RichMedia"
  condition:
    pdf and any of them
}

rule pdf_that_opens_somewhere {
  meta:
    score = 0.3
    says = "a PDF with an opening action"
  strings:
    $open = /\/OpenAction[\s\/<\[0-9]/
  condition:
    pdf and $open
}

rule pdf_with_another_face {
  meta:
    score = 0.9
    says = "a PDF that is also something else"
  strings:
    $pdf = /%PDF-[12]\.[0-9]/
    $page = /<(html|script|body|svg)[\s>]/ nocase
    $zip_directory = { 50 4B 01 02 ?? ( 00 | 03 | 07 | 0A | 0B | 13 ) ( 0A | 14 | 2D | 33 | 3F ) 00 }
    $zip_end = { 50 4B 05 06 00 00 00 00 }
  condition:
    start == 0 and (
      (group == "markup" and $pdf in (0..4096))
      or (pdf and ($page in (0..1024) or ($pdf in (1..1024) and not $pdf at 0 and $page)))
      or (pdf and all of ($zip_*))
    )
}

rule macros {
  meta:
    score = 0.9
    says = "a document with macros"
  strings:
    $part = /(word|xl|ppt|visio)\/vbaProject\.bin/ nocase
    $ole = { D0 CF 11 E0 A1 B1 1A E1 }
    $project = "_VBA_PROJECT" wide
    $module = "Attribut\x00e VB_"
    $excel4 = /xl\/macrosheets\//
  condition:
    (group == "document" or group == "archive") and (
      $part or $excel4 or ($ole at 0 and ($project or $module))
    )
}

rule macros_that_start_by_themselves {
  meta:
    score = 0.95
    says = "macros that run when a document is opened"
  strings:
    $ole = { D0 CF 11 E0 A1 B1 1A E1 }
    $auto = /(Auto|Document|Workbook)_?Open/ nocase
    $shell = /(WScript\.Shell|Shell\s*\(|URLDownloadToFile|powershell|cmd\.exe)/ nocase
  condition:
    (group == "office part" or (group == "document" and $ole at 0)) and $auto and $shell
}

rule rtf_with_object {
  meta:
    score = 0.9
    says = "a document with an embedded object"
  strings:
    $rtf = "{\\rt"
    $object = /\\obj(data|autlink|update|emb|ocx)/
  condition:
    group == "document" and $rtf at 0 and $object
}

rule document_that_fetches {
  meta:
    score = 0.9
    says = "a document that fetches a template or object from elsewhere"
  strings:
    $template = "/attachedTemplate\""
    $elsewhere = /Target\s{0,4}=\s{0,4}"(https?:|ftp:|mhtml:|\\\\)/ nocase
    $object = /\/(oleObject|frame|subDocument)"\s{1,4}Target\s{0,4}=\s{0,4}"(https?:|ftp:|mhtml:|\\\\)/ nocase
    $handler = /Target\s{0,4}=\s{0,4}"(mhtml|ms-[a-z]{2,20}):/ nocase
  condition:
    group == "office part" and (all of ($template, $elsewhere) or $object or $handler)
}

rule dynamic_data_exchange {
  meta:
    score = 0.95
    says = "a document field that runs a command (DDE)"
  strings:
    $field = /\b(DDEAUTO|DDE)\s{1,8}["\\\w]/
    $link = /<(\w{1,10}:)?ddeLink\s/
    $formula = /=\s{0,4}(cmd|powershell|msexcel|rundll32)\s{0,4}\|/ nocase
  condition:
    (group == "office part" and any of them) or (group == "text" and $formula)
}
