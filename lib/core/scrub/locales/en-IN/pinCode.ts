import type { Postcode } from '../../locale.ts';
import { placeNames } from '../../placeNames.ts';

/** Large cities (Census of India 2011), states, and what people write for them. */
const places =
  placeNames(`mumbai bombay delhi new_delhi bangalore bengaluru blr hyderabad ahmedabad chennai madras kolkata calcutta surat pune jaipur lucknow
  kanpur nagpur indore thane bhopal visakhapatnam vizag patna vadodara baroda ghaziabad ludhiana agra nashik faridabad meerut rajkot
  varanasi srinagar aurangabad dhanbad amritsar navi_mumbai allahabad prayagraj ranchi howrah coimbatore jabalpur gwalior vijayawada
  jodhpur madurai raipur kota guwahati chandigarh mohali solapur hubli mysore mysuru gurgaon gurugram noida kochi cochin
  trivandrum thiruvananthapuram calicut kozhikode mangalore mangaluru dehradun goa panaji pondicherry puducherry jammu shimla
  indiranagar koramangala jayanagar whitefield hsr_layout andheri bandra dwarka rohini salt_lake
  karnataka maharashtra tamil_nadu kerala telangana gujarat rajasthan punjab haryana bihar west_bengal odisha assam jharkhand`);

/** PIN (India Post): six digits, the first not 0, behind a place. */
export const pinCode: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.,:/])(?<!\d-)[1-9]\d{2} ?\d{3}(?![\p{L}\p{N}%-]|[.,:/ ]\d)/gu,
  mixed: false,
  run: 3,
  behindPlace: places,
};
