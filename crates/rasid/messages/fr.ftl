### What Rasid says in French: messages of Fluent (projectfluent.org). Every language has the same messages with the same
### variables, which a test holds. PLURAL gives the category of a number by CLDR: zero, one, two, few, many, other.

## Tables, lists and messages

# Headings of the parts of radar.
chronology = Chronologie
claims = Ce que les articles affirment, et ce que contient ce corpus

# Labels of lines.
undated = sans date
part_of = dans le cadre de
themes = thèmes
also_reported = autrement
reported_on = rapporté le
according_to = selon
disputed = lieu disputé
unnamed = (sans nom)
undated_heading = Sans date
copy_of = même texte que
likely_origin = origine probable des copies

# All reports rest on what one of those who took part said itself: {whose}.
own_words = selon la seule institution concernée ({ $whose })
by_rule = ~ devant un nom : graphie établie par règle

# A field of somebody: {field}, {name}.
field_of = { $field } de { $name }

# One day of several: {a}, {b}.
one_of = entre { $a } et { $b }

# Between the parts of a line, behind a label, and around the words of an article.
comma = { ", " }
colon = { "\u00A0: " }
quote_opens = { "«\u00A0" }
quote_closes = { "\u00A0»" }

# Columns and rows of counts.
country = Pays
region = Région
month = Mois
kind = Type
theme = Thème
total = Total
unknown = inconnu
unknown_month = mois inconnu
trips = déplacements
meetings = réunions
encounters = rencontres
reports = comptes rendus
sources = sources indépendantes
by_partner = pays de l’autre partie
by_place = pays du lieu
other_side = L’autre partie vue de qui se déplace, reçoit ou est nommé d’abord ; --subject NOM la voit d’un seul responsable.
repeated = comptés dans plusieurs lignes
not_placed = date incertaine, hors du total

# Remarks on counts: {n}, {months}, {of}, {outlets}.
effective = nombre effectif : { $n } (autant de valeurs de même fréquence seraient aussi concentrées ; inverse de l’indice de Herfindahl)
stand_out = se détachent, un flux régulier en donnerait rarement autant (Poisson, 5 %) : { $months }
without_articles = sans article, si bien qu’un faible nombre ne dit rien : { $months }
constant_outlets = rapporté par { $n } médias sur { $of }, ceux dont chacun des { $months } mois a un article : { $outlets }

# Officials: who else one may be, who has the same name; how many are not shown: {n}.
may_be = peut être l’un de
namesakes = à ne pas confondre avec
nobody_found = Personne ne porte ce nom.
left_out = { $n } de plus ; --limit en montre davantage

# Claims beside the corpus.
claimed = affirmé
this_corpus = ce corpus
not_countable = ne peut être compté ici
period = période
verdict_heading = verdict
in_its_words = dans le texte
audit = Examen des chiffres publiés
evidence = éléments

# A number with those that may be added: {n}, {most}.
up_to = { $n } trouvés, { $most } avec ceux dont la date est incertaine

# Months with an article, of all: {n}, {of}; encounters a person looked at, of all.
covered = { $n } mois sur { $of } de la période ont un article
reviewed = { $n } rencontres sur { $of } vues par une personne
none = aucun

# A bound: {n}.
at_least = au moins { $n }
at_most = au plus { $n }
about = environ { $n }

# Remarks.
nothing = Aucune rencontre trouvée.
no_articles = Aucun article lu.
no_claims = Aucun chiffre publié trouvé.

# Where the next page begins: {place}.
next_page = page suivante : --after { $place }
no_doubts = Rien à examiner.
no_article_found = Aucun article ne contient ces mots.

# A decision was written: {n}; a decision that no longer stands.
decided = la décision { $n } est dans le journal
by_decision = par décision d’une personne
kept_apart = séparés par une personne
undone = annulée
unfinished = Le dernier ajout est resté inachevé et rien ne peut être écrit ici ; cette réponse a été calculée sans être conservée.

