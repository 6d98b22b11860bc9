"""The linter's rules: one file a rule, each with its code, a sentence, a fix and the function that looks."""
