"""Prints, as JSON, what only Python packages hold: word frequencies (wordfreq), the census's surnames (names), and the
first names and surnames of all locales of Faker. Called by sources.ts; needs wordfreq 3.1.1, names 0.3.0, Faker."""

import importlib
import json
import os
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
    for language, least in (("en", 2e-8), ("es", 1e-7), ("fr", 1e-7))
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

print(json.dumps({"words": words, "census": census, "faker": lists}))
