"""The words by which a question's kind is told: patterns over its text in lower case, one line a way of asking.

They are ways in which English asks, and know nothing of any article. Where several kinds' cues stand in a question
the first in the order of kinds.py decides: "Summarise the conclusion" is an overview.
"""

from __future__ import annotations

AUXILIARY = (
    "(?:is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|may|might|must|isn't|aren't|wasn't|"
    "weren't|"
    "don't|doesn't|didn't)"
)
_TEXT = "(?:article|paper|study|research|text|document|essay|manuscript|authors?|researchers?|writers?|exhibition|book)"
_THIS = rf"(?:this|the|these|your|their) (?:\w+ )?{_TEXT}"
_PLACE = (
    "(?:abstract|(?:author|plain|lay|executive) summary|introduction|conclusions?|concluding remarks|literature review|"
    r"review of (?:the )?literature|methods|discussion|appendix|appendices|acknowledge?ments?|(?:first|last) (?:page|"
    r"paragraph|"
    r"section)|pages? \d+|p\. ?\d+|footnotes?|endnotes?|preface|epilogue|(?:secondary|primary) sources)"
)
_SECTION = r"(?<!which )(?<!what )(?:section|subsection|chapter|heading|paragraph)\b(?! of (?:society|the population))"
_PART_ON = r"(?:part|passage|bit|pages|text|note) (?:on|about|called|entitled|headed|named)\b"
_OF_THIS = (
    r"(?:title|keywords?|doi|issn|authors?|e-?mail|affiliations?|department|universit\w+|funding|funders?|sponsors?|"
    r"method\w*|sample|licen[sc]e|copyright|pages?|length|data|participants|software)"
)
_LESS_OR_MORE = (
    "(?:bigger|larger|smaller|better|worse|greater|higher|lower|stronger|weaker|faster|longer|shorter|more|less|"
    "fewer|easier|"
    "harder)"
)

