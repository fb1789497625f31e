"""The words a person reads on the shared pictures, typed from looking at them."""

SCREEN = """
More
Create Blog Sign In
On The Horizon
This intimate and acoustically-superb 318 soft-seat venue offers a varied season of
theatre, music, dance, family performances and theatre classes. In short, something for
everyone! Whatever the occasion, whatever the situation, whatever the presentation,
every experience in Horizon Stage is Up Close and Personal.
Wednesday, September 25, 2013
Serious Spiritual Sounds will 'Shake the Rafters' at Horizon Stage
Juno Nominated Gospel Trio, The Sojourners, to perform in Spruce Grove on October 12.
Vancouver based gospel group, The Sojourners, summon a power and passion at their
performances that rises up and shakes the rafters. Recognized for their strength and
spirit, this trio spices up cool vocal harmonies with flourishes of doo-wop, R&B,
country, and blues, to create a stirring sound that celebrates the soul. Horizon Stage
is thrilled to be presenting these incredible artists on Saturday, October 12 at 7:30
p.m.
When Canadian blues icon Jim Byrnes called Marcus Mosely in 2006, and asked him to round
up a couple of friends to record back-up vocals for House of Refuge, no one could have
guessed what would happen next. From the moment Mosely and his pals stepped up to the
microphone and began to sing, they realized that they had found something very special.
When Byrnes dubbed the trio The Sojourners the name stuck and - as they say - the rest
is history.
Hot on the tail of their session with Byrnes, the Sojourners went into the studio with
roots music whiz Steve Dawson and recorded Hold On in 2007. The song 'Eyes on the Prize'
from that CD was then included on Let Freedom Sing, a Time-Life compilation box set
honouring the music of the American civil rights era. The Sojourners recorded their
self-titled sophomore CD in 2010, which promptly earned them a Canadian Folk Music Award
nomination for Traditional Album of the Year and a Juno nomination for Blues Album of
the Year. Their third CD, Sing and Never Get Tired, is scheduled for release on October
15 and they are looking forward to performing selections from it at their Spruce Grove
concert.
After spending their formative years singing in their hometown churches, The Sojourners
have an authentic sound with an edge that only comes from experience. Their gospel is
real gospel - blessed with a soul that can't be faked. Mosely, Will Sanders, and newest
trio member Khari McClelland's, songs reflect on the world that we all live in. They
don't sing about some removed perfect place or distant plains of glory. Their music
expresses the old adage that God does his best work on the streets and in the gutters,
not in the houses of power or the mansions of the rich. According to Mosely, "[Our new]
album is grittier and has more of an edge than anything we've done before. These new
songs have a groove to them. We're doing dance music, and if you come to see us, you
should come ready to have a good time."
The Sojourners raise their collective voices to offer new hope for people living in
desperate times. Their songs of faith, struggle, and the promise of redemption, have the
power to soothe the hurts brought by modern life. Theirs is a gospel that can take a
punch and remain standing, and the guys feel just as at home in a roadhouse bar as they
do in a revival tent. They have also performed at numerous folk music festivals,
including Edmonton's. The Sojourners are rock solid; proof positive that faith can move
mountains. But that shouldn't scare anyone away. Sinner or saved, true believer or lover
of great roots music, wherever you stand on your own personal journey you should see The
Sojourners perform. You'll feel better for it.
Let The Sojourners soothe your soul and shake-up your Saturday night. Tickets to see
them Up Close and Personal at Horizon Stage on October 12 are $35 for adults and $30 for
students and seniors. Tickets may be purchased at the City Hall Ticket Centre (315
Jespersen Ave), by phone at 780-962-8995, or online at Ticketpro.
Posted by Cultural Program Coordinator at 12:38 pm
No comments:
Post a Comment
Newer Post Home Older Post
Subscribe to: Post Comments (Atom)
Picture Window theme. Powered by Blogger.
Blog Archive
2020 (8) 2019 (23) 2018 (18) 2017 (23) 2016 (18) 2015 (21) 2014 (24) 2013 (37)
December (4) November (4) October (6) September (5)
Serious Spiritual Sounds will 'Shake the Rafters' ...
American Rock and Country Legend Coming to Horizon...
August (1) July (1) June (1) March (4) February (7) January (4)
2012 (24) 2011 (3) 2010 (19) 2009 (38) 2008 (37) 2007 (36) 2006 (72) 2005 (2)
About Me
HORIZON STAGE
Cultural Program Coordinator
View my complete profile
"""

SLIDE = """
Carnegie Mellon
Knowing How Much to Free
Standard method
Keep the length of a block in the word preceding the block.
This word is often called the header field or header
Requires an extra word for every allocated block
p0
p0 = malloc(4)
5
block size data
free(p0)
16
"""
