"""Reads a set (JSON lines with "text") on stdin, writes {"spans": [...]} a line as Microsoft Presidio's default
recognizers find them, and on stderr the seconds that took. Exits with 3 where Presidio or a spaCy model is missing."""

import json
import sys
import time

try:
    import spacy.util
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
except ImportError:
    sys.exit(3)

model = next((m for m in ("en_core_web_md", "en_core_web_lg", "en_core_web_sm") if spacy.util.is_package(m)), None)
if model is None:
    sys.exit(3)

engine = NlpEngineProvider(
    nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
).create_engine()
analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
# Dates are left out: Presidio takes "tonight" and "2 years" for dates.
entities = [e for e in analyzer.get_supported_entities("en") if e != "DATE_TIME"]
names = {"EMAIL_ADDRESS": "EMAIL", "PHONE_NUMBER": "PHONE", "IP_ADDRESS": "IP", "IBAN_CODE": "BANK", "US_BANK_NUMBER": "BANK",
         "US_SSN": "NATIONAL_ID", "UK_NHS": "NATIONAL_ID", "US_PASSPORT": "NATIONAL_ID", "US_ITIN": "NATIONAL_ID"}

texts = [json.loads(line)["text"] for line in sys.stdin if line.strip()]
analyzer.analyze("warm up, Jane Roe", language="en", entities=entities)
began = time.perf_counter()
found = [analyzer.analyze(text, language="en", entities=entities) for text in texts]
seconds = time.perf_counter() - began
for results in found:
    print(json.dumps({"spans": [{"start": r.start, "end": r.end, "label": names.get(r.entity_type, r.entity_type)} for r in results]}))
print(f"{seconds} {model}", file=sys.stderr)
