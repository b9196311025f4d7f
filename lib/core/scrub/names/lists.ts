/**
 * Made by scripts/scrub-names.ts: do not edit. Lower case, without accents.
 * Sources: US Social Security Administration (public domain); @faker-js/faker (MIT); SCOWL. See NOTICE.
 */

/** First names in use in the United States since 1940, and of the other locales. */
export const firstNames = `
aaden aadi aadidev aadinath aaditya aadrika aagam aagney aagneya aaliyah aalok aamod aanand aanandaswarup
aanandinii aanjaneya aaratrika aarav aaron aarya aaryan aasa aasha aashritha aatmaj aatmaja aatreya aayushmaan
aayushman abagail abani abbey abbie abbigail abby abdiel abdon abdonie abdul abdullah abel abelard abelardo
abelin abeline abhaidev abhaya abhirath abhisyanta abigaelle abigail abigale abigayle abner abondance abraham
abram abrianna abrielle abril absalon acace acacia acacie acanthe acaryatanaya ace achaire achalesvara
acharyanandana acharyasuta achille achintya achyut ada adalard adalbald adalbaude adalberon adalbert adalberto
adalee adaline adalric adalsinde adalyn adalynn adam adan addie addilyn addilynn addison addisyn addyson
adegrin adegrine adel adela adelaide adele adelie adelin adelina adeline adelphe adeltrude adelyn adelynn aden
adenet adeodat adheesh adhemar adhiraj adhrit adikavi adilene adina adinath aditeya aditya adityanandan
adityanandana adjutor adley adolfo adolph adolphe adolphie adonis adonise adrain adrastee adrehilde adria
adrian adriana adriane adrianna adrianne adriel adrien adrienne adripathi advaya adwitiya adyson afton agapet
agasti agastya agathange agathe agathon agilbert agilberte aglae agnan agnane agneflete agnes agneya agnimitra
agniprava agnivesh agrata agrippin agrippine agustin ahalya ahilya ahmad ahmed aida aidan aiden aidyn ailani
ailany aileen ailyn aimable aime aimee ainsley aisha aishani aislinn aitana aiyana aiyanna aja ajay ajeet ajit
akeem akira akroor akshainie akshaj akshat akshata akshayakeerti akshita akula al alaia alain alaina alaine
alais alan alana alanah alani alanna alannah alaya alayah alayna alaysia alba alban albane alberade alberic
albert alberta alberte alberto alcibiade alcide alcidie alcime alcine alcyone aldegonde alden aldo aldonce
aldric alea aleah aleaume alec alecia aleena aleigha alejandra alejandro alek aleksander alena alesha alesia
alessandra alessandro alessia aleta aleth alethea alex alexa alexander alexandra alexandre alexandrea
alexandria alexandrine alexandro alexanne alexi alexia alexine alexis alexus alexys alexzander alfonso alfonzo
alfred alfreda alfredo ali alia aliah aliana alianna alice alicia alienor aliette alijah alina aline alisa
alisha alison alissa alisson alivia alix aliya aliyah aliza alize allan allegra allen alliaume allie allison
ally allyn allyson allyssa alma almine almire alois aloise alok alondra alonso alonzo alora aloyse alphee
alphonse alphonsine alphonso alpinien alta althea althee alton alva alvaro alverede alvin alyce alycia alysa
alyse alysha alysia alyson alyssa alyssia alyvia amaia amal amalia amaliane amalric amalthee amanda amande
amandin amandine amani amant amante amar amara amaranaath amarande amaranthe amare amaresh amari amarion amaris
amarnath amaryllis amaya amayah ambar amber amberly ambre ambroise ambroisie ambrose amedee ameer amelia
ameliane amelie amelien ameline america amethyst amethyste ameyatma ami amia amiah amie amiel amina aminah
aminte amir amira amirah amiri amish amiya amiyah amodini amogh amora amos amour amrit amrita amritambu amy
amya ana anaadi anabel anabella anabelle anael anaelle anagh anahi anais anakin anal anala analia analise
anamika anand ananda anandamayi anang ananta anasooya anastacia anastase anastasia anastasie anasuya anatole
anatolie anaya ancelin anceline andeol ander anders anderson andi andie andoche andra andre andrea andreas
andree andres andrew andria andy anemone angadreme ange angel angela angele angeles angelia angelica angelina
angeline angelique angelita angelo angie angilbe angilberte angilran angoustan angus anicee anicet anicette
anika anil anila anilaabh anilabh anisa anish anisha anissa anita anitra aniya aniyah anjali anjaneya anjelica
anjushree anjushri ankal ann anna annabel annabell annabella annabelle annalee annaliese annalisa annalise
annamarie annapurna anne anneliese annelise annemarie annetta annette anni annibal annie annika annmarie
annonciade ansbert ansberte anselme anshula ansley anson anstrudie anthelme anthelmette anthony antide antigone
antione antionette antoine antoinette anton antonella antonette antonia antonin antonine antonio antony antwan
antwon anuja anunay anuraag anurag anusuya anwesha anya aphelie apollinaire apolline apollo april apsara
aquilin aquiline arabella arabelle araceli aracely arcade arcadie archambaud archan archange archer archibald
archie arden areli arely ares aretha argine ari aria ariadna ariadne ariah arian ariana ariane arianna arianne
aric aricie arie ariel ariella arielle aries arin arindam aris ariste aristide ariya ariyah arjun arleen arlen
arlene arleth arlette arlo arman armance armand armande armandine armando armani armel armeline armelle armide
armin armine arnaud arnaude arnesh arnold arnoldo arnould arnulfo arolde aron arron arsene arsenie arsinoe art
artemis arthaud artheme arthur arthurine artis arturo arun aruna arya aryan aryana aryanna asa ascelin asceline
ascension asha ashanti ashely asher ashlee ashleigh ashlesh ashley ashli ashlie ashly ashlyn ashlynn ashok
ashton ashtyn asia aslesha aspen assomption astarte asterie astree astrid astride athalie athanase athanasie
athena athenais athina atlas atmaja atmanand atmananda atreyee atreyi atticus aube aubertine aubree aubrey
aubri aubrianna aubrie aubriella aubrielle aubry aude audebert audeline audie audouin audra audran audrey
audriana audrianna audrina august augusta auguste augustine augustus aundrea aura aure aurele aurelia aurelie
aurelienne aurelio aurelle aurian auriane aurora aurore austen austin austyn autumn auxane auxence ava avadhesh
avah avalynn avani avantika aveline aven averi averie avery avi aviana avianna avigaelle avis avoye avraham
axel axeline axelle axl axton aya ayaan ayah ayan ayana ayanna aydan ayden aydin ayesha ayla ayleen aylin
aymard aymardine aymeric aymon aymonde ayushmati azalea azalee azaria azariah azelie azeline aziel azriel azul
baala baalaaditya baalagopaal baby bahula baidehi baijayanti bailee bailey baker bakula bala balaaditya
balachandra baladitya balagopal balagovind balamani balgopal balthazar bambi bandhu bandhul bankim
bankimchandra banks baptiste barbara barbe barbie barbra barnabe barney baron barrett barron barry bart
barthelemy bartimee barton basanti basil basile basilisse bastien bathilde baudouin baylee bayleigh baylor
beatrice beatriz beau beckett beckham becky bela belen belinda bella bellamy belle ben benedict benedicte
benicio benigne benita benito benjamin bennett bennie benny benoit benson bentlee bentley benton beranger
berangere berard berenice berkley bernadette bernadine bernard bernardo bernice bernie bert berta bertha berthe
bertille bertrand bessie beth bethany betsy bette bettie bettina betty bettye beulah beuve beverley beverly
bhaanumati bhaasvan bhaaswar bhadra bhadrak bhadraksh bhadran bhagavaan bhagirathi bhagvan bhagwanti bhagwati
bhamini bhanumati bharadwaj bharat bhardwaj bhargava bhargavi bhasvan bhaswar bhaumik bhavani bhaves bheeshma
bhilangana bhima bhisham bhishma bhoj bhoopat bhoopati bhooshan bhooshit bhramar bhudev bhudeva bhupati bhupen
bhushan bhushit bhuvanesh bhuvaneshwar bianca bilal bill billie billy bilva bilwa birdie birjesh bishnu bishop
bjorn blaine blair blaire blaise blake blakely blanca blanche blandine blane blayne blaze blessing blythe bo
bob bobbi bobbie bobby bode boden bodhan bodhi bodie bohemond bon boniface bonita bonnie bonny booker boone
boston bouchard bowen boyd brad braden bradford bradley bradly brady bradyn braeden braelyn braelynn brahma
brahmaanand brahmabrata brahmanandam brahmdev braiden brain brajendra brajesh brandan brandee branden brandi
brandie brandon brandt brandy brandyn brannon branson brant brantley braulio braxton brayan brayden braydon
braylee braylen braylin braylon brea breana breann breanna breanne brecken bree brenda brendan brenden brendon
brenna brennan brennen brennon brent brentley brenton breonna bret brett bria briac brian briana brianna
brianne briar brice bridger bridget bridgett bridgette briella brielle brieuc brigette briggs brighton brigid
brigitte brijesh briley brinley brionna brisa bristol britany britney britni britt brittani brittanie brittany
brittney brittni britton brixton brock broderick brodie brody brogan bronson brook brooke brooklyn brooklynn
brooks bruce brunehaut brunehilde bruno bryan bryana bryanna bryant bryce brycen brylee bryleigh bryn brynlee
brynn bryon bryson buddhana buddy budhil burton byron cade caden cadence caesar caiden cailyn cain cairo
caitlin caitlyn caitlynn cal cale caleb caleigh cali calista calixte callahan callan callen calli callie
calliope callum calvin cambria camden camdyn camelien cameron cami camila camilla camille camillien camilo
campbell camren camron camryn canaan candace candi candice candide candis candy cannon capri capucine cara
caren carey cari caribert caridad carie carin carina carine carissa carl carla carlee carleen carleigh carlene
carles carley carli carlie carlin carlo carloman carlos carlota carlotta carlton carly carmel carmela carmelita
carmella carmelo carmen carmine carnell carol carolann carole carolina caroline carolyn carolynn caron carrie
carrington carrol carroll carsen carson carsyn carter cary caryl caryn casandra case casen casey cash casie
cason cassandra cassandre cassidy cassie cassien cassius cassondra cataleya catalina catharine catherine cathie
cathleen cathrine cathryn cathy catina catrina cayden cayla caylee cayson cecelia cecil cecile cecilia cecily
cedric cedrick celena celeste celestin celestine celia celien celina celine cesaire cesar chaanakya
chaaruchandra chace chad chadwick chaim chaitan chakor chakradhar chakravartee chakravarti chakrika chana
chanakya chance chanda chandak chandan chandani chandi chandini chandira chandler chandni chandra chandraayan
chandrabhaga chandrabhan chandradev chandrakala chandraketu chandrakin chandramani chandramauli chandramohan
chandran chandranath chandrani chandraprabha chandraswaroopa chandravati chanel chanelle channing chantal
chantel chantelle chapal chapala charak charis charissa charisse charity charla charlaine charlee charleen
charleigh charlemagne charlene charles charlette charley charli charlie charline charlize charlotte charmaine
charuchandra charumati charuvrat charvi chase chasity chastity chaten chatur chatura chaturaanan chaturbhuj
chauncey chaya chaz chelsea chelsey chelsi chelsie cheri cherie cherise cherish cherri cherry cheryl cheryle
chester chet chetan chetanaanand chevy cheyanne cheyenne chiara chidaakaash chidaatma chidambar chidambaram
chidananda childebert chilperic china chinmayanand chinmayananda chiquita chiranjeev chiranjeeve chitraksh
chitrali chitramala chitrangada chloe chretien chris chrissy christa christal christelle christen christi
christian christiana christiane christie christin christina christine christodule christophe christopher
christy chrysole chrysostome chrystal chuck chyna ciara cielo ciera cierra cinda cindi cindy cinthia citlali
clair claire clara clare clarence clarice clarissa clarisse clark clarke claude claudette claudia claudien
claudine claudio clay clayton cleandre clelie clemence clement clemente clementine cleo clery cleveland cliff
clifford clifton clint clinton clio clotaire clotilde clover clovis clyde coby codi codie cody coen cohen colby
cole coleen coleman colette colin coline colleen collette collin collins colson colt colten colter colton come
concepcion conception concetta conchita conner connie connor conor conrad constance constant constantin
constantine consuelo cooper cora coral coralie coraline corbin cordelia cordell corentin corentine corey cori
corie corina corine corinna corinne cornelia cornelius cornell corrie corrina corrine cortez cortney cory coty
courtney coy craig creed crew cris crista cristal cristian cristin cristina cristine cristobal cristofer
cristopher cristy crosby cruz crystal cullen curt curtis cydney cynthia cyprien cyriaque cyrielle cyril cyrille
cyrus daevi daevika dahlia daisha daisy daiwik dakari dakoda dakota dakotah daksha dakshayani dale daleyza
dalia dalila dalilah dallas dallin dalton damari damarion damaris damayanti dameon damian damien damion
damodara damon dan dana danae dandak dandapaani dandre dane danelle danette dangelo dani dania danial danica
daniel daniela daniele daniella danielle danika danilo danita danna dannie dannielle danny dante danyelle
daphne daquan dara darby darci darcie darcy darell daren daria darian dariana dariel darien darin dario darion
darius darla darleen darlene darnell daron darrel darrell darren darrian darrick darrin darrion darrius darron
darryl darshan darshwana darwin daryl dash dasha dashawn dasia datta dave davian david davin davina davion
davis davon davonte dawn dawna dawson dax daxton dayaamay dayaananda dayaanidhi dayamayee dayana dayanara
daylen dayna dayne dayton de deacon dean deana deandra deandre deangelo deann deanna deanne deasia deb debbie
debby debora deborah debra debrah declan dedra dedrick dee deeksha deena deenabandhu deepali deepan deepankar
deependra deepesh deeptanshu deeptendu deeptiman deeptimay deeptimayee deeptimoy deeptimoyee deevakar deidra
deidre deion deirdre deja dejuan del delaney delanie delano delbert delia delilah della delma delmar delois
delores deloris delphin delphine delvin demarco demarcus demario demetri demetria demetrius demi demond dena
denice denis denise denisha denisse dennis denny denton denver denzel deon deondre deonte dereck derek deric
derick derik deron derrell derrick desean deshaun deshawn desirae desire desiree desmond destin destinee
destiney destini destiny dev devadatt devagya devajyoti devak devan devangana devani devante devasree devdan
deven devesh deveshwar devi devika devin devon devonte devorah devvrat devyn dewayne dewey dexter
dhaanyalakshmi dhana dhanadeepa dhanalakshmi dhananjay dhanapati dhanesh dhanpati dhanu dhanvin dhara dharani
dharitri dharmaketu dhatri dhruv dhyanesh dhyaneshwar diamond dian diana diane diann dianna dianne dick didier
diego dieudonne dieudonnee digambar digambara diksha dilan dillan dillon dimitri dina dinah dinakar dinesh
dinkar dino dion dionne dior dipali dipankar dipendra dipesh diptendu dirk divaakar divakar divine divjot divya
dixie diya dollie dolly dolores domenic domingo dominic dominick dominik dominique dominque domonique don dona
donald donavan donavon donell donita donn donna donnell donnie donny donovan dontae donte dora doreen dorene
doretha dori dorian doriane dorinda dorine doris dorotea dorothea dorothee dorothy dorthy dottie douce doug
douglas douglass doyle drake draupadi draven dream drew dron drona dru duane dudley duke dulari dulce duncan
durga durgeshwari dustin dusty dwain dwaipayan dwaipayana dwayne dwight dylan dylon eamon ean earl earlene
earline earnest earnestine easton eboni ebony echo ed eddie eddy eden edgar edgard edgardo edie edison edith
edmee edmond edmund edna edouard eduardo edward edwardo edwin edwina eekalabya effie efrain efren egypt eileen
eithan ekaaksh ekadant ekaksh ekalavya ekaling ekaparnika ekdant elaina elaine elakshi elan elana elayna elbert
eldon eleanor eleanora eleazar elena eleni eleonore eleuthere eli elia elian eliana eliane elianna elias elicia
elida elie eliel eliezer elijah elin elina elinor eliot elisa elisabeth elise elisee eliseo elisha elissa eliza
elizabeth ella elle ellen ellery elliana ellianna ellie elliot elliott ellis ellison elly elma elmer elnora
elodie eloisa eloise elora elouise eloy elsa elsie elton elva elvia elvin elvira elvis elwood ely elyse elysia
elyssa elzear ema emani emanuel ember emberly emelia emeline emely emerald emerance emerencie emeric emerie
emerson emersyn emery emil emile emilee emilia emiliano emilie emilio emily emir emma emmalee emmaline emmalyn
emmalynn emmanuel emmanuelle emmelie emmeline emmet emmett emmie emmitt emmy emory enakshi enguerrand enid
enoch enrique enzo ephraim epiphane eric erica erich erick ericka erik erika erin erma ernest ernestine ernesto
ernie errol ervin erwin eryn esha eshana eshita esme esmeralda esperanza essence essie esteban estefani
estefania estefany estela estella estelle ester estevan esther estrella ethan ethel etienne etta eubert eudes
eudoxe eudoxie eugene eugenia eugenie eugenio eula eulalie eunice euphrasie eusebe eusebie eustache eva evalyn
evan evangelina evangeline evariste eve evelin evelina evelyn evelyne evelynn ever everardo everett everette
everlee everleigh everly evette evie evonne evrard ezekiel ezequiel ezra fabian fabien fabiola fabrice faith
falba fallon fannie fanny fantin fantine farah farrah fatima faustine fawn fay faye federico felecia felicia
felicie felicite felicity felipe felisha felix felton ferdinand fermin fern fernanda fernando fiacre fidel
fidele finley finn finnegan finnley fiona firmin fisher flavie flavien fletcher fleur flodoard flor flora flore
florence florencia florent florestan florian florie floyd flynn ford forest forrest fortune fortunee foster
foulques fran france frances francesca francesco francette franchesca francia francine francis francisca
francisco francisque franco francois francoise frank frankie franklin fred freda freddie freddy frederic
frederick frederique fredric fredrick fredy freeman freida freya frida frieda fritz fulbert fulcran fulgence
gabin gabino gabriel gabriela gabriella gabrielle gael gaelle gage gaige gail gajaadhar gajabahu gajadhar
gajbaahu gale galen galilea ganak ganaka ganapati gandharv gandharva ganesh gangesh gannon garance garett
garland garnier garret garrett garrick garrison garry garth garud garuda gary gaspar gaspard gaston gati gatien
gatik gatlin gaud gauge gauraang gaurang gauranga gautam gautama gautami gautier gavin gavyn gay gayatri gaye
gayla gayle gedeon geeta geetanjali gemine gemini gemma gena genaro gene genesis geneva genevieve gentry
geoffrey geoffroy george georges georgette georgia georgiana georgianna georgie georgina geovanni gerald
geraldine geralyn gerard gerardo geraud gerberge gerbert geri germain germaine german gerri gerry gertrude
gervais ghanaanand ghanashyam ghanshyam ghislain gia giada gian giana giancarlo gianna gianni giavanna gibson
gideon gigi gil gilbert gilberto gilda gilles gillian gina ginger ginny gino giovani giovanna giovanni giovanny
girart giri girija girik girika girindra giriraaj giriraj girish girja gisela gisele giselle gislebert gisselle
gita gitanjali giuliana giuseppe gladys glen glenda glenn glenna gloria glory gobinda goldie gondebaud gonthier
gontran gonzague gonzalo gopaal gopal gopee gopi gorakhanatha gorakhnath gordon goswamee goswami gotum gouranga
goutam govinda grace gracelyn gracelynn gracie graciela gracyn grady graham grant gray graysen grayson grecia
greg gregg greggory gregoire gregorio gregory greta gretchen grey greyson griffin griselda grover guadalupe
gudakesa gudakesha guenievre guerin gui guilhemine guillaume guillemette guillermina guillermo gunnar gunner
gurdev guru gus gustave gustavine gustavo guy guyot gwen gwenaelle gwendolyn gwyneth hadassah hadlee hadleigh
hadley haiden hailee hailey hailie haisley hakeem hal haleigh haley hali halie halle halley hallie halo
hamilton hamsini hamza hana hank hanna hannah hans hardouin hari harinakshi harinarayan harit harita harlan
harlee harleigh harlem harley harlie harlow harmoni harmony harold harper harriet harriett harris harrison
harry harvey hasan hassan hattie haven hayden hayes haylee hayleigh hayley haylie hazel heath heather heaven
heavenly hector hedelin heema heidi heidy helen helena helene helier hellen heloise hendrix henley henri
henrietta henriette henrik henry herbert heriberto herluin herman hermenegildo hermine hernan herschel hershel
herve hezekiah hilaire hilary hilda hildebert hillary himadri himani hincmar hippolyte hiram hiranmay hiranmaya
hiranya holden holland holley holli hollie hollis holly homer homero honesty honey honor honore honorine hope
horace horacio hortense houston howard hoyt hubert hudson hugh hugo hugues huguette humberto hunter huxley ian
ibrahim ida idris iesha ignacio ike iker ila ilana ileana ilene iliana iman imani imelda immanuel imogene imran
ina inder india indie indigo indira indra ines inez infant ingrid innocent ira ireland irene irina iris irma
irvin irving irwin isa isaac isaak isabeau isabel isabela isabell isabella isabelle isai isaiah isaias isela
iseult isha ishaan ishmael isiah isidore isidro isis isla ismael ismerie israel isreal issac itzayana itzel iva
ivan ivana ivanna ivette ivey ivonne ivory ivy iyana iyanna izabella izabelle izaiah izayah jabari jacalyn jace
jacey jaci jacie jacinda jacinthe jack jackeline jackie jacklyn jackson jacky jaclyn jacob jacobi jacobo jacoby
jacque jacquelin jacqueline jacquelyn jacquelynn jacques jacquline jacy jada jade jaden jadiel jadon jadyn
jaeden jaedyn jael jaelyn jaelynn jagadish jagadisha jagathi jagdeep jagdish jagger jagmeet jaheim jahnu jai
jaida jaiden jaidyn jailyn jaime jaimee jaimie jaimini jair jairo jakari jakayla jake jakob jakobe jaleel jalen
jalisa jaliyah jalyn jalynn jamaal jamal jamar jamarcus jamari jamarion jamel james jameson jamey jami jamia
jamie jamil jamila jamir jamison jammie jamya jan jana janae janay jane janeen janel janell janelle janessa
janet janeth janette janey janiah janice janie janine janis janiya janiyah janna jannette jannie japhet jaquan
jaqueline jared jaren jarod jaron jarred jarrett jarrod jarvis jase jasen jasiah jaslyn jasmin jasmine jasmyn
jasmyne jason jasper javas javier javion javon jax jaxen jaxon jaxson jaxton jay jaya jayce jaycee jayceon
jaycob jayda jayde jayden jaydin jaydon jayla jaylah jaylan jaylee jayleen jaylen jaylene jaylin jaylon jaylyn
jaylynn jayme jaymie jayna jayne jayson jaziel jazlyn jazlynn jazmin jazmine jazmyn jazmyne jazzlyn jean jeana
jeanette jeanie jeanine jeanna jeanne jeannel jeannette jeannie jeannine jeannot jed jedidiah jeff jefferson
jeffery jeffrey jeffry jehanne jelani jemma jena jenelle jenesis jenifer jenna jenni jennie jennifer jenny
jensen jerald jeramiah jeramy jeremiah jeremias jeremie jeremy jeri jericho jerilyn jerimiah jermaine jerod
jerold jerome jeromy jeronimo jerrell jerri jerrica jerrie jerrod jerrold jerry jersey jesenia jesiah jesica
jess jessa jesse jessenia jessi jessica jessie jessika jessy jesus jett jevon jewel jewell jianna jill jillian
jim jimena jimmie jimmy jitender jitendra jo joachim joan joana joanie joann joanna joanne joanny joaquin job
jocelyn jocelyne jocelynn jodi jodie jody joe joel joelle joellen joesph joey johan johana johann johanna john
johnathan johnathon johnie johnna johnnie johnny johnpaul johnson joi joleen jolene jolie jolynn jon jonah
jonas jonathan jonathon joni jonna jonnie jordan jorden jordi jordin jordon jordy jordyn jordynn jorge jose
josef josefina joselin joseluis joselyn josep joseph josephine josette josey josh joshua josiah josie joslyn
josse josselin josue jourdain jourdan journee journey journi jovan jovani jovanni jovanny jovany jovie joy
joyce joycelyn joziah juan juana juancarlos juanita judah judd jude judi judicael judie judith judson judy
juelz jules juli julia julian juliana juliann julianna julianne julie julien juliet julieta juliette julio
julisa julissa julius june junior juniper jurnee juste justen justice justin justina justine justus justyn
jyoti jyotis jyotsana kacey kaci kacie kacy kade kaden kadence kadin kadyn kaeden kaela kaelyn kaelynn kahlil
kai kaia kaiden kaila kailani kailash kailee kailey kailyn kailynn kairi kairo kaison kaitlin kaitlyn kaitlynn
kaiya kala kalani kale kalea kaleah kaleb kaleigh kalel kalen kaley kali kalia kalie kalina kalinda kaliyah
kalli kallie kalpana kalvin kalyani kalyn kama kamala kamalesh kamari kamden kamdyn kameron kami kamila kamilah
kamille kamiyah kamla kamlesh kamren kamron kamryn kanak kanaka kanchan kandace kandi kandice kandy kane
kanishka kannan kannen kannon kanti kara karan kareem karen kari karie karim karin karina karis karissa karl
karla karlee karleigh karley karli karlie karly karma karmen karol karolina karolyn karon karri karrie karsen
karson karsyn karter karthik kartik karunanidhi karyn kasandra kase kasen kasey kash kashton kashyap kashyapi
kasie kason kassandra kassidy kassie kataleya katalina katarina kate katelin katelyn katelynn katerina
katharine katherine katheryn kathi kathie kathleen kathrine kathryn kathy kati katia katie katina katlin katlyn
katrina katy kay kaya kayce kaycee kayden kaydence kaye kayla kaylah kaylan kaylani kayle kaylee kayleen
kayleigh kaylen kaylene kayley kayli kaylie kaylin kaylyn kaylynn kaysen kayson keagan keanu keara keaton
keegan keeley keely keenan keerti kegan kehlani keila keilani keily keira keisha keith kelby keli kellan kellen
kelley kelli kellie kelly kelsea kelsey kelsi kelsie kelton kelvin ken kenan kendal kendall kendell kendra
kendrick kendyl kenia kenisha kenji kenley kenna kennedi kennedy kenneth kennith kenny kensley kent kenton
kentrell kenya kenyatta kenyon kenzie kenzo keon keren keri kermit kerri kerrie kerry kesha keshawn keshia
keven kevin kevon keyla keyon keyshawn keziah khadija khadijah khaleesi khalid khalil khari khloe kia kian
kiana kianna kiara kiera kieran kierra kiersten kiley killian kim kimber kimberlee kimberley kimberly kimora
kin king kingsley kingston kinley kinsey kinslee kinsley kip kira kiran kirby kirk kirsten kirstie kirstin
kirti kisha kit kitty kiya knox koa kobe koby koda kodi kody koen kohen kolby kole kolten kolton konner konnor
kooper kora korbin korbyn korey kori kortney kory kourtney kraig kris krish krishna krishnadas krishnadasa
krista kristal kristan kristen kristi kristian kristie kristin kristina kristine kristofer kristopher kristy
kristyn krysta krystal krysten krystina krystle kumar kumari kumuda kurt kurtis kya kye kyla kylah kylan kyle
kylee kyleigh kylen kyler kylie kylo kymani kyndal kyndall kynlee kyra kyree kyrie kyron kyson laal lacey
lachlan laci lacie lacy ladarius ladonna lai laila lailah laine lainey lakeisha laken lakesha lakeshia lakisha
lakshman lakshmi lakshmidhar lakshminath lal lalita lamar lambert lamont lana lance landen landon landry landyn
lane lanette laney langston lani lanie lanny laquita lara larissa laron larry lars lashanda lashawn lashonda
latanya latasha lathan latisha latonia latonya latosha latoya latrell latrice latricia laura laurane laure
laureen laurel laureline lauren laurence laurene laurent lauri lauriane laurie laurine lauryn lavanya lavern
laverne lavon lavonne lawanda lawrence lawson laxman laxmi layla laylah layne layton lazare lazaro lea leah
leana leander leandra leandre leandro leann leanna leanne ledger lee leeann leela leena leesa legacy legend
leia leif leigh leigha leighton leila leilah leilani leilany leisa lela leland lelia lemuel lena lenard lennon
lennox lenny lenora lenore leo leola leon leona leonard leonardo leonel leonidas leonie leonne leonor leopold
leopoldine leopoldo leora leroy lesa leslee lesley lesli leslie lesly lester leta letha leticia letitia leu
leufroy levi levon lewis lexi lexie lexus leyla lia liam lian liana lianna libby libere liberty lidia lietald
lila lilah lilia lilian liliana lilianna lilith lillian lilliana lillianna lillie lilly lily lilyana lilyanna
lina lincoln linda linden lindsay lindsey lindy linette linnea linsey linus linwood lionel lisa lisbeth lisette
lissette litzy liv livia liz liza lizabeth lizbeth lizeth lizette lizzie lloyd lochlan logan loic lois lola
lolita lon lona london londyn longin lonnie lonny lora loraine lorelai lorelei loren lorena lorene lorenza
lorenzo loretta lori lorie lorin lorinda lorna lorrain lorraine lorri lorrie los lothaire lottie lou louann
louella louie louis louisa louise loup lourdes love lowell loyd luana luann luanne luc luca lucas lucca lucero
lucia lucian luciana luciano lucie lucien lucienne lucille lucinda lucio lucius lucretia lucy ludivine ludolphe
ludovic luella luis luisa luka lukas luke lula luna lupe lupita luther luz lydia lydie lyla lylah lyle lyn
lynda lyndon lyndsay lyndsey lynette lynn lynne lynnette lynsey lyra lyric mabel mable mac macaire macey maci
macie mack mackenzie macy madalyn madalynn madden maddie maddison maddox madeleine madeline madelyn madelynn
madhuri madilyn madilynn madisen madison madisyn madonna madyson mae maegan maeve magali magaly magdalena
magdalene maggie magnolia magnus maguelone mahaut mahendra mahesh maheswar mahogany mai maia maica maira maisie
maison maite maiya major makai makaila makayla makena makenna makenzie makhi malachi malak malakai malaki
malani malati malaya malayah malaysia malcolm malcom maleah malia maliah malik malika malina malinda malissa
maliyah malka mallaury mallorie mallory malo malti mamert mamie manasse mandaakin mandakini mandi mandy mangala
mangalya mani manik manikya manisha manjusha manoj manon manuel manuela mara maranda marc marceau marcel
marcela marcelin marceline marcelino marcell marcella marcello marcellus marcelo marci marcia marcie marco
marcos marcus marcy maren margaret margarita margery margie margo margot margret marguerite mari maria mariah
mariam marian mariana mariann marianna marianne mariano maribel maribeth maricarmen maricela marie mariel
mariela mariella marielle marietta marilee marilu marilyn marilynn marin marina marine mario marion marisa
marisela marisol marissa maritza marius mariyah marjorie mark markel markell marko markus marla marlee marleigh
marlen marlena marlene marley marlie marlin marlo marlon marlowe marlyn marlys marnie marques marquez marquis
marquise marquita marsha marshal marshall marta martez martha marthe marti martial martin martina martine marty
marut marva marvin mary maryam maryann maryanne marybeth maryellen maryjane maryjo marylou mason mateo mathew
mathias mathilde mathurin matias matilda matilde matt matteo matthew matthias matthieu mattie maud maugis maura
maureen maurice mauricette mauricio mauro maverick mavis max maxellende maxence maxim maxime maximilian
maximiliano maximilien maximillian maximo maximus maxine maxton maxwell maxx may maya mayeul maylee maynard
mayoor mayra mayson mayte mazie mckayla mckenna mckenzie mckinley meadow meagan meaghan mechelle mederic meena
meenakshi meera meg megan megane meghan meghnad meghnath meir mekhi melani melanie melany melba melchior melia
melina melinda melisa melisande melissa melissandre mellisa mellissa melodie melody melonie melony melva melvin
memphis menachem menaka mence menka mercedes mercy meredith merle merlin merovee merrick merrill merritt merry
mervin meryl messiah mia miah micaela micah micaiah michael michaela michal micheal michel michele michell
michelle mickey migdalia miguel mika mikael mikaela mikah mikala mikayla mike mikel mikhail mila milagros milan
milana milani mildred milena miles miley millard miller millicent millie milo milton mimi mina minakshi mindi
mindy minerva minnie mira miracle miranda mireille mireya miriam mirna misael misha missy misti misty mitch
mitchel mitchell mitzi miya mohamed mohammad mohammed mohan mohana mohinder mohini moira moise moises moisette
mollie molly mona monet monica monika monique monroe monserrat montana monte montgomery montserrat monty
mordechai morgan morgane moriah morris moses moshe muhammad mukesh mukul muriel murphy murray musa mustafa mya
myah mykel myla mylah mylee mylene myles myra myranda myrna myron myrtle nadege nadia nadine nagabhushanam
nailah naima nakia nala nalani nalini nan nanci nancy nanda nanette nannette naomi napoleon narayan narcisse
narendra narinder nash nasir natalee natali natalia natalie nataly natalya natasha nate nath nathalia nathalie
nathaly nathan nathanael nathanial nathaniel nathen naudet naval naveen navin navy nawal naya nayeli neal ned
nedra neha nehemiah nehemie neil nelda nell nellie nelly nelson nestor nettie neva nevaeh neveah nevin nia
nicephore nichelle nicholas nichole nick nicki nickie nickolas nicky nico nicola nicolas nicole nicolette
nicolle nigel nikhil niki nikita nikki nikko niko nikolai nikolas nikole nila nimit nina nine niranjan nirbhay
niro nita nixon niya noa noah noble noe noel noelia noelle noemi noemie nola nolan nona noor nora norah norbert
norberto noreen norma norman normand norris nova novalee nya nyah nyasia nyla nylah oaklee oakley oaklyn
oaklynn ocean oceane octave octavia octavio odell odessa odette odile odilon odin odon ofelia oger ojaswini ola
olga olin olive oliver olivia olivier ollie olympe omana omar omari ombline onyx oormila opal opalina opaline
ophelia ophelie ora oralia oren oriande oriane orion orlando orlane orville oscar osiris osvaldo oswaldo otis
otto oury owen ozanne pablo pacome padma page paige paislee paisley paityn palemon palmer paloma pam pamala
pamela paola param paramartha parfait paris parker parvati pascal pascale pasquale pat paterne patience patrica
patrice patricia patricio patrick patsy patti pattie patty paul paula paule paulette paulina pauline paulo
paxton payton pearl pearlie pecine pedro peggie peggy pelagie penelope pennie penny pepin perceval percy perla
perrine perry persephone pete peter petra petronille peyton phil philemon philibert philip philippe philippine
phillip philomene philothee phoebe phoenix phyllis pie pierce pierre pierrick pilar pio piper polly poornima
poppy porsha porter portia pramila pran pranav pranay prasad prasanna prathamesh prayag precious preity prem
prema presley preston pricilla primerose prince princess princeton priscila priscilla priscille priya priyala
promise prosper prudence pulcherie puneet purnima purushottam pushti queen quentin quentine quieta quincy quinn
quinten quintia quintin quinton rachael racheal rachel rachelle rachid racquel radha rae raegan raelyn raelynn
rafael rageshwari rageswari raheem rahul raiden rain raina raj rajan rajendra rajinder rajiv rakesh raleigh
ralph ramaa ramesh rameshwar ramiro ramon ramona ramsey rana randal randall randell randi randolph randy
ranjeet ranjit raoul raphael raphaelle raquel rashad rashawn rasheed rati raul raven ravi ray raya rayan rayden
raylan raylee raymon raymond raymonde raymundo rayna rayne rayshawn reagan reanna reba rebeca rebecca rebekah
reece reed reese regan reggie regina reginald regine regis reid reign reilly reina reine rejean rejeanne remi
remington remy rena renae renata renaud rene renea renee renita retha reuben reva rex rey reybaud reyes reyna
reynaldo rhea rhett rhianna rhiannon rhoda rhonda rhyan rhys ria rian ricardo rich richard richelle richie rick
rickey ricki rickie ricky rico ridge rigoberto rihanna rikki riley rina rio risa rishi rita ritesh river rivka
riya rob robbie robbin robby robert roberta roberto robin robyn rocco roch rochelle rocio rocky rod roderick
rodger rodney rodolfo rodolphe rodrick rodrigo rodrigue roel rogelio roger rohan rohana rohit roland rolande
rolando rolland roma romain roman romane rome romeo romina romuald ron rona ronald ronaldo ronan ronda roni
ronin ronna ronnie ronny roosevelt rory rosa rosalee rosalia rosalie rosalina rosalind rosalinda rosalyn
rosanna rosanne rosario roscoe rose roseann roseanna roseanne roselin roseline rosella roselyn rosemarie
rosemary rosendo roser rosetta rosie rosita roslyn ross rowan rowdy rowen rowena roxana roxane roxann roxanna
roxanne roxie roy royal royalty royce ruben rubi ruby rudolph rudra rudy rufus rukhmani rukmin rupinder russ
russel russell rusty ruth ruthann ruthie ryan ryann ryder ryker rylan ryland rylee ryleigh rylen ryley rylie
ryne saanvi sabina sabine sabra sabrina sachin sade sadie sage sahara saige sailor saint salem salena salina
sallie sally salma salome salomon salvador salvatore sam samantha samara samaria samatha sameer sami samir
samira samiya samiyah sammie sammy samson samual samuel sana sanaa sanai sancho sandi sandra sandrine sandy
sanford saniya saniyah sanjay sanka santana santiago santino santos sanya sapphire sara sarada sarah sarahi
sarai sarala saraswati sariah sarina sarisha sarita sariyah sarla saroja sarvin sasha satish satyen saul
saundra sauveur savana savanah savanna savannah savin savinien savion sawyer saylor scarlet scarlett scarlette
scholastique schuyler scot scott scottie scotty scout seamus sean sebastian sebastien segolene selah selena
selene selina selma semaj sequoia seraphin serena serenity serge sergi sergio serina seth seven severin
severine sevyn shad shae shai shaina shakira shakti shakuntala shalonda shamar shameka shamika shana shanda
shane shanell shanelle shani shania shanice shanika shaniqua shaniya shankar shanna shannan shannon shanon
shanta shantanu shante shantel shantell shanti shaquille shara sharda shari sharla sharlene sharmila sharon
sharonda sharron sharyn shashi shashikala shasta shaun shauna shavon shawn shawna shawnee shay shayla shaylee
shayna shayne shea sheela sheena sheila shelbi shelbie shelby sheldon shelia shelley shelli shellie shelly
shelton shepherd sher sheree sheri sheridan sherie sherita sherlyn sherman sherri sherrie sherrill sherry
sherryl sheryl sheyla shiela shiloh shimon shira shirley shiv shivakari shlomo shmuel shobhana shon shonda
shoshana shresth shresthi shreya shreyashi shridevi shrishti shubha shubhaprada shwet shyann shyanne shyla
sibylle siddarth siddhi siddhran sidney sidoine siena sienna sierra sigebert sigismond silas silvere silvia
simeon simon simone sincere siobhan sitara sixte sixtine sky skye skyla skylar skyler slade sloan sloane sloka
smita smriti socorro sofia sofie sol solange soledad soleil soline solomon som soma sommer somnath somu sondra
sonia sonja sonny sonya sophia sophie soraya soren spencer stacey staci stacia stacie stacy stan stanford
stanislas stanley stanton star starla starr stefan stefani stefanie stefany stella stephaine stephan stephane
stephani stephanie stephany stephen stephenie stephon sterling stetson stevan steve steven stevie stewart stone
storm stormy stuart subhash subhashini subhasini subodh sucheta sudeva sue sujata sukanya sullivan suma suman
sumitra summer sunita sunny sunshine suresh surya suryakant suryakanta suryakantam susan susana susanna
susannah susanne susheel sushil sushma susie sutton suzan suzanna suzanne suzette suzon suzy swami swapnil
swara swarnalata swarup swassane sweta sybil sydnee sydney sydni sydnie syed sylas sylvain sylvester sylvestre
sylvia sylviane sylvie symone tabatha tabitha tad tadeo tai taj talia taliyah talon tamar tamara tameka tamela
tamera tami tamia tamika tammi tammie tammy tamra tana tancrede tanesha tanguy tania tanika tanirika tanisha
taniya taniyah tanner tanushree tanushri tanya tapan tara tarah tarik tariq tarun taryn tasha tasia tate
tatiana tatianna tatum tatyana taurin tavon tawana tawanda tawny tawnya taya tayla tayler taylor taytum teagan
ted teddy teena tegan tej tejas tena tenley teodoro tera terence teresa terese teressa teri terra terrance
terrell terrence terri terrie terrill terry tess tessa tevin thad thaddeus thais thalia thatcher thea thelma
theo theodora theodore theodose theophile theophraste theresa therese theron thiago thibault thibert thierry
thomas thor thurman tia tiana tianna tiara tiera tierra tiffani tiffanie tiffany tim timmothy timmy timoleon
timoteo timothee timothy tina tinsley tiphaine tisha titan titien titus tobias tobin toby tod todd tom tomas
tommie tommy toney toni tonia tonja tonnin tony tonya torey tori torin torrance torrey tory tosha toussaint
trace tracey traci tracie tracy trae trajan travis travon tre treasure tremaine trena trent trenton tresa
tressa treva trever trevin trevon trevor trey tricia trilochan trilochana trilok trilokanath trilokesh triloki
trina trinidad trinity tripp trisha trista tristan tristen tristian tristin triston tristyn troy tru trudy true
truman trystan tucker turner turold tushar twila twyla ty tye tyesha tyler tylor tyra tyree tyrell tyrese tyron
tyrone tyrus tyshawn tyson tzvi udai udit ujjawal ujjwal ulises ulysse ulysses uma umang unique unknown upendra
urbain uriah uriel urmila ursula ursule usha uttam vada vaidehi vaijayanthi vaijayanti vaishnavi vaishno
vaishvi val valarie valencia valentin valentina valentine valentino valere valeria valerie valery valorie van
vance vanesa vanessa varalakshmi vasanti vasudev vasudeva vasudha vasundhara vaughn veda vedang vedanga
vedanshi velma venance venceslas venessa venus vera vern verna vernell vernon veronica veronique vianney
vicente vickey vicki vickie vicky victoire victor victoria victorien victorin vida vidhur vidhya vidur vidya
vienna vigile vihaan vijay vikki vimal vimala vinay vince vincent vincenzo vinciane viola violet violeta
violette virgie virgil virginia virginie viridiana vishnu vishwamitra vital vito vivian viviana viviane
vivianna vivien vivienne vladimir von vonda vrinda vrund vyas wade waleran walker wallace walter wanda
wandrille ward warner warren watson waverly waylon wayne weldon wells wendell wendi wendy wes wesley westin
westley weston whitley whitney wilbert wilbur wilder wiley wilfred wilfredo wilhelmina will willa willard
william williams willie willis willow wilma wilmer wilson wilton windy winfred winifred winnie winona winston
winter woodrow wren wrenley wyatt wylie wynter xander xavier xaviere xenophon ximena xiomara xochitl xzavier
yaakov yadira yael yahaira yahir yahya yair yajaira yamilet yamileth yara yareli yaretzi yaritza yasmeen yasmin
yasmine yazmin yehuda yesenia yessenia yisroel yitzchok yoann yoel yogendra yogesh yoginder yolanda yolande
yosef yoselin yousef ysaline yseult yuliana yulissa yuri yusuf yves yvette yvonne zachariah zacharie zachary
zache zachery zack zackary zackery zahir zahra zaid zaiden zain zainab zaira zaire zakary zander zane zaniyah
zara zaria zariah zariyah zavier zayd zayden zaylee zayn zayne zechariah zeke zelda zella zena zephirin zev
zina zion zoe zoeva zoey zoie zola zora zoya zuri zyaire zyon
`;

