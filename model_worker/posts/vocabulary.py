"""The words of posts: which stand for each other, say nothing, or limit. Values.

Lists, in paragraphs because a hundred quoted strings are harder to read.
"""

# ruff: noqa: SIM905

from __future__ import annotations

IRREGULAR = dict(
    pair.split(":")
    for pair in """
    became:become began:begin begun:begin best:best bought:buy brought:bring
    built:build came:come children:child chose:choose chosen:choose did:do drew:draw
    eaten:eat ate:eat fallen:fall fed:feed fell:fall felt:feel feet:foot found:find
    gave:give given:give goes:go gone:go gotten:get got:get grew:grow grown:grow
    had:have has:have held:hold hit:hit kept:keep kids:child kid:child knew:know
    known:know laid:lay led:lead left:leave lost:lose made:make men:man met:meet
    paid:pay
    people:person persons:person ran:run risen:rise rose:rise said:say sank:sink sat:sit
    saw:see seen:see sent:send shown:show shrank:shrink shrunk:shrink slid:slide
    sold:sell spent:spend spoke:speak stood:stand taken:take took:take taught:teach
    thought:think threw:throw told:tell was:be went:go were:be women:woman won:win
    wore:wear written:write wrote:write lowest:lowest news:news series:series
    species:species gas:gas yes:yes plus:plus bus:bus this:this his:his
    sales:sell sale:sell mon:monday tue:tuesday tues:tuesday wed:wednesday
    thu:thursday thur:thursday thurs:thursday fri:friday sat:saturday sun:sunday
    jan:january feb:february mar:march apr:april jun:june jul:july aug:august
    sep:september sept:september oct:october nov:november dec:december
    """.split()
)

SAME_GROUPS = tuple(
    line.split()
    for line in """
    total sum amount altogether overall bill due grand together
    cost price pay charge fee sell spend priced expense expensive cheap
    point score pts
    rating rate rated
    stock left available inventory remain
    kid child children
    student pupil
    admission ticket entry entrance admit
    start begin open opening beginning kick
    end close finish closing
    deadline due apply application submit latest
    high maximum max highest h hi
    low minimum min lowest l lo
    temperature degree temp
    lift elevator
    phone call tel telephone hotline
    mail email e-mail
    attendance visitor crowd fan spectator attend person came
    depart departure leave
    arrive arrival land
    flight plane
    vote ballot
    guest visitor
    speaker speak speech talk
    location venue place where
    work job position
    salary pay wage
    photo picture image
    win winner won victory
    lose loss defeat
    average mean avg
    quantity qty number
    item product article
    customer client
    employee staff
    revenue turnover
    pulse heart
    contact ask question
    reservation booking book
    discount off reduction save
    each every per
    screen display monitor
    late delay
    calorie kcal
    carbohydrate carb carbs
    population inhabitant resident
    closed shut
    cancel cancelled canceled
    buy purchase
    """.strip().splitlines()
)

STOP = frozenset(
    """
    a about above across after all along already also although altogether am an
    and any are around as at away back be because been before being below between both
    but by can could did do does doing down during either else even ever for
    from get getting gets got had has have having he her here hers him his how i if in
    into is it its itself just less let like many may me might mine more most much must
    my near no nor not now of off on once one only onto or other our ours out over own
    per s same shall she should since so some still such t than that the their them then
    there these they thing things this those though through throughout to too
    toward towards under up upon us very was we were what when where whether which
    while who whole whom whose why will with within without would yes yet you your
    us vs versus compared that's it's i'm we're they're here's there's isn't aren't
    wasn't weren't don't doesn't didn't hasn't haven't hadn't won't can't cannot
    couldn't shouldn't wouldn't i've we've they've i'd we'd you're you've let's
    what's who's he's she's
    """.split()
)

NEUTRAL = frozenset(
    """
    use require need till until star stars
    begin open close run still provide account contribute represent constitute form
    deliver serve supply produce generate offer exist belong live love like enjoy visit
    unit piece item apiece currently altogether exactly precisely
    achieve actually add almost amount announce appear approximately ask ask at attract
    available back barely become believe big bring bring but call catch certain charge
    check clear clearly close collect come comfortable contain cost count crazy crucial
    currently deal deliver display easily eat end enjoy enter entire even exact exactly
    expect fact fair fairly fall figure final finally find fine finish flat follow fully
    fun funny gain generate get give go good grab great grow guy hand happen happy hard
    have headline hear help here hit hold hope hot huge impressive include incredible
    indicate insane interesting just keep kind know land large lead least leave let
    level like list little live log look lot lovely low luckily lucky make manage mark
    massive mean measure merely mere mention move narrow nearly need neat news nice note
    now number offer officially okay only our own pay perfect place plain play please
    pleased plenty point post pretty print proud pull put quite raise reach read real
    really record report reportedly result roughly run sad sadly say score see seem
    sell serve set share show shown shocking simply sit small solid some spend spot
    stand start state stay stood strong stunning super sure surely surprise surprising
    surprisingly take tell thank think thrill thriller today total totally truly turn
    unbelievable unfortunately value very view warm want watch way weak well while whole
    wonderful work worth wow wrong yeah yield yikes ouch wonder damn omg lol breaking
    amazing awesome beautiful bad fantastic comeback night day right tight stuff
    picture image photo screenshot chart graph diagram table figure slide poster card
    sign page list report bar slice column row line segment according ladies gentlemen
    folks everyone everybody guys team hello hi hey dear friend friends reminder
    attention update updated official hashtag folk solely hence thus therefore
    mine ours currently present presently rate post host organise name call title sign
    present headline
    person people voter voters respondents
    majority
    decent whopping mere stellar poor modest
    healthy respectable insanely ridiculously absolutely basically roughly easily
    share part portion percentage piece pie money spending whole comfortably narrowly
    convincingly crushing sweet nail nailed crush crushed smash smashed
    rock rocked land landed clock clocked tip log logged rack racked
    """.split()
)
"""Words that tell how a thing is reported, never which thing it is."""

LIMITS = frozenset(
    """
    again yesterday tomorrow tonight last next previous prior earlier later ago soon
    forecast expect expected estimate estimated predicted projected planned target goal
    budgeted average mean median per each every half quarter first second third fourth
    net gross excluding including without except before after discount off extra
    additional another other record former old alone only-if online offline
    """.split()
)
"""Words that make another thing of the thing they stand beside: "last year's sales"."""

GENERIC = frozenset(
    """
    date time when day hour hours opening price value amount number figure result name
    last month year week quarter previous prior yesterday since period today yoy mom
    current now status
    """.split()
)
"""Labels that name a kind of value or a period, not what the value is of."""

PRICED = frozenset(
    """
    ticket tickets admission entry entrance price fee fare pass euro euros dollar
    dollars
    pound pounds buck bucks money charge cost
    """.split()
)
"""What a sum of money is of where nothing else is said."""

THINGS = frozenset(
    """
    phone laptop computer device product model item thing car bike house flat apartment
    book movie film app website site shop store company place venue train bus plane
    flight tram parcel package box bottle machine camera watch letter
    """.split()
)
"""What a picture may be all about without saying so."""

EVENTS = frozenset(
    """
    gig event concert show party fair festival match game meeting session course talk
    workshop exhibition lecture race tournament performance ceremony conference webinar
    class market tour opening celebration happening
    """.split()
)
"""What is announced, where a picture announces one thing."""
