"""Words that often begin a sentence and are nobody's name, in English and Welsh: what else begins one may be a name."""

_WORDS = """
a about above according across actually after afterwards again against all almost alone along already also although
always am an and another any anybody anyone anything anyway are as ask asked asking at awful back bad basically be
because been before being below best better between both bus but by call called calling can cannot cant care carer
carers carers' caring change changed children close come coming communication could couldn't council dad daughter
day days dear did didn't difficult do doctors does doesn't doing don't done down due during each early easy either
else email enough even ever every everybody everyone everything except excellent experience far father feeling feels
few finally find fine first five for food forms forget four friendly from full get gets getting give given giving go
goes going good great had half happy hard has hasn't have haven't having he he'd he'll he's hello help helped
helpful helping her here hers herself hi him himself his home honestly hopefully horrible hospital hours how however
if in information instead into is isn't it it'd it'll it's its itself just keep kept kind knowing last lately later
leaving less let letters life like listen listening little lived living long longer look looking lost lots love
lovely luckily lunch made make makes making many maybe me mine money months more most mostly mother mum my myself
near nearly need needed needs neither never new next nice night no nobody none nor not nothing now nurses of off
often oh okay old on once one only open or other others otherwise our ours out outside over overall own parents
parking people perhaps personally please plus poor possibly previously probably promised put quite rang rather
really received recently respite right room rude said same say saying says school second see seeing seems seen sent
services several shame she she'd she'll she's short should shouldn't since six sleep so social some somebody someone
something sometimes son soon sorry staff started starting still stop stopped stopping support supported such sure
take taken takes taking talk talking telephone tell telling ten terrible than thank thankfully thanks that that's
the their theirs them then there there's therefore these they they'd they'll they're they've thing things think this
those though three through time times to today together told too took transport travel try trying twice two under
unfortunately unless until up upset us used useful using usually very visit visits wait waited waiting want wanted
was wasn't way we we'd we'll we're we've week weeks well went were weren't what what's whatever when whenever where
wherever whether which while who whoever whole why wife will wish with within without won't wonderful words work
worked workers working worse would wouldn't writing wrong years yes yesterday yet you you'd you'll you're you've
young your yours ac achos aeth am ar at beth bob bu bydd cael cafodd cefais chi dim diolch dwi dw dydy dyn dw doedd
ddaeth does ei eu er efallai es fe felly fi fy ga gan ges gofal gwasanaeth gwych hefyd heb hi hoffwn i ia ie mae
mae'n maen maent methu mi mor na nac nad neb neu nhw ni nid o oedd oes ond os pa pam pan pawb pob popeth pwy roedd
roedden rwy rwy'n rydw rydym siom sut syniad taw tra un unwaith weithiau wedyn wnaeth wrth y yn yna yr ydy ydych
"""
STARTERS = frozenset(_WORDS.split())