PROGRAM = (
    r"\b(?:who|what) are you\b",
    r"\bare you (?:an?|the|real|chatgpt|human|sure)\b",
    r"\bcan you (?:write|draw|make|translate|book|help|search|read|generate|compose|rewrite|paraphrase|do)\b",
    r"\b(?:how (?:do|does)|what (?:is|does|can)) (?:you|this (?:tool|program|page|app|bot|chatbot|site|website)) "
    r"?\w*\W*$",
    r"\bwhat (?:can|should) (?:you|i) (?:do|ask)\b",
    r"\b(?:write|compose) (?:me )?(?:an?|my) (?:poem|essay|story|letter|e-?mail|song|report)\b",
    r"\b(?:made|built|programmed|developed|trained) you\b|\byour (?:name|creator|developer)\b",
    r"\bignore (?:all |your |the )?(?:previous |above )?instructions\b",
    r"^help\W*$|\bhow do i use\b|\bupload\b",
)
OVERVIEW = (
    r"\b(?:summar(?:y|ies|i[sz]e[sd]?)|sum up|nutshell|gist|tl;? ?dr|overview|takeaways?|bottom line)\b(?<!author "
    r"summary)",
    r"\b(?:main|key|central|core|principal|overall|most important|essential|big) (?:\w+ )?(?:points?|arguments?|"
    r"ideas?|findings?|"
    r"messages?|thes[ie]s|claims?|themes?|contributions?|conclusions?|lessons?|results?|topics?)\b",
    rf"\bwhat(?:'s| is| are| was| does| do) (?:{_THIS}|this|it|the (?:\w+ )?(?:section|chapter|part)) (?:all |mainly "
    rf")?about\b",
    rf"\bwhat (?:does|do|did) (?:{_THIS}|they|this|it) (?:argue|conclude|find|show|discover|deal with)\W*(?:$|in "
    rf"short|briefly)",
    rf"\b(?:focus|topic|subject|argument|thesis|aim|findings|conclusions) of (?:{_THIS}|this)\b",
    r"\b(?:findings|results|conclusions?)\b\W*(?:in brief|in short|briefly|$)",
    r"\bin (?:a few|two|three|one or two|\d) (?:short )?(?:words|sentences|lines)\b|\b(?:in short|in brief|on the "
    r"whole)\b",
    r"\bwhat do we learn\b|\bwhat (?:\w+ )?lessons?\b",
    r"^what (?:is|was|are|were) (?:this|it)\b.*\bbriefly\b",
)
CLAIM = (
    r"\bis it (?:really |actually )?(?:true|correct|accurate|the case) that\b|\btrue or false\b|\bfact[- ]?check",
    r"\bchecking (?:a|the|this) (?:claim|quote|quotation|statement)\b|\bverify\b|\bcan you confirm\b|\bcorrect me if\b",
    r"\bis (?:this|that) (?:claim |statement |quote |quotation )?(?:true|correct|right|accurate|in (?:here|the "
    r"\w+))\W*$",
    r"\b(?:claim|quote|quotation|statement) (?:is )?(?:true|correct|right|genuine|accurate)\b",
    r"\bwhere does it say\b|\bthe (?:sentence|passage|quote) (?:that|which|where|with)\b|\bword for word\b|"
    r"\bverbatim\b",
    r'(?<!in )(?<!under )["“«](?:[^\s"”»]+ ){4,}[^"”»]*["”»]',
)
NAMED_PLACE = (
    rf"\b(?:in|from|of|by|to|under|inside|within|on) (?:the |its |their )?{_PLACE}\b",
    rf"\b(?:the|its|their|says the) {_PLACE}\b(?! (?:of|that|about))(?:\W*$| \w+)",
    rf"^{_PLACE}\s?[:,-]",
    rf"\b(?:in|from|to|of|the|a|this|its|what) (?:[\w'\"/-]+ ){{0,5}}{_SECTION}|^[\w ]{{3,40}} {_SECTION}\s?[:-]",
    rf"\b(?:the|in) {_PART_ON}",
    r"\b(?:page|section|chapter) \d+(?:\.\d+)*\b(?! of\b)",
    r"\b(?:in|under) (?:\d+\.\d+\b|[\"“][a-z])|\bin \"[^\"]+\"",
    r"\bwhat is the conclusion (?:on|about)\b|\bdoes the note say\b",
)
DOCUMENT = (
    r"\bwho (?:wrote|authored|published|financed|funded|reviewed|paid for) (?:this|the (?:article|paper|study|"
    r"research))\b",
    rf"\b{_OF_THIS} (?:of|for|in) (?:{_THIS}|this)\b|\b{_THIS}(?:'s|s') {_OF_THIS}\b",
    rf"\b(?:when|where|which|what|in which)\b.*\b{_THIS} (?:\w+ )?(?:appear|published|come out|written|received|"
    rf"reviewed|funded)",
    r"\b(?:first|second|third|last|lead|corresponding) auth[eo]r|\bcoresponding\b|\bkeywords\b|\be-?mail\b|\bdoi\b|"
    r"\bissn\b",
    r"\b(?:research |what |which )(?:method\w*|design|software) (?:was|were|did|do|does|is|are)\b",
    r"\bsample size\b|\bm\.? ?phil\b|\bwhich of the (?:authors|researchers|writers)\b",
    r"\b(?:journal|editors?|manuscript)\b.*\b(?:recei?e?ve|accepted)",
    r"\bhow many (?:documents|articles|interviews|studies|papers|participants|respondents)\b",
    r"\bwho (?:are|is|were) the (?:authors?|writers?|researchers?)\b",
    r"\b(?:department|institution|university) (?:do|does|are|is) the (?:researchers|authors?|writers)\b|\bat the "
    r"university\W*$",
    r"\bcite (?:this|the) (?:article|paper|study)\b|\bhow long is (?:this|the) (?:article|paper|text)\b",
)
SOURCE = (
    r"\b(?:cite[sd]?|citing|citations?|bibliograph\w*|works? cited|list of works|references?|referenced|publishers?|"
    r"publications?|retrieved)\b",
    r"\bsources?\b(?! of (?:income|energy|water|money))",
    r"\b(?:quoted|cited|named) for\b|\bdo the (?:authors|writers) quote\b|\baccording to wh(?:om|ich)\b|\brel(?:y|"
    r"ies) on when\b",
    r"\bwho (?:says|said|writes|wrote|argues|argued|claims|claimed|calls) (?!to\b|no\b)|\bwho (?:says|said) so\b",
    r"\bwho (?:\w+ )?(?:published|translated|printed|issued)\b",
    r"\bwhere (?:was|were|is|did)\b.*\b(?:publish\w*|come out|appear|printed)\b|\bjournal\b|\bvolume and issue\b",
    r"\b(?:journal|newspaper|city|place|university|year)\b.*\b(?:publish\w*|printed|written)\b",
    r"\bwhen (?:was|were) (?:it|[\w' ]+'s?) (?:\w+ )?(?:published|printed)\b",
    r"\b(?:pages?|chapters?) (?:of|do|does|did) [\w ]+(?:'s)? (?:book|article|work)\b|\bhow many pages\b",
    r"\b(?:whose|which|what) (?:work|account|study|book|paper|author|scholar)s?\b.*\b(?:supports?|backs?|rel(?:y|"
    r"ies)|rests?)\b",
    r"\b(?:accessed|looked up)\b.*\b(?:web|authors|internet)\b|\bon the web\b",
    r"\b(?:book|report|essay|piece)\b.*\b(?:published|printed)\b|\btitle of the (?:piece|book|article|report) by\b",
)
ORDER = (
    r"\btimeline\b|\bchronolog|\bsequence of\b|^sequence\b|\bin (?:what|which|the right|the correct) order\b|\border "
    r"of events\b",
    r"\b(?:by|with) (?:date|year)s?\b|\bearliest\b|\bstep by step\b|\bone after (?:the other|another)\b|\bin "
    r"order\b(?! to\b)",
    r"\bwh(?:at|ich|o) (?:\w+ ){0,4}(?:first|earlier)\b(?=,|\?|$)|\bfirst\b.*\band (?:which|what|who) followed\b|"
    r"\b(?:came|comes|happened|built \w+ \w+) first\b",
    r"\bbefore or after\b|\bafter or before\b|\bat first\b.*\b(?:later|then|afterwards)\b",
    r"\bwhat (?:\w+ )?(?:happened|came|followed)\b.*\b(?:then|next|later|followed)\b|^(?:and )?(?:what "
    r")?then\b\W*(?:what\W*)?$",
    r"\bwhat came of it\b|\bwhen\b.*,\s*when\b.*\bwhen\b|\bsteps from\b|\bstages\b|\bfrom the (?:start|beginning) to\b",
    r"\b(?:change|develop|evolve|unfold)e?d? (?:from\b.*\bto\b|over (?:time|the years))",
)
LISTED = (
    r"(?:^|\b(?:please|can you|could you|to|and|them|dec \d+|,) )list\b|\blist (?:all|the|them|every)\b|^list of\b|"
    r"\benumerate\b",
    r"\bname (?:all|them|every|some|each|the (?:two|three|four|five|six))\b|\bthem all\b|\ball (?:the|of the|of them|"
    r"criteria)\b",
    r"\beverything that\b|\bwhat all\b|\bwhat things\b|\bevery point\b|\bbullet points?\b|\bexamples of\b",
)
COMPARISON = (
    r"\bcompar|\bcontrast|\bdiffer(?:s|ed|ently|ences?|ent)?\b(?! (?:topic|question))|\bversus\b|\bvs\b|\bsimilar\w*\b",
    r"\bin common\b|\balike\b|\bunlike\b|\bas opposed to\b|\bdistinguish\w*\b|\brespectively\b|"
    r"\bseparates?\b.*\bfrom\b",
    r"\beach (?:\w+ )?(?:side|study|party|partner|wave|time)\b|\beach of (?:the|them)\b|\bboth\b.*\b(?:each|same)\b",
    rf"\b{_LESS_OR_MORE}\b[^?]*(?:\bthan\b|, [^?,]* or )|\b(?:which|who) (?:is|was|are) \w+er\b[^?]* or |"
    rf"\b(?:against|with) the controls?\b|^(?:high|low) against\b",
    r"\b(?:most|best|more)\b.*\band which (?:\w+ )?(?:fewest|least|worst|less)\b|\bfirst to\b.*\bthen to\b|\bwhich "
    r"way and\b",
    r"\bwhat (\w{4,}) [^?]*\band what \1\b|\b(?:way|how) [^?]*, and how (?:much |was it |were they )(?:one |"
    r"afterwards|later|again)",
    r"\bwhat do(?:es)? [^?]*\bwant\b[^?]*, and what\b|\bfor the [^?]* and for the (?:time|years|period)\b",
)
DEFINITION = (
    r"\bdefin(?:e|ed|ition)\b|\bmeaning of\b|\bmeant by\b|\bstands? for\b|\bin what sense\b",
    r"\bwhat (?:does|do) [^?]{2,40} mean\W*$|\bwhat do(?:es)? (?:the )?(?:authors?|they|paper|article) (?:mean|"
    r"understand) by\b",
)
WHY = (
    r"\bwhy\b|\bhow come\b|\breasons?\b|\bgrounds\b|\bcauses? of\b|\bpurposes?\b|\bmotives?\b|\bbecause of what\b|"
    r"\bwhat for\b",
    r"\bwhat (?:\w+ )?(?:made|makes|caused|causes|brought|drove|drives|led|leads|prompted|explains?|persuaded|"
    r"motivated|"
    r"triggered|allowed|enabled|reassured|got in the way)\b",
    r"\b(?:consequences?|effects?|affect(?:s|ed)?|impacts?|influenced|results? of|explain|explanation|lead to|led to|"
    r"outcomes?|"
    r"repercussions|implications?|significance|came of|damage|burdens?)\b",
    r"\bwhat happen(?:s|ed)\b|\bby what means\b|\bin (?:what|which) ways?\b",
    rf"\bhow (?!much\b|many\b|long\b|large\b|far\b|old\b|often\b|big\b|high\b)(?:\w+ )?(?:{AUXILIARY}|came|to|"
    rf"exactly)\b(?!.*\b(?:react|respond|answer|reply|vote|judge|take (?:it|this|that|the))\b)",
    r"\bhow, \b|\bmean(?:t)? for\b|\bmake (?:it )?possible\b|\bpossible for\b|\bmaking (?:\w+ )?(?:problem|difficult|"
    r"hard)",
    rf"\bwhat {AUXILIARY} [^?]* (?:do (?:for|to|with)|bring|change|allow)\b|\bwhat (?:price|use|difference)\b",
    r"\bwhat could (?:shake|harm|threaten|help|hurt|happen)\b",
)
SEVERAL = (
    r"\b(?:what|which) (?:are|were) (?:the|some)\b|^problems\b|\bproblems\b.*\blist\b|\bwhich [\w ]+ and which\b",
    rf"\b(?:which|what)(?: (?!{AUXILIARY}\b|it\b|the\b|this\b|that\b|they\b|of\b|both\b|two\b|years?\b|"
    rf"sum\b)[a-z'-]+){{0,2}} "
    r"(?!(?:is|was|has|does|this|its|as|his|us|ones?|goes|says|years|explains|makes|of|both)\b)[a-z-]{2,}(?:[^su\W]s|"
    r"ies|countrys)\b"
    r"(?!.*\band (?:\w+ )?(?:what|which|how|why|who)\b)",
)
