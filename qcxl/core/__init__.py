"""Pure work on typed values: typing of cells, validation, rules, deduction, roll-up."""