# A brief: {at}; its sections; between an old and a new status; {n} more reports.
brief_since = Depuis { $at }
last_intake = dernière collecte : { $at }
brief_new = Nouveau
brief_changed = Du nouveau
brief_called_off = Annulé, reporté, démenti
brief_upcoming = À venir
not_noted = cet appel n’a pas été noté, et le suivant redira la même chose
then = { " → " }
more = { $n } de plus

# A dossier: what it is called, and what it is.
dossier = Chronologie d’après la presse
dossier_note = Ce que la presse a rapporté, réuni entre les médias ; « selon », jamais « c’est arrivé ». Chaque ligne renvoie à la phrase qui la dit.

# Gold taken over: {confirmed}, {corrected}, {added}, {rejected}.
imported = { $confirmed } confirmés, { $corrected } champs corrigés, { $added } ajoutés, { $rejected } rejetés

# How far people and coder agree.
judged_right = comptes rendus retenus
judged_wrong = comptes rendus rejetés
missed = comptes rendus ajoutés
precision = précision du codeur, sur ce qui fut jugé
recall = rappel du codeur, sur ce qui fut jugé
right_field = bien lu
judged_twice = jugés par deux personnes ou plus
judged_alike = jugés de même
decisions_of = décisions

# Numbers with their nouns.
n_articles = { PLURAL($n) ->
    [one] { $n } article
   *[other] { $n } articles
    }
n_encounters = { PLURAL($n) ->
    [one] { $n } rencontre
   *[other] { $n } rencontres
    }
n_reports = { PLURAL($n) ->
    [one] { $n } compte rendu
   *[other] { $n } comptes rendus
    }
n_sources = { PLURAL($n) ->
    [one] { $n } source indépendante
   *[other] { $n } sources indépendantes
    }
n_outlets = { PLURAL($n) ->
    [one] { $n } média
   *[other] { $n } médias
    }
n_own = { PLURAL($n) ->
    [one] { $n } rencontre que seul cet article (ou ses échos) rapporte : pas un élément
   *[other] { $n } rencontres que seul cet article (ou ses échos) rapporte : pas des éléments
    }
n_echoes = { PLURAL($n) ->
    [one] { $n } article le copie ou le répète
   *[other] { $n } articles le copient ou le répètent
    }
n_not_held = { PLURAL($n) ->
    [one] { $n } autre était prévue, annulée, reportée ou démentie ; --status la montre
   *[other] { $n } autres étaient prévues, annulées, reportées ou démenties ; --status les montre
    }
n_unplaced = { PLURAL($n) ->
    [one] { $n } rencontre laissée de côté : sa date ne la situe ni dans la période ni en dehors
   *[other] { $n } rencontres laissées de côté : leurs dates ne les situent ni dans la période ni en dehors
    }
n_failed = { PLURAL($n) ->
    [one] { $n } entrée n’a pas pu être lue
   *[other] { $n } entrées n’ont pas pu être lues
    }
n_people = { PLURAL($n) ->
    [one] { $n } personne
   *[other] { $n } personnes
    }

## Pages of the browser alone

# Names of pages and parts.
page-brand = Rasid
page-overview = Vue d’ensemble
page-search = Recherche
page-claims = Chiffres publiés
page-says = Ce que dit l’article
page-why_one = Pourquoi ces comptes rendus parlent d’une même rencontre
page-narrow = Affiner

# Fields and buttons of forms.
page-find = Chercher
page-from = Du
page-to = Au
page-official = Responsable
page-status = Statut
page-any = quel que soit le statut
page-show = Afficher
page-clear = Tout afficher

# Links.
page-skip = Aller au contenu
page-next = Suite
page-first = Depuis le début
page-original = original
page-download = Télécharger
page-in_article = dans l’article
page-language = Langue

