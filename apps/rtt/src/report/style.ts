/**
 * Colour of tokens: each token carries `--total`, `--token`, `--c<k>` and `--r<k>` as fractions of
 * full colour; the checked radio button of its group chooses the one that `--v` (signed) or `--q`
 * (relevance) reads. Positive is blue with a bar above the token, negative orange with a bar below,
 * so that the sign does not rest on colour.
 */
const tokens = (criteria: number): string => `
.t{--v:var(--total,0);--q:0;border-radius:2px;padding:.06em .04em;
background:linear-gradient(rgb(var(--less)/calc(max(0 - var(--v),0)*.62)) 0 0),
linear-gradient(rgb(var(--relevant)/calc(var(--q)*.62)) 0 0),
rgb(var(--more)/calc(max(var(--v),0)*.62));
box-shadow:0 calc(max(var(--v),0)*-3.5px) 0 rgb(var(--more)),0 calc(max(0 - var(--v),0)*3.5px) 0 rgb(var(--less)),
0 calc(var(--q)*3.5px) 0 rgb(var(--relevant));print-color-adjust:exact;-webkit-print-color-adjust:exact}
.t.end{font-size:.75em;font-style:italic;padding:.1em .4em;outline:1px solid var(--line)}
${switchRule("token", "--v:var(--token,0)")}
${Array.from({ length: criteria }, (_, k) => switchRule(`c${k}`, `--v:var(--c${k},0)`)).join("")}
${Array.from({ length: criteria }, (_, k) => switchRule(`r${k}`, `--v:0;--q:var(--r${k},0)`)).join("")}
.legend.token,.legend.criterion,.legend.relevance{display:none}
.credit:has(input:not([value="total"]):checked) .legend.total{display:none}
.credit:has(input[value="token"]:checked) .legend.token,
.credit:has(input[value^="c"]:checked) .legend.criterion,
.credit:has(input[value^="r"]:checked) .legend.relevance{display:flex}`;

function switchRule(view: string, declarations: string): string {
  return `.credit:has(input[value="${view}"]:checked) .t{${declarations}}`;
}

const theme = `
:root{color-scheme:light dark;--page:#fdfdfc;--card:#fff;--ink:#1c2126;--soft:#5a646e;--line:#dde1e5;
--more:33 102 172;--less:217 95 2;--relevant:106 81 163;
--arm-0:#4d565f;--arm-1:#0a6fb3;--arm-2:#c8500a;--arm-3:#00805c;--arm-4:#a8437f;--arm-5:#8a6d00;--arm-6:#5b5bd6;--arm-7:#9a3412}
@media (prefers-color-scheme:dark){:root{--page:#14171a;--card:#1b1f23;--ink:#e6e9ec;--soft:#a3adb7;--line:#343b42;
--more:76 156 230;--less:238 125 45;--relevant:165 140 225;
--arm-0:#b4bdc6;--arm-1:#5fb0ee;--arm-2:#ff9455;--arm-3:#45c69b;--arm-4:#e38fc0;--arm-5:#d9b93b;--arm-6:#a3a3ff;--arm-7:#f0a07c}}`;

const layout = `
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
main{max-width:76rem;margin:0 auto;padding:2.2rem 1.2rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem;letter-spacing:-.01em}
h2{font-size:1.25rem;margin:2.8rem 0 .4rem;padding-top:.9rem;border-top:1px solid var(--line)}
h3{font-size:1.02rem;margin:0 0 .5rem}
h4{font-size:.95rem;margin:0 0 .5rem}
h4 span{font-weight:400;color:var(--soft);margin-left:.4em}
p{margin:.4rem 0;max-width:48rem}
.lead{color:var(--soft)}
.notes{border-left:3px solid rgb(var(--less));padding:.2rem .9rem;margin:1rem 0}
a{color:inherit}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,"Liberation Mono",monospace}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.8rem;margin:1.4rem 0 0;padding:0}
.tiles div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.7rem .9rem}
.tiles dt{color:var(--soft);font-size:.82rem}
.tiles dd{margin:0;font-size:1.45rem;font-variant-numeric:tabular-nums;line-height:1.3}
.tiles dd small{display:block;font-size:.8rem;color:var(--soft)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(21rem,100%),1fr));gap:1rem;margin:1rem 0}
figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.8rem .9rem .4rem;min-width:0;break-inside:avoid}
figcaption{font-weight:600;font-size:.95rem}
figcaption span{display:block;font-weight:400;font-size:.8rem;color:var(--soft)}
svg{display:block;width:100%;height:auto;overflow:visible;color:var(--ink)}
svg text{font-family:inherit}
.charts.small{grid-template-columns:repeat(auto-fill,minmax(min(16rem,100%),1fr))}
.wide{grid-column:1/-1}
.key{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;margin:.8rem 0;padding:0;font-size:.9rem}
.key svg{display:inline-block;width:2.2rem;height:.8rem;vertical-align:middle;margin-right:.35rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.32rem .9rem .32rem 0;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--soft);font-weight:500;font-size:.84rem}
tbody th{font-weight:400}
.number{text-align:right}
.numbers table{font-size:.8rem}.numbers th,.numbers td{white-space:nowrap}
.results{width:100%;margin:.8rem 0}
.results td,.results th{white-space:nowrap}
.clear{font-weight:600}
details{margin:.8rem 0}
summary{cursor:pointer}
.settings td{overflow-wrap:anywhere}`;

