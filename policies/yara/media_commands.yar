// Commands in media: what a shortcut or a macro elsewhere would fetch and run.

rule commands_in_media {
  meta:
    score = 0.95
    says = "commands for a shell in a media file"
  strings:
    $shebang = /#!\/(usr\/)?bin\/(env\s|ba|da|k|z)?(sh|python|perl|ruby|php|node)/
    $powershell = /powershell(\.exe)?["']?\s+-(e|en|enc|encodedcommand|w|windowstyle|nop|noprofile|ep|exec|executionpolicy|c|command)\s/ nocase
    $client = "Net.WebClient" nocase
    $windows_script = /["']WScript\.Shell["']/ nocase
    $cmd = /cmd\.exe\s+\/[ck]\s+\w/ nocase
  condition:
    media and any of them
}
