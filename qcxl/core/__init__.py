"""Pure work on typed values: typing of cells, validation, rules, quota, deduction, roll-up."""
