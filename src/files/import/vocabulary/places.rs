//! Places where bids are staffed from and their neighbours, folded: what names one of them names no unit of work.

/// Towns, regions and countries, as [`crate::unit::fold`] gives them.
pub const PLACES: &str = "paris lyon nantes lille toulouse bordeaux rennes marseille nice strasbourg grenoble montpellier \
    aix niort tours orleans rouen caen brest lorient vannes quimper angers laval poitiers limoges clermont ferrand dijon besancon nancy \
    metz reims amiens valenciennes lens sophia antipolis annecy chambery nimes avignon toulon pau bayonne biarritz \
    rochelle mulhouse colmar troyes puteaux nanterre courbevoie levallois boulogne billancourt massy saclay velizy issy \
    defense france idf province bretagne normandie occitanie alsace lorraine picardie aquitaine auvergne provence savoie paca aura hauts \
    casablanca casa casanearshore rabat sale agadir marrakech fes tanger tangier oujda kenitra mohammedia technopolis maroc morocco marrocos tunis \
    sfax sousse ariana gabes bizerte monastir nabeul tunisie tunisia tunisien tunisienne marocain marocaine alger algerie oran dakar senegal abidjan ivoire antananarivo tananarive \
    madagascar maurice mauritius cameroun douala porto lisboa lisbonne lisbon braga coimbra aveiro covilha fundao viseu evora faro leiria guimaraes \
    setubal portugal espagne spain madrid barcelone barcelona valence malaga seville espanha pune chennai bangalore bengaluru hyderabad \
    mumbai bombay noida gurgaon gurugram delhi kolkata coimbatore trichy kochi mysore nagpur indore jaipur ahmedabad inde india indien indienne bucarest \
    bucharest cluj iasi timisoara brasov sibiu roumanie romania varsovie warsaw krakow cracovie wroclaw gdansk lodz poznan katowice \
    pologne poland sofia bulgarie bulgaria prague brno tchequie bratislava budapest hongrie belgrade serbie kiev kyiv lviv ukraine \
    bruxelles brussels belgique belgium liege anvers luxembourg geneve lausanne zurich suisse switzerland londres london \
    manchester leeds dublin irlande uk angleterre berlin munich munchen francfort frankfurt hambourg dusseldorf allemagne \
    germany amsterdam rotterdam utrecht hollande milan milano rome turin italie italy vienne stockholm oslo copenhague \
    helsinki montreal quebec toronto canada boston chicago dallas usa manille manila philippines vietnam hanoi ho chi minh danang \
    caire cairo egypte egypt beyrouth liban dubai europe emea maghreb afrique asie";

/// Words that a place may have before its own name.
pub const BEFORE_PLACES: &str = "saint st sainte la le les aix ile iles new nova vila";
