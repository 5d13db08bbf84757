// Scripts in sound, pictures or film.

rule script_in_media {
  meta:
    score = 0.95
    says = "a script in a media file"
  strings:
    $script = /<script[\s>\/]/ nocase
    $php = /<\?php\s/ nocase
    $hta = "<hta:application" nocase
    $eval = "eval(base64_decode(" nocase
    $request = /(system|passthru|shell_exec|eval|assert)\(\s*\$_(GET|POST|REQUEST|COOKIE)/ nocase
  condition:
    media and not svg and (
      $php or $hta or $eval or $request
      or ($script and group != "audio")
    )
}

rule script_tag_in_sound {
  meta:
    // A talk about web pages may well write the word into its comment
    score = 0.9
    says = "a script tag in a sound file"
  strings:
    $script = /<script[\s>\/]/ nocase
  condition:
    media and group == "audio" and $script
}