# What every page says of itself.
page-reported = Ce que la presse a rapporté, non ce qui s’est passé : chaque ligne mène à la phrase qui le dit.
page-today = Aujourd’hui
page-countries = Pays
page-people = Responsables
page-offices = Fonctions
page-network = Réseau
page-map = Lieux
page-map_note = Points : lieux des rencontres, par ville ou à défaut capitale. Courbes : visites, depuis la capitale du visiteur. Terres : Natural Earth ; aucune frontière n’est tracée.
page-timeline = Par mois
page-years = Par année :
page-as_table = En tableau
page-matrix = Partenaires par mois
page-in_chronology = Voir dans la chronologie
page-name = Nom
page-office = Fonction
page-tenure = Fonctions, d’après la presse
page-forms = Graphies du nom
page-counterparts = Homologues rencontrés
page-holders = Titulaires rapportés
page-all = Tout voir
page-nodes = Entre
page-links = Qui a rencontré qui, combien de fois
page-since = Depuis
page-watch = Suivre
page-during = Pendant ce temps
page-words = Mots des articles
page-extract = Essayer un texte
page-nothing_stored = Collez un article pour le voir codé. Rien n’est conservé.
page-text = Texte
page-headline = Titre
page-outlet = Média
page-published = Publié le
page-read = Lire le texte
page-another = Un autre texte
page-untitled = Article
page-praise = éloge
page-blame = blâme
page-judgements = Jugements : pas des faits
page-show_judgements = montrer les jugements
page-hide_judgements = masquer les jugements
page-independent = indépendant
page-decisions = Ce que des personnes ont décidé
page-cite = Citer
page-copy = Copier
page-review = Révision
page-sign_in = Se connecter
page-sign_out = Se déconnecter
page-password = Mot de passe
page-wrong_password = Le nom ou le mot de passe ne convient pas.
page-no_users = Personne ne peut encore se connecter :
page-ingest = Ajouter des articles
page-add = Ajouter une rencontre
page-queue = File
page-undo = Annuler
page-reason = Pourquoi
page-reason_default = lu dans l’article
page-reason_undo = une erreur
page-confirm = Confirmer
page-reject = Rejeter
page-split = Séparer
page-correct = Corriger
page-merge = Fusionner
page-field_name = Champ
page-value = Doit être
page-other = Autre rencontre
page-keys = Touches
page-pending = La file est en cours de calcul.
page-again = Regarder à nouveau
page-sentence = La phrase qui le dit, mot pour mot
page-date = Date
page-city = Ville
page-person = Personne
page-role = Rôle
page-files = Fichiers
page-feed = ou un flux
page-begin = Les lire
page-kinds_of_files = Texte, HTML, JSON Lines, CSV, flux, archives web ; compressés ou non. Ce qui a déjà été lu n’est pas relu.
page-running = lecture en cours
page-job_ended = terminé avec le code { $code }
page-in_all = articles en tout :
page-stop = Arrêter
page-became = Ce que tout est devenu
page-failed = Ce qui n’a pas pu être lu
page-retry = Le relire
page-runs = Passages
page-cut_off = inachevé
page-month_names = Noms des mois et chiffres

# How many were not held.
page-n_not_held = { PLURAL($n) ->
    [one] { $n } prévue, annulée, reportée ou démentie
   *[other] { $n } prévues, annulées, reportées ou démenties
    }

## Types of encounters.

type-visit = visite
type-reception = réception
type-talks = entretiens
type-conference = conférence
type-agreement = accord
type-call = appel
type-decoration = décoration

## What became of an encounter.

status-held = tenu
status-planned = prévu
status-cancelled = annulé
status-postponed = reporté
status-denied = démenti

## In which part somebody took part.

role-visitor = en visite
role-host = hôte
role-guest = reçu
role-participant = participant
role-organiser = organisateur
role-signatory = signataire
role-awarder = remise par
role-recipient = remise à

## Fields that reports disagree about.

field-type = type
field-status = statut
field-date = date
field-city = ville
field-country = pays
field-name = nom
field-office = fonction

## What a marked place in an article says.

mark-event = rencontre
mark-date = date
mark-place = lieu
mark-themes = thème
mark-status = statut
mark-name = nom
mark-office = fonction
mark-organisation = organisation
mark-country = pays
mark-visit_kind = type de visite
mark-attributed_to = source
mark-part_of = dans le cadre de

## What became of a claim.

verdict-supported = étayé
verdict-fewer_found = moins trouvé
verdict-more_found = plus trouvé
verdict-too_thin = couverture trop mince pour juger
verdict-not_countable = ne se compte pas en rencontres

## What is claimed.

