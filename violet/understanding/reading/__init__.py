"""A message as what is in it: words, names, amounts, times, language. The only room that looks at text."""
