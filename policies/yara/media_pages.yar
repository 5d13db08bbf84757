// Web pages in media: for a server or browser that guesses at types.

rule page_in_media {
  meta:
    score = 0.8
    says = "parts of a web page in a media file"
  strings:
    $frame = /<(iframe|object)[\s\/>]/ nocase
    $handler = /\son(error|load)\s{0,4}=\s{0,4}["'\w]/ nocase
    $link = /(href|src)\s{0,4}=\s{0,4}["']?javascript:/ nocase
  condition:
    media and not svg and any of them
}