/** Surnames of the locales. */
export const surnames = `
abbott abernathy abeyta abrego abreu abshire acevedo achari acharya acosta acuna adam adame adams adiga adorno
agarwal agosto aguayo aguilar aguilera aguirre ahluwalia ahuja alanis alaniz alarcon alba alcala alcantar
alcaraz alejandro aleman alexander alfaro alicea almanza almaraz almonte alonso alonzo altamirano altenwerth
alva alvarado alvarez amador amaya anaya anda anderson andre anguiano angulo ankunding aparicio apodaca aponte
aragon arana aranda arce archuleta arellano arenas arevalo arguello arias armas armendariz armenta armijo
armstrong arnaud arora arredondo arreola arriaga arroyo arteaga asan atencio aubert aubry auer aufderhar avalos
avila aviles ayala baca badillo baez baeza bahena bahringer bailey balderas balistreri ballesteros banda
bandopadhyay banerjee banuelos barajas barbier barela baron barragan barraza barre barrera barreto barrientos
barrios barrows bartell bartoletti barton bashirian batista batz bauch baumbach bayer beahan beatty becerra
bechtelar becker bednar beer beier belmonte beltran benavides benavidez benitez benoit berge berger bergnaum
bergstrom bermudez bernal bernard bernhard bernier berrios bertrand betancourt bhadresha bharadwaj bhat
bhattacharya bhattathiri bins blanc blanchard blanco blanda blick block bode boehm bogan bogisich bonilla
bonnet borer borrego bosco botello botsford bourgeois boyer boyle bradtke brakus braun bravo breitenberg brekke
breton briones briseno brito brown bruen brun brunet buckridge bueno burgos bustamante bustos butt caballero
caban cabrera cadena caldera calderon calvillo camacho camarillo campbell campos canales candelaria cano cantu
caraballo carbajal cardenas cardona carmona caron carpentier carranza carrasco carrasquillo carre carreon
carrera carrero carrillo carrion carroll carter cartwright carvajal casanova casares casarez casas casillas
casper cassin castaneda castellanos castillo castro cavazos cazares ceballos cedillo ceja centeno cepeda cerda
cervantes cervantez chacon champlin chapa charles charpentier chattopadhyay chaturvedi chavarria chavez
chevalier chopra christiansen cintron cisneros clark clarke clement cole colin collado collazo collet collier
collins colon colunga concepcion conn connelly conroy considine contreras cordero cordova corkery cormier
cornejo corona coronado corral corrales correa cortes cortez corwin cotto cousin covarrubias cox cremin crespo
crist crona cronin crooks cruickshank cruz cuellar cummerata cummings curiel da dach daniel dare daugherty
david davies davila davis de deckow delacruz delafuente delagarza delao delapaz delarosa delatorre deleon
delgadillo delgado delrio delvalle denesik denis desai deschamps deshpande devar dhawan diaz dibbert dickens
dicki dickinson dietrich doherty dominguez dominquez donnelly dooley douglas doyle duarte dubashi dubois
dubuque duenas dufour dumas dumont dupont dupuis dupuy duran durand durgan dutta duval dwivedi ebert echevarria
edwards effertz elizondo emard embranthiri emmerich enriquez erdman ernser escalante escamilla escobar escobedo
esparza espinal espino espinosa espinoza esquibel esquivel estevez estrada evans fabre fadel fahey fajardo
farias farrell faure fay feeney feest feil feliciano fernandez ferrer ferry fierro figueroa fisher flatley
fleury flores florez fonseca fontaine fournier frami franco francois franecki franey frias friesen fritsch
fuentes funk gaillard gaitan galarza galindo gall gallardo gallegos galvan galvez gamboa gamez ganaka gandhi
gaona garay garcia garden garibay garica garnier garrido garza gastelum gauthier gautier gaytan gerard gerhold
gerlach gibson gil gill girard giraud giron gislason gleason gleichner glover godinez godoy goldner gollum
gomez gonzales gonzalez goodwin gorczany gottlieb gowda goyette gracia grady graham granado granados grant
green greenfelder greenholt griego griffiths grijalva grimes guajardo guardado guerin guerra guerrero guevara
guha guillaume guillen guillot gulgowski guneta gupta gurule gusikowski gutierrez gutkowski gutmann guyot
guzman haag hackett hagenes hahn haley hall halvorson hamill hamilton hammes hand hane hansen harber haro
harris hartmann harvey hauck hayes heaney heathcote hegmann heidenreich heller henriquez henry heredia herman
hermann hermiston hernadez hernandes hernandez herrera herzog hessel hettinger hickle hidalgo hill hilll hills
hilpert hinojosa hintz hirthe hodkiewicz hoeger holguin homenick hoppe howe howell hubert hudson huel huels
huerta huet hughes huixtlacatl hurtado hyatt ibarra iglesias irizarry iyengar iyer jackson jacobi jacobs
jacobson jacquet jaime jaimes jain jakubowski james jangid jaquez jaramillo jaskolski jasso jast jean jenkins
jerde jesus jha jimenez jiminez johar johns johnson johnston joly jones joshi juarez julien jurado kadar kakkar
kamal kamat kanaria kanea kanimal kaniyar kano kanzaki kaplan kapoor kara karam karan kardache karem karen
kassulke kaul kaur kautzer keebler keeling kelly kemmer kerluke kertzmann kessler khalid khan khanna khatri
kiehn kihn kilback kindelan king kirlin klein kling klocko kocchar koch koelpin koenig koepp kohler konopelski
korta kortajarena koss kovacek kozey krajcik kranz krasnova krauel kreiger kris kshlerin kub kuhic kuhlman kuhn
kulas kunde kunze kuphal kutch kuvalis kuzmina kyra la labadie laboy lacroix laine lakin lambert lang langosh
langworth lara larkin larson laureano laurent le leal leannon lebron lebsack leclerc leclercq lecomte ledesma
ledner lee lefebvre lefevre leffler legrand legros lehner leiva lemaire lemke lemoine lemus leon lerma leroux
leroy lesch leuschke lewis leyva limon linares lind lindgren lira littel little llamas lockman loera lomeli
longoria lopez los louis lovato lowe loya lozada lozano lubowitz lucas lucero lucio lueilwitz luettgen luevano
lugo luna lynch macdonald macejkovic macgyver macias madera madrid madrigal maestas magana maggio mahajan
maillard malave maldonado malik mann mante manzanares marar marchal marchand mares marie marin marks marquardt
marquez marrero marroquin martin martinez marty marvin mascarenas mason masson mata mateo mathieu matias matos
maya mayer mayert mayorga mcclure mccullough mcdermott mcglynn mckenzie mclaughlin medhurst medina medrano
mehra mehrotra mejia melendez melgar mena menard menchaca mendez mendoza menendez menon meraz mercado mercier
merino mertz mesa metz meunier meyer meza michel miller mills miramontes miranda mireles mishra mitchell moen
mohr mojica molina monahan mondragon monroy montalvo montanez montano montemayor montenegro montero monteros
montes montez montoya moore mora morales morar moreau morel moreno morgan morin morissette morrison mosciski
moss mota moulin moya mraz mueller mukhopadhyay muller munguia muniz munoz murazik murillo muro murphy murray
nader naik nair najera nambeesan namboothiri nanez naranjo narvaez natera nava navarrete navarro nayar nazario
negrete negron nehru nevarez nguyen nicolas nienow nieto nieves nikolaus nino nitzsche noel nolan noriega nunez
oberbrunner ocampo ocasio ochoa ojeda okuneva olivares olivarez olivas olivera olivier olivo olmos olson olvera
ondricka ontiveros oquendo ordonez orellana orn ornelas orosco orozco orta ortega ortiz osinski osorio otero
owen ozuna pabon pacheco pacocha padberg padilla padron paez pagac pagan palacios palomino palomo pandey
panicker pantoja paredes paris parisian parker parra partida patel paterson patil patino paucek paul paz
pedraza pedroza pelayo pena perales peralta perea peres perez perrin perrot petit pfannerstill pfeffer philippe
phillips picard pichardo pierre pilla pillai pina pineda pizarro poirier polanco pollich ponce pons porras
portillo posada pothuvaal pouros powlowski prado prajapat preciado predovic prevost price prieto prohaska
prosacco puente puga pulido purdy quesada quevedo quezada quigley quinn quinones quinonez quinta quintairos
quintana quintanilla quintero quiros quiroz quitzon rael ramirez ramon ramos rana rangel rascon rath ratke rau
raya raynor razo reddy rees regalado reichel reichert reid reilly reinger rempel remy renard renaud renault
rendon renner renteria resendez rey reyes reyna reynolds reynoso rice richard richards rico rincon riojas rios
rippin ritchie rivas rivera rivero riviere robel robert roberts robertson robin robinson robledo robles rocha
roche rodarte rodrigez rodriguez rodriquez rogahn roger rohan rojas rojo roldan rolfson rolland rolon romaguera
romero romo roob roque rosado rosales rosario rosas rose rosenbaum ross rousseau roussel roux rowe roy roybal
royer rubio ruecker ruelas ruiz runolfsdottir runolfsson runte russel rutherford ryan saavedra saenz saini saiz
salas salazar salcedo salcido saldana saldivar salgado salinas samaniego sanabria sanches sanchez sandoval
sanford sans santacruz santana santiago santillan sarabia satterfield sauceda saucedo sauer sawayn schaden
schaefer schamberger schiller schimmel schinner schmeler schmidt schmitt schneider schoen schowalter schroeder
schulist schultz schumm schuppe schuster scott sedillo segovia segura senger sepulveda serna serrano serrato
sethi sevilla shah shanahan sharma shields shukla sierra silva simon simonis singh sinha sipes sisneros skiles
smith smitham smyth solano solis soliz solorio solorzano somayaji soria sosa sotelo soto spencer spinka sporer
stamm stanton stark stehr steuber stewart stiedemann stokes stoltenberg stracke streich stroman strosin suarez
suthar swaniawski swift tafoya tagore talwar tamayo tamez tandon tapia taylor tejada tejeda tellez tello teran
terrazas terry thiel thomas thompson thomson tijerina tillman tirado toledo toro torp torphy torres torrez
tovar towne toy trantow trejo tremblay treutel trevino trivedi tromp trujillo turcotte turner ulibarri ulloa
ullrich upton urbina urena urias uribe urrutia vaca valadez valdes valdez valdivia valencia valentin valenzuela
valladares valle vallejo valles valverde vandervort vanegas varela vargas varma varman varrier vasquez vasseur
vazquez vega vela velasco velasquez velazquez velez veliz venegas vera verdugo verduzco vergara verma veum
vidal viera vigil villa villagomez villalobos villalpando villanueva villareal villarreal villasenor villegas
vincent volkman von vonrueden waelchi walker walsh walter ward waters watsica watson weber wehner weimann
weissnat welch west white wiegand wilderman wilkinson will williams williamson willms wilson windler wintheiser
wisoky wisozk witting wiza wolf wolff wood wright wuckert wunsch wyman xacon xairo xana xenia xiana xicoy yago
yami yanes yanez ybarra yebra yost young yundt yunta zabaleta zamarreno zamarripa zambrana zambrano zamora
zamudio zapata zaragoza zarate zavala zayas zboncak zelaya zemlak zepeda ziemann zieme zulauf zuniga
`;