const picture = `
.credit{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem 1.1rem;margin:1.2rem 0;break-inside:avoid}
.prompt{border-left:3px solid var(--line);padding-left:.8rem;margin-bottom:.6rem;overflow-wrap:anywhere}
.prompt span,.response>span{white-space:pre-wrap}
.prompt p{margin:.1rem 0}
.prompt b{color:var(--soft);font-weight:500;font-size:.82rem;margin-right:.4em}
fieldset{border:0;margin:0;padding:0;min-width:0}
fieldset legend{color:var(--soft);font-size:.84rem;padding:0}
.criteria{margin:.3rem 0 .6rem;width:100%;font-size:.88rem}
.criteria b{font-weight:600}
.criteria td{white-space:nowrap}
.criteria th[scope=row]{overflow-wrap:anywhere}
.picks{display:flex;flex-wrap:wrap;gap:.3rem}
td.picks{display:table-cell}
.pick{display:inline-block;cursor:pointer;margin-right:.2rem}
.pick input{position:absolute;opacity:0;pointer-events:none}
.pick span{display:inline-block;border:1px solid var(--line);border-radius:1em;padding:.02rem .65rem;font-size:.84rem}
.pick span:hover{border-color:var(--soft)}
.pick input:checked+span{background:var(--ink);color:var(--page);border-color:var(--ink)}
.pick input:focus-visible+span{outline:2px solid rgb(var(--more));outline-offset:2px}
.met{color:rgb(var(--more))}.missed{color:rgb(var(--less))}.unknown{color:var(--soft)}
.legend{display:flex;flex-wrap:wrap;align-items:center;gap:.2rem .7rem;font-size:.82rem;color:var(--soft);margin:.3rem 0 .7rem;max-width:none}
.legend b{color:var(--ink);font-weight:500}
.legend i{display:inline-block;width:9rem;height:.7rem;border-radius:3px;print-color-adjust:exact;-webkit-print-color-adjust:exact;
background:linear-gradient(90deg,rgb(var(--less)/.62),rgb(var(--less)/0) 50%,rgb(var(--more)/0) 50%,rgb(var(--more)/.62))}
.legend.relevance i{background:linear-gradient(90deg,rgb(var(--relevant)/0),rgb(var(--relevant)/.62))}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:1.4rem}
.response{font-size:1.04rem;line-height:2.05;overflow-wrap:anywhere;max-width:none;margin:0}`;

const paper = `
@media print{.numbers{display:none}main{max-width:none;padding:0}body{font-size:10.5pt;background:#fff}.pick input:not(:checked)+span{display:none}h2{break-after:avoid}}
@media (max-width:40rem){main{padding:1.2rem .8rem 3rem}h1{font-size:1.5rem}.credit{padding:.8rem}
.criteria thead{display:none}.criteria tr{display:block;border-bottom:1px solid var(--line);padding:.35rem 0}
.criteria th,.criteria td,.criteria td.picks{display:inline-block;border:0;padding:.1rem .6rem .1rem 0}.criteria th[scope=row]{display:block}
.criteria td[data-label]::before{content:attr(data-label) " ";color:var(--soft)}}`;

/** The style sheet of a report whose token-credit pictures have up to `criteria` criteria. */
export function styleSheet(criteria: number): string {
  return `${theme}${layout}${picture}${tokens(criteria)}${paper}`;
}
