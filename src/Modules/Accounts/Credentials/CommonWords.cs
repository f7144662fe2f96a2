using System.Collections.Frozen;

namespace Guildhall.Accounts.Credentials;

/// <summary>
/// Words that people make passwords of, written down by kind; with endings, repetitions and spellings they stand for millions.
/// </summary>
internal static class CommonWords
{
    private const string Secrets =
        "password passwd passwort pass word secret private login logon admin administrator root user guest test testing tester demo default changeme change welcome letmein "
        + "access open sesame opensesame enter entry master system server oracle cisco linux unix debian ubuntu windows microsoft google facebook twitter youtube yahoo hotmail gmail "
        + "github gitlab docker mysql postgres database public temp temporary backup computer internet network laptop desktop keyboard monitor printer mobile samsung iphone android nokia "
        + "apple macintosh intel nvidia sony panasonic toshiba lenovo huawei xiaomi alibaba taobao tencent baidu weixin wechat qq code coding coder program programmer developer hacker hack "
        + "security secure safety trustno1 trust nothing something anything whatever whoever nobody somebody forever always never because please thanks thankyou hello hallo bonjour hola "
        + "goodbye goodluck good luck lucky bingo bitch bastard asshole fuck fucker fucking fuckyou fuckoff fuckme shit bullshit shithead pussy cock dick penis vagina boobs tits sexy sexsex sex "
        + "slut whore porn nude naked horny cunt damn hell devil satan demon lucifer 666 angel angels heaven god jesus christ jesuschrist church bible faith grace blessed believe buddha "
        + "qwerty qwertyuiop azerty qwertz asdf asdfgh zxcv zxcvbn qazwsx abc abcd abcdef xyz aaa foo bar foobar blah blahblah blabla lol haha hehe";

    private const string Feelings =
        "love lover lovers loveme loveyou iloveyou iluvyou loveu iloveu ily luv beloved lovely heart hearts sweetheart sweet sweetie sweety honey baby babe babes babygirl babyboy darling kiss kisses kissme "
        + "hug hugs cute cutie pretty beauty beautiful gorgeous handsome happy happiness smile smiley laugh funny fun joy hope dream dreams dreamer peace freedom liberty life live living death dead die killer "
        + "kill crazy mad angry bad badboy badgirl bad boy boys girl girls man men woman women wife husband mother mommy mom mama father daddy dad papa brother sister sisters family friend friends friendship "
        + "buddy homie uncle aunt grandma grandpa son daughter child children kids teen cool awesome super great best perfect amazing wonderful fantastic sexy hottie hot single married bride wedding "
        + "iloveme ilove iam this that the and for you are not my me mine your with from what who why how all one only just like want need miss missyou missu sorry fine real true false fake";

    private const string People =
        "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason "
        + "jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry zachary "
        + "douglas peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie "
        + "elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene carlos diego pedro pablo luis jorge antonio francisco manuel miguel rafael fernando roberto ricardo eduardo mario marco "
        + "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie dorothy rebecca "
        + "sharon laura cynthia amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce victoria "
        + "ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia "
        + "denise amber danielle marilyn brittany natalie diana rose kayla alexis lori jasmine chelsea vanessa courtney crystal tiffany monica erica kathy claudia sabrina melanie bianca veronica daniela gabriela "
        + "valentina carmen lucia paula sofia camila elena irina natasha tatiana svetlana olga oksana ivan dmitri sergey vladimir boris igor alexei nikita mikhail alex alexa alexandra alexandre max maxim nick nicky "
        + "sam sammy tom tommy jimmy johnny mike mikey steve dave chris bob rob robbie ben benny dan danny jake josh matt andy tony eddie freddy charlie harry oliver oscar leo felix hugo lucas luke liam connor "
        + "simon martin stefan thomas andreas michel pierre marie sophie camille nicolas antoine julien claire muhammad mohammed ahmed ali hassan fatima ibrahim yusuf mehmet mustafa smith johnson williams brown "
        + "jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson taylor moore jackson lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king "
        + "wright hill flores green adams nelson baker hall rivera campbell mitchell carter roberts kumar singh sharma patel khan nguyen tran kim park choi tanaka suzuki sato takahashi yamamoto nakamura";

