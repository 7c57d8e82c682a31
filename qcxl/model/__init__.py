"""Words of the field as frozen values: problems, quantities, organisation, edition, submission."""