/** Names that are ordinary English words too: they count only where the context says that a person is meant. */
export const alsoWords = `
abbey acacia ace ally amaryllis amber amethyst amour anal anemone angel aquiline arcade archer arenas ares aria
arias arroyo art ascension aspen astride atlas august aura autumn azalea baby baker banks baron barrios barrows
basil beau beer belle bill billy bins birdie bishop blaze blessing block bob bobby bode bonnet bonny borer
bourgeois brad brain brandy bravo brogan brook brooks brown brunet buddy butt cadence calliope candy cannon
carmine carol carrion case cash chance chandler charity chase chastity cherish cherry china christen chuck clay
clement cliff clover colleen collier colon colt come conception constant cooper coral corona corral cousin cox
coy creed crew crooks crystal curt dahlia daisy dale dare dash dawn deacon dean deb derrick desire destiny
diamond dick dirk divine dolly don drake dream drew duke dusty earl earnest ebony echo eddy ember emerald emery
emir essence ester eve ever faith fanny fawn felicity fern ferry fisher flora ford forest fortune foster frank
freeman funk gale gall garden garland garret garrison gauge gay gene genesis gentry gill ginger glen glory
grace grant gray green griffin grimes gunner guru guy hall halo hand hank harmony harry haven hazel heath
heather heaven heavenly hector hill hills holly homer honesty honey honor hope hunter indigo infant innocent
iris ivory ivy jack jade jarred jasmine jasper jay jersey jewel jimmy job john johns josh journey joy junior
juniper justice kale karma keeling ken khan kin king kit kitty la lacy lance lane laurel lea ledger lee legacy
legend liberty lily linden lira little llamas love lynch lyric madden madrigal magnolia mahogany major mares
margarita maria marina marine mark marks marlin marquis marquise marshal martial martin mason maverick maxim
may meadow meg melody mercy merino merry mesa messiah mike miles miller mills miracle misty moss myrtle naval
navy nick nine noble noel nova ocean octave olive onyx opal pagan page paisley palomino parfait pat patience
patsy patty pearl penny peter phoebe phoenix pie pierce piper poppy porter precious price prince princess
promise prosper prudence queen rain randy raven ray reed reign rhea rice rich rick ridge river rob robin rocky
rod roger roman rose rosemary rowdy royal royalty ruby rusty sage sailor saint sally sandy sans sapphire
savanna sawyer scarlet scout sequoia serenity serge seven shad shah shepherd sherry shields sierra sincere sky
smith sol sonny star stark sterling stokes stone storm stormy sue summer sunny sunshine swami swift tad talon
tanner tawny terry thatcher tiara titan tom tony toy trace treasure trinity tromp troy true tucker turner
unique unknown valentine van victor vigil villa viola violet vital wade walker ward warren waters wells west
white wilder will willow windy winter witting wolf wood wren wright young
`;