    private const string Pinyin =
        "wang zhang liu chen yang huang zhao zhou wu xu sun zhu guo lin luo gao zheng liang xie song tang han feng deng cao peng zeng xiao tian dong yuan pan jiang cai ding wei xue ye yan yu "
        + "ming hong hua jie lei qiang jun yong tao gang peng bin bo fei hui jing juan lan li ling mei min na ning ping qing qiong rong rui shan ting xia xin xiu ying yun zhen zhi weiwei jingjing feifei "
        + "lingling tingting xiaoxiao mingming yangyang nana lili meimei woaini woai aini woaiwojia wodemima mima wode nihao nihaoma baobao baobei laogong laopo zhongguo beijing shanghai guangzhou shenzhen "
        + "hangzhou chengdu nanjing wuhan xian chongqing tianjin suzhou xiamen qingdao dalian asdasd woshishui woshini buzhidao caonima zhuzhu xiaozhu xiaomao xiaogou kuaile shengri xingfu pengyou tiankong "
        + "5201314 1314520 520520 13145200 520 1314 7758521 7758258 147258369 147258 258369 159357 159753 789456 456789 963852741 741852963 987654321 123456789 110110 119119 886 888 168 666666 888888 123123 "
        + "112233 121212 101010 696969 131313 11223344 1234qwer qwe123 123qwe abc123 a123 q1w2e3r4 1q2w3e4r zaq12wsx aa123456 asd123 zxc123 007 911 420 69 99 00 000";

    private const string Nature =
        "dog dogs doggy doggie puppy cat cats kitty kitten pussycat tiger tigger lion lions bear bears panda wolf wolves fox eagle eagles hawk falcon falcons phoenix dragon dragons dragonfly horse horses pony "
        + "mustang stallion cowboy cow bull bulls bulldog bulldogs monkey gorilla chicken duck ducks goose turtle snake cobra viper python shark sharks dolphin dolphins whale fish fishing fisher goldfish "
        + "butterfly spider scorpion bee beetle ladybug bunny rabbit hamster mouse mickey frog froggy pig piggy elephant zebra giraffe panther jaguar leopard cheetah cougar puma lizard dinosaur unicorn "
        + "flower flowers rose roses daisy lily violet tulip orchid jasmine lotus sunflower garden tree forest jungle mountain river ocean sea beach island lake water fire ice snow rain rainbow storm thunder "
        + "lightning wind cloud sky blue sun sunny sunset sunrise sunshine moon moonlight star stars starlight galaxy universe planet earth mars venus jupiter saturn mercury pluto neptune apollo athena zeus "
        + "hercules diamond diamonds crystal gold golden silver platinum pearl ruby emerald sapphire amber jade black white red green yellow orange purple pink brown blue gray grey violet indigo magenta "
        + "spring summer autumn winter january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday morning midnight night "
        + "today tomorrow yesterday christmas xmas easter birthday holiday vacation weekend newyear halloween";

    private const string Things =
        "football soccer baseball basketball volleyball hockey tennis golf golfer golfing rugby cricket swimming swimmer running runner skating skater skateboard snowboard surfing surfer karate boxing boxer wrestling racing "
        + "racer nascar formula ferrari porsche mercedes bmw audi toyota honda nissan mazda subaru suzuki yamaha kawasaki harley ducati ford chevy chevrolet camaro corvette mustang dodge jeep hummer cadillac "
        + "lamborghini bugatti maserati jaguar volvo saab volkswagen renault peugeot citroen fiat opel truck trucker motor motorcycle biker bike bicycle car cars driver pilot airplane aircraft airforce army navy "
        + "marine marines soldier sniper warrior warriors fighter hunter hunting ranger rangers knight knights ninja samurai pirate pirates viking vikings titan titans giant giants spartan trojan gladiator wizard "
        + "magic magician witch vampire zombie ghost monster mutant alien predator terminator robot cyborg matrix neo trinity morpheus starwars startrek skywalker darth vader darthvader yoda jedi lukeskywalker "
        + "hansolo chewbacca princess leia enterprise picard spock kirk voyager stargate batman superman spiderman ironman wolverine hulk thor avengers marvel joker robin catwoman pokemon pikachu charizard "
        + "digimon naruto sasuke goku dragonball onepiece bleach anime manga zelda mario luigi nintendo playstation xbox sega sonic gameboy game games gamer gaming player minecraft fortnite roblox warcraft "
        + "worldofwarcraft starcraft diablo blizzard counter counterstrike halo doom quake tetris chess poker casino hobbit frodo gandalf aragorn legolas bilbo potter harrypotter hermione voldemort dumbledore "
        + "hogwarts snoopy garfield simpson simpsons homer bart southpark cartman scooby scoobydoo barney elmo mickey minnie disney donald goofy pooh winnie tinkerbell cinderella barbie";

