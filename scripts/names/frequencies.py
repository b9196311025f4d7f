"""Prints, as JSON, what only Python packages hold: word frequencies (wordfreq), the census's surnames (names), the first
names and surnames of all locales of Faker, and what medicines are called (drug-named-entity-recognition). Called by
build.ts; needs wordfreq 3.1.1, names 0.3.0, Faker, drug-named-entity-recognition 2.0.9."""

import bz2
import importlib
import importlib.util
import json
import os
import pickle
import re

import faker.providers.person as people
import names
import wordfreq

words = {
    language: {
        word: round(wordfreq.freq_to_zipf(frequency), 2)
        for word, frequency in wordfreq.get_frequency_dict(language, "large").items()
        if frequency >= least and re.fullmatch(r"[^\W\d_]+(?:['’][^\W\d_]+)*", word)
    }
    for language, least in (("en", 2e-8), ("es", 2e-8), ("fr", 2e-8))
}

census = {}
with open(os.path.join(os.path.dirname(names.__file__), "dist.all.last")) as lines:
    for line in lines:
        name, share = line.split()[:2]
        census[name.lower()] = float(share)

lists = {"first": {}, "last": {}}
folder = os.path.dirname(people.__file__)
for locale in sorted(os.listdir(folder)):
    if locale.startswith("__") or not os.path.isdir(os.path.join(folder, locale)):
        continue
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    for attribute in dir(provider):
        value = getattr(provider, attribute)
        kind = "first" if "first_name" in attribute else "last" if "last_name" in attribute else None
        if kind and isinstance(value, (list, tuple, dict)):
            found = [x for x in value if isinstance(x, str) and re.fullmatch(r"[\u0000-\u024f '\-]+", x)]
            lists[kind].setdefault(locale, []).extend(found)



class Plain(pickle.Unpickler):
    """Reads texts, numbers and collections, and runs nothing."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"{module}.{name}")


# Names of medicines that MedlinePlus or the NHS describe: those that people take. Not the Latin ones (sertralinum).
folder = os.path.dirname(importlib.util.find_spec("drug_named_entity_recognition").origin)
with bz2.open(os.path.join(folder, "drug_ner_dictionary.pkl.bz2")) as file:
    drugs = Plain(file).load()
described = {
    name
    for name, drug in drugs["drug_canonical_to_data"].items()
    if "medline_plus_id" in drug or "nhs_url" in drug
}
medicines = sorted(
    word
    for word, meant in drugs["drug_variant_to_canonical"].items()
    if re.fullmatch(r"[^\W\d_]{4,}", word) and not word.endswith("um") and described.intersection(meant)
)

print(json.dumps({"words": words, "census": census, "faker": lists, "medicines": medicines}))
