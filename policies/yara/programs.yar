// Files that run when opened, honestly named or not, and texts that carry commands.
// An honest program is not proof of harm: a person looks.

rule program {
  meta:
    score = 0.7
    says = "a program"
  condition:
    start == 0 and group == "executable"
}

rule script_file {
  meta:
    score = 0.7
    says = "a script"
  condition:
    start == 0 and (group == "script" or promises_script)
}

rule shortcut {
  meta:
    score = 0.95
    says = "a shortcut that runs a command"
  strings:
    $lnk = { 4C 00 00 00 01 14 02 00 00 00 00 00 C0 00 00 00 00 00 00 46 }
    $desktop = "[Desktop Entry]"
    $exec = /\nExec\s{0,4}=/
  condition:
    start == 0 and (
      (group == "executable" and $lnk at 0) or (group == "text" and $desktop and $exec)
    )
}

rule starts_by_itself {
  meta:
    score = 0.7
    says = "a file that makes a system open something"
  strings:
    $autorun = /\[autorun\]\s/ nocase
    $open = /\n(open|shellexecute)\s{0,4}=/ nocase
    $internet = /\[InternetShortcut\]\s/ nocase
    $url = /\nURL\s{0,4}=/ nocase
    $registry = "Windows Registry Editor Version 5" nocase
    $key = "[HKEY_" nocase
  condition:
    group == "text" and (
      all of ($autorun, $open) or all of ($internet, $url) or all of ($registry, $key)
    )
}

rule commands_that_fetch_and_run {
  meta:
    score = 0.7
    says = "commands that fetch something and run it"
  strings:
    $powershell = /powershell(\.exe)?["']?\s+(-\w+\s+){0,6}-(e|en|enc|encodedcommand)\s+[A-Za-z0-9+\/=]{16}/ nocase
    $client = /New-Object\s+(System\.)?Net\.WebClient/ nocase
    $download = /\.Download(String|File|Data)\s*\(/ nocase
    $run = /\b(IEX|Invoke-Expression|Start-Process)\b/ nocase
    $fetch = /\b(curl|wget)\s/
    $pipe = /\|\s{0,4}(sudo\s{1,4})?(ba|z|da)?sh\b/
    $windows_script = /(CreateObject|ActiveXObject)\s*\(\s*["']WScript\.Shell/ nocase
    $living_off = /\b(mshta|regsvr32|rundll32|certutil|bitsadmin)(\.exe)?\s[^\n]{0,40}https?:\/\// nocase
  condition:
    not media and group != "archive" and group != "executable" and (
      $powershell or ($client and $download) or ($download and $run)
      or all of ($fetch, $pipe) or $windows_script or $living_off
    )
}