    private const string Culture =
        "music guitar guitars piano drummer drums bass violin trumpet saxophone singer singing dance dancer dancing rock rocker rockstar rocknroll metal metallica nirvana slipknot eminem tupac beatles elvis "
        + "madonna britney shakira rihanna beyonce pinkfloyd zeppelin ledzeppelin radiohead coldplay greenday blink182 blink linkin linkinpark korn acdc queen bowie marley bobmarley kpop bts exo twice movie "
        + "movies hollywood cinema camera photo picture art artist artistic design designer fashion model models movie book books reading writer poet poetry school student teacher college university science "
        + "scientist einstein newton tesla darwin physics chemistry biology math mathematics history english spanish french german italian russian chinese japanese korean america american canada mexico brazil "
        + "argentina england london scotland ireland irish france paris germany berlin italy rome spain madrid barcelona russia moscow china japan tokyo korea seoul india delhi mumbai thailand vietnam australia "
        + "sydney melbourne newyork manhattan brooklyn boston chicago dallas houston texas california florida miami denver detroit phoenix seattle portland atlanta orlando lasvegas vegas losangeles hawaii alaska "
        + "arsenal chelsea liverpool manchester united everton tottenham celtic rangers juventus milan inter roma napoli benfica porto ajax realmadrid bayern dortmund yankees redsox mets cubs dodgers braves "
        + "cowboys steelers packers patriots raiders redskins broncos dolphins eagles chargers bengals browns ravens lakers celtics knicks rockets spurs pistons ronaldo messi beckham zidane rooney jordan kobe "
        + "bryant lebron curry shaq tiger woods federer nadal schumacher hamilton senna";

    private const string Food =
        "coffee tea beer wine vodka whiskey whisky tequila rum brandy budweiser corona heineken guinness jackdaniels captain morgan cocacola coke cola pepsi sprite fanta drpepper mountaindew chocolate candy "
        + "sugar cookie cookies cake cupcake brownie muffin donut pancake waffle cheese cheesecake butter bread pizza pasta spaghetti hamburger burger sandwich hotdog bacon steak chicken potato tomato onion "
        + "garlic pepper salt ginger cinnamon vanilla caramel peanut peanuts pumpkin banana bananas apple apples orange oranges lemon lime cherry strawberry blueberry raspberry peaches peach mango melon "
        + "watermelon pineapple coconut grape grapes kiwi noodles rice sushi dumpling taco tacos burrito nacho popcorn pickle cracker jelly icecream";

    private const string Deeds =
        "money cash dollar dollars million millionaire rich bank business company office work job boss manager doctor nurse police fireman lawyer engineer engineering mechanic carpenter plumber electric electrical "
        + "electronics power powers energy force strong strength muscle fitness health healthy medical hospital pharmacy dentist number numbers seven eleven thirteen first second third three four five six eight nine "
        + "ten hundred thousand zero infinity alpha beta gamma delta omega sigma phantom shadow shadows dark darkness light lights bright flash flame burn inferno blaze explosion bomb nuclear atomic rocket missile "
        + "bullet gun guns pistol shotgun weapon sword blade knife hammer anvil steel iron copper stone rocks rocky mountain valley canyon desert oasis castle tower palace kingdom empire emperor king queen prince "
        + "royal crown legend legendary hero heroes champion champions winner winners victory victor glory honor honour courage brave bravo victor charlie tango foxtrot juliet romeo sierra zulu yankee "
        + "destiny fortune mystery mystic spirit soul angelic eternal eternity infinite phoenix genesis exodus nemesis chaos havoc rebel outlaw bandit gangster gangsta pimp playboy player stud loser stupid idiot "
        + "dummy moron retard weirdo freak geek nerd dork crazy psycho maniac lunatic insane brain mind think thinking thinker genius smart clever wisdom knowledge learn learning study teach remember forget "
        + "forgot lost found follow leader lead travel traveler journey adventure explore explorer discover discovery pioneer navigator columbus magellan titanic submarine sailor sailing captain boat ship yacht "
        + "home house room door window kitchen bedroom bathroom garage street road highway bridge tunnel station train railroad subway bus taxi";

    /// <summary>Folded, so that "p@ssw0rd" is found too.</summary>
    public static FrozenSet<string> All { get; } = string.Join(' ', Secrets, Feelings, People, Pinyin, Nature, Things, Culture, Food, Deeds)
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.Length > 2)
        .Select(Guesses.Fold)
        .ToFrozenSet(StringComparer.Ordinal);
}
