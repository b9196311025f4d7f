/** Abbreviations of states and territories (USPS Publication 28, appendix B). */
export const states = `AL AK AZ AR CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH
  OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY`;

/** Those that are no word in lower case. */
export const clearStates = `ak az ar ca ct dc fl ga ia il ks ky md mn mo ms mt nc nd ne nh nj nm nv ny ri sc sd tn tx ut va vt wa wi wv wy`;

/** Those that are one. */
export const wordStates = 'al co de hi id in la ma me oh ok or pa';

export const stateNames = `alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana
  iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada
  new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio oklahoma oregon pennsylvania rhode_island
  south_carolina south_dakota tennessee texas utah vermont virginia washington west_virginia wisconsin wyoming puerto_rico`;

/** Large cities (US Census Bureau, city population estimates), and boroughs of the largest. */
export const cities = `new_york nyc brooklyn queens bronx manhattan los_angeles chicago houston phoenix philadelphia philly san_antonio
  san_diego dallas san_jose austin jacksonville fort_worth columbus charlotte san_francisco indianapolis seattle denver boston
  el_paso nashville detroit oklahoma_city portland las_vegas memphis louisville baltimore milwaukee albuquerque tucson fresno
  sacramento mesa atlanta kansas_city omaha raleigh miami long_beach oakland minneapolis tulsa tampa arlington new_orleans
  wichita cleveland bakersfield aurora anaheim honolulu riverside santa_ana corpus_christi lexington stockton henderson
  saint_paul st_paul st_louis saint_louis cincinnati pittsburgh greensboro anchorage plano lincoln orlando irvine newark toledo durham
  chula_vista fort_wayne jersey_city laredo madison lubbock buffalo reno scottsdale glendale norfolk winston-salem
  chesapeake boise richmond spokane rochester des_moines dayton springfield salem eugene tacoma birmingham knoxville providence
  hartford syracuse akron worcester hialeah mcallen brownsville yonkers albany savannah charleston`;
