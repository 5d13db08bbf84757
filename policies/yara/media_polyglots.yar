// Headers of media that are code at the same time.

rule media_that_is_code {
  meta:
    score = 0.95
    says = "a header that is also the start of a script"
  strings:
    // Where the size of a picture or sound stands, these spell a comment or an assignment.
    // That alone can happen by chance, so a comment must close in the way that code goes on,
    // and a size in letters must be one that the file does not have.
    $gif = /GIF8[79]a\s*(\/\*|=\s*["'0-9\(\[\/a-zA-Z])/
    $id3 = /ID3(\/\*|=\s*["'0-9\(\[\/a-zA-Z])/
    $jpeg = { FF D8 FF E0 2F 2A }
    $comment = /(RIFF|BM)\/\*/
    $letters = /(RIFF|BM)=[ -~]{3}/
    $close = /\*\/\s{0,4}=/
  condition:
    media and start == 0 and (
      $gif at 0 or $id3 at 0 or $jpeg at 0
      or ($comment at 0 and $close)
      or ($letters at 0 and uint32(2) > filesize and uint32(4) > filesize)
    )
}
