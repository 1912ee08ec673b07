"""The product's own words in the languages of their readers: gettext catalogs, whose keys are the English texts."""
