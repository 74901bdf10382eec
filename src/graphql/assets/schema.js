// The schema, as the endpoint tells it by introspection.
export async function loadSchema(endpoint) {
  const response = await fetch(endpoint, { headers: { accept: "application/json" } });
  const { data } = await response.json();
  const types = new Map(data.__schema.types.map((type) => [type.name, type]));
  return {
    types,
    roots: {
      query: data.__schema.queryType?.name,
      mutation: data.__schema.mutationType?.name,
      subscription: data.__schema.subscriptionType?.name,
    },
    // Types that people ask about: not the machinery of introspection.
    own: [...types.values()].filter((type) => !type.name.startsWith("__")),
  };
}

// The named type inside lists and non-nulls.
export function nameOf(type) {
  return type.ofType ? nameOf(type.ofType) : type.name;
}

// The type as GraphQL writes it: [Priority!]!
export function textOf(type) {
  if (type.kind === "NON_NULL") return `${textOf(type.ofType)}!`;
  if (type.kind === "LIST") return `[${textOf(type.ofType)}]`;
  return type.name;
}

export function fieldOf(schema, typeName, name) {
  return schema.types.get(typeName)?.fields?.find((field) => field.name === name);
}
