/**
 * Closed classes of words that stand around names: English, Spanish and French, folded (lower case, no accents, no
 * apostrophes). The tagger sees the class of a word beside the word itself, so that what it learned of `my bf` holds for
 * `mi cunada` too.
 */
export const wordClasses = {
  /** People one has. */
  relation: `
    bf boyfriend gf girlfriend husband hubby hubs wife wifey fiance fiancee partner spouse ex mom mum mam mommy mummy mama
    momma mother dad da daddy dada papa father stepdad stepmom stepmum stepfather stepmother stepsister stepbrother sister
    sis brother bro lil lilbro lilsis twin son daughter kid kiddo baby babe cousin cuz cuzin aunt auntie aunty uncle
    grandma grandpa grandmother grandfather granny gran nan nana nanna nanny gramps grandad granddad nephew niece
    granda gramma grammy grampa grampy mawmaw mamaw memaw meemaw pawpaw papaw peepaw pops mammy nonna nonno oma opa yiayia
    nani dadi dadaji nanaji bhai bhaiya bhaiyya didi behen behan bhabhi chacha chachi chachu mausi masi bua jiju jija maa ammi
    abbu abba amma appa beti biwi patni saheli dost akka bloke fella missus
    friend frend freind fren bestfriend bestie bff bffs bsf bsfs mate pal buddy roommate roomie flatmate housemate neighbor neighbour
    boss manager supervisor coworker colleague teacher professor tutor coach therapist counselor counsellor psychiatrist
    psychologist doctor gp nurse midwife pastor priest rabbi imam crush girl boy guy lad lass man woman ladies
    landlord caseworker sponsor godmother godfather inlaw sil mil fil bil hermana hermano hermanita hermanito hermanastro
    novio novia novi esposo esposa marido mujer padre madre mami papi jefe jefa jefita hijo hija hijito hijita bebe primo prima
    primito primita tio tia abuelo abuela abuelita abuelito nieto nieta sobrino sobrina cunado cunada suegro suegra yerno nuera
    padrastro madrastra abue abuelos jefecita carnal cuate vato morro morra chavo chava concuna consuegra amigo amiga amix compa compadre comadre mejor vecino vecina companero companera maestro maestra
    profesor profesora profe doctora terapeuta psicologo psicologa entrenador entrenadora
    copain copine chum blonde mari femme meuf mec pote mere pere maman frere frangin frangine soeur fils fille cousine oncle tante
    tata tonton tati tatie mamie papi papy mamy memere pepere papou mamou frerot daron daronne grandmere grandpere ami amie chef patron patronne prof coloc colocataire voisin voisine
    beaupere bellemere demifrere demisoeur parrain marraine neveu niece psy medecin infirmiere collegue
  `,
  possessive:
    'my me mah his her our their your ur yr mi mis su sus tu tus nuestro nuestra mon ma mes son sa ton ta tes ses notre votre leur',
  title: `
    mr mrs ms miss mx dr doc prof sir madam sr sra srta senor senora senorita don dona mme mlle monsieur madame
    mademoiselle officer constable sergeant sgt detective judge rev reverend father sister brother aunty aunt auntie uncle tia
    tio president senator captain capt lord lady coach maitre docteur doctor doctora dra lic ing profe mtro mtra prefecto prefecta
    comandante warden sheriff deputy trooper inspector chief principal deacon bishop councillor minister mp congressman congresswoman
    governor mayor secretary prince princess king queen pope
  `,
  greeting: `
    hi hey heya hello hiya helo hullo yo sup dear morning gm gn goodnight night goodmorning thanks thank thx ty tysm cheers
    thankyou bye cya welcome congrats congratulations happy hbd sorry alright oi oy eh listen look please pls plz luv love
    ok okay k kk yeah yep yes no lol omg haha hola ola oye oiga adios gracias querido querida estimado estimada buenas saludos
    salut slt coucou cc bonjour bjr bonsoir merci cher chere allo desole dsl kikou ave
  `,
  /** What only people do and say: past, and third person. */
  personVerb: `
    said says told tells asked asks texted texts called calls thinks thought wants wanted hates hated loves loved lied lies
    keeps kept broke hit hits cheated cheats came comes went goes died passed knows knew yelled yells yell
    screamed screams dumped ghosted blocked messaged snapped posted shared tagged followed cried cries laughed smiled snores
    touched pushed slapped punched choked threatened threatens promised refuses walked sent sends replied tried tries wrote
    writes drinks drank smokes raped molested abused abuses grabbed threw throws hung jumped overdosed od'd relapsed texting
    talks talked spoke speaks begged apologized apologised swears swore admitted denies understands listens
    gets got gave gives took takes made makes left leaves moved
    dijo dice dijiste quiere queria vino viene salio llego llama mando manda pego pega murio dejo deja grito grita sabe sabia
    cree anda piensa odia ama extrana engano engana bloqueo golpeo amenaza amenazo toma tomo
    dit disait veut voulait crie frappe quitte trompe ecrit pense sait parti partie mort morte repond dort boit menace
  `,
  /** Verbs that go with things as well as with people. */
  helperVerb: `
    is was has had does did doesnt didnt isnt wasnt hasnt wont cant will would could should never always just still
    started starts stopped stops needs needed found hurt hurts sees saw isn wouldnt couldnt shouldnt
    puede tiene tenia esta estaba es era fue me le se ya no hizo hace llamo
    peut a avait est etait sera va vient arrive arrete nous vous lui te ne appelle appele fait
  `,
  /** The one who speaks. */
  speaker: 'i im ima imma ive ill id iam soy yo estoy je j jsuis chui suis moi we us me',
  introduction:
    'name names nombre prenom nom llamo llamas llama mappelle appelle sappelle tappelle called named nickname nicknamed aka alias signed regards sincerely xx xoxo from',
  be: 'is are was were am be being been s re m es son era fue eres est sont etait',
  preposition: `
    to with w wit wiv for from at of about by and or n nd vs between like than without against behind before after over con para
    de del a al en por sin sobre entre y e o u desde hacia contra avec pour chez par sur sans et ou contre selon du des d vers
    entre comme que qu
  `,
  determiner:
    'the a an this that these those some any no every each da el la los las un una unos unas este esta ese esa le les l une ce cet cette ces',
  pronoun:
    'he she they it him them em hers theirs you u ya yall ella ellos ellas tu usted ustedes lo nosotros il elle ils elles on se lui leur eux tu vous nous',
  ask: 'ask tell told see saw know knew knows met miss missed meet love hate call text dm message msg visit met marry married dating dated date kissed kiss believe blame thank trust left hurt saw seen watch watching listening hear heard follow contact called with feat ft starring featuring by dile dijo extrano conoci conozco conoces amo odio llama vi busco visto parle parler dis dire vu voir connais connait rencontre aime appelle deteste quitte',
} as const;

export type WordClass = keyof typeof wordClasses;
