/** Filters without what says nothing, so that equal filters are the same question. */
export function tidy<Filter extends object>(filter: Filter): Filter {
  const said = ([, value]: [string, unknown]): boolean =>
    value !== undefined && !((typeof value === 'string' || Array.isArray(value)) && value.length === 0);
  return Object.fromEntries(Object.entries(filter).filter(said)) as Filter;
}

/** Whether a list shows less than everything; sorting hides nothing. */
export function isNarrowed(filter: object): boolean {
  return Object.keys(tidy(filter)).some((name) => name !== 'sort');
}
