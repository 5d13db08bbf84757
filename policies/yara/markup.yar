// Pages and drawings that do something. A drawing (SVG) is read as XML as well
// (moderation/svg.py); these rules also see what no longer parses.

rule page_with_script {
  meta:
    score = 0.9
    says = "a web page with a script"
  strings:
    $script = /<script[\s>\/]/ nocase
    $link = /(href|src|action|formaction)\s{0,4}=\s{0,4}["']?\s{0,4}(javascript|vbscript|data:text\/html)/ nocase
    $handler = /[\s"'\/]on(load|error|click|focus|blur|toggle|begin|start|submit|mouse[a-z]{2,5}|key[a-z]{2,5}|pointer[a-z]{2,6}|animation[a-z]{3,9})\s{0,4}=\s{0,4}["'\w]/ nocase
    $hta = "<hta:application" nocase
    $stylesheet = /<\?xml-stylesheet[^>]{1,60}(javascript:|data:)/ nocase
    $transform = "http://www.w3.org/1999/XSL/Transform"
  condition:
    group == "markup" and any of them
}

rule page_that_loads_another {
  meta:
    score = 0.7
    says = "a web page that loads or forwards to another"
  strings:
    $frame = /<(iframe|frame|object|embed|applet)[\s\/>]/ nocase
    $refresh = /http-equiv\s{0,4}=\s{0,4}["']?refresh/ nocase
    $form = /type\s{0,4}=\s{0,4}["']?password/ nocase
  condition:
    group == "markup" and any of them
}

rule drawing_with_script {
  meta:
    score = 0.8
    says = "a drawing that seems to carry a script"
  strings:
    $script = /<([a-z0-9_\-]{1,20}:)?script[\s>\/]/ nocase
    $link = /href\s{0,4}=\s{0,4}["']\s{0,4}(javascript|vbscript|data:text\/html)/ nocase
    $handler = /[\s"'\/]on(load|error|click|focus\w*|begin|end|repeat|activate|mouse\w{2,5}|key\w{2,5}|pointer\w{2,6}|unload|resize|scroll|zoom)\s{0,4}=\s{0,4}["']/ nocase
  condition:
    svg and any of them
}