claim-meetings = réunions
claim-countries = pays
claim-organisations = organisations
claim-visits = visites à l’étranger
claim-partners = partenaires
claim-agreements = accords
claim-largest_region = première région
claim-largest_country = premier pays
claim-peak_months = mois les plus chargés
claim-theme_share = part d’un thème
claim-trend = tendance
claim-first = une première
claim-result = résultat
claim-plots_foiled = attentats déjoués
claim-networks_dismantled = réseaux démantelés
claim-arrests = arrestations
claim-seizures = saisies
claim-extraditions = extraditions
claim-events_secured = événements sécurisés

## Why a person should look at an encounter.

doubt-orphaned_decision = décision sans son compte rendu
doubt-weak_merge = réunis sans nom commun
doubt-possible_duplicate = peut-être une seule rencontre
doubt-conflicting_dates = dates divergentes
doubt-conflicting_places = lieux divergents
doubt-conflicting_kinds = type ou statut divergent
doubt-unknown_counterpart = autre partie inconnue

## What was decided.

action-add = a ajouté
action-confirm = confirmé
action-reject = rejeté
action-correct = corrigé
action-merge = fusionné
action-split = séparé
action-undo = a annulé

## Why a form of a name is taken for a person’s.

match-itself = le nom complet
match-name = la même suite de noms, plus courte ou écrite autrement
match-latin_name = la même en lettres latines
match-family_name = le nom de famille ; personne d’autre de ce pays ne le porte en ces années
match-office = plusieurs portent ce nom ; celui-ci occupait la fonction
match-no_country = aucun pays n’est dit ; personne d’autre ne porte ce nom complet

## What speaks for one encounter.

reason-same_name = même nom
reason-same_family_name = même nom de famille
reason-same_office = même fonction
reason-same_day = même jour
reason-overlapping_dates = dates qui se recoupent
reason-neighbouring_days = jours voisins
reason-one_day_apart = à un jour près
reason-published_together = publiés les mêmes jours
reason-same_city = même ville
reason-same_country = même pays
reason-same_type = même type
reason-same_parent = dans la même visite ou réunion
reason-same_gathering = même réunion par son nom
reason-same_organiser = même organisateur
reason-copied_text = un texte copie l’autre
reason-same_theme = un thème commun

## What forbids one encounter.

obstacle-same_article = tous deux dans un article
obstacle-other_type = d’autres types
obstacle-other_countries = d’autres pays
obstacle-other_time = d’autres dates
obstacle-other_person = d’autres personnes d’un pays
obstacle-other_place = d’autres lieux
obstacle-no_anchor = rien de distinctif en commun

## What is counted by, and its values.

counted-axis = Axe
counted-counterpart = Interlocuteur
counted-rank = Rang le plus élevé de l’autre côté
counted-outlet = Média
counted-direction = Direction
counted-occasion = Occasion
counted-counterterrorism_and_crime = lutte contre le terrorisme et le crime organisé
counted-technology = technologie
counted-regional_security = sécurité régionale
counted-police_cooperation = coopération policière
counted-abroad = à l’étranger
counted-at_home = chez soi
counted-third_country = dans un pays tiers
counted-remote = par téléphone
counted-gathering = lors d’une réunion internationale
counted-trip = au cours d’une visite
counted-by_itself = à part
counted-head_of_state = chef d’État
counted-head_of_government = chef de gouvernement
counted-minister = ministre
counted-head_of_service = chef de service
counted-ambassador = ambassadeur
counted-senior_official = haut responsable
counted-organisation_head = chef d’organisation
counted-other = autre

## Months. Arabic has further sets, beside the program.

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Keys of the review, and what they do.

key-confirm = confirmer
key-reject = rejeter ; les seuls comptes rendus choisis, s’il y en a
key-split = séparer les comptes rendus choisis
key-field = choisir un champ à corriger
key-correct = corriger
key-merge = fusionner avec l’autre rencontre
key-reason = vers le motif
key-undo = annuler
key-next = suivante
key-move = monter et descendre dans la file
key-queue = la file
key-keys = ces touches

## What became of an entry.

entry-article = article
entry-duplicate = doublon
entry-skipped = ignoré
entry-failed = échec
