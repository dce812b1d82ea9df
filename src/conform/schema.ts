/** The form of a trace: which operations there are, and which keys belong to each. Only `heaplings conform` loads it. */
import * as z from 'zod';

/** Ids and names stand as keys in observations, where this one would be a prototype. */
const name = z
  .string()
  .min(1)
  .refine(text => text !== '__proto__', { error: 'is a name that cannot be used here' });
const id = name;
const idOrNull = id.nullable();
const globalName = name.regex(/^g_/, { error: 'should be a global: its name starts with g_' });
const variable = name.regex(/^[gl]_/, {
  error: 'should be a name that starts with g_ (global) or l_ (local)',
});
const local = name.regex(/^l_/, { error: 'should be a local: its name starts with l_' });
const index = z.int().min(0);
const count = z.int().min(0);
const three = z.tuple([count, count, count]);
const generation = z.literal([0, 1, 2]);

const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('bind'), var: globalName }),
  z.strictObject({ do: z.literal('unbind'), var: globalName }),
  z.strictObject({ do: z.literal('delattr'), name }),
  z.strictObject({ do: z.literal('take'), name, var: globalName }),
  z.strictObject({ do: z.literal('loop'), name }),
  z.strictObject({ do: z.literal('new'), id, kind: z.literal(['inst', 'slots']), var: globalName }),
  z.strictObject({ do: z.literal('deref'), wr: id, var: globalName }),
  z.strictObject({ do: z.literal('weakref'), id, var: globalName }),
]);
const script = z.array(step);

const born = { op: z.literal('new'), id, var: variable };
const items = z.array(idOrNull).optional();

const newObject = z.discriminatedUnion('kind', [
  z.strictObject({ ...born, kind: z.literal('inst'), fin: script.optional() }),
  z.strictObject({
    ...born,
    kind: z.literal('slots'),
    slots: z.array(name).optional(),
    fin: script.optional(),
  }),
  z.strictObject({ ...born, kind: z.literal(['list', 'tuple']), items }),
  z.strictObject({ ...born, kind: z.literal('dict'), items: z.array(z.tuple([name, idOrNull])).optional() }),
  z.strictObject({ ...born, kind: z.literal('set'), items: z.array(id).optional() }),
  z.strictObject({ ...born, kind: z.literal('cell'), to: idOrNull.optional() }),
  z.strictObject({
    ...born,
    kind: z.literal('func'),
    closure: id.optional(),
    ncells: count.optional(),
  }),
  z.strictObject({ ...born, kind: z.literal('method'), self: id }),
  z.strictObject({ ...born, kind: z.literal('module'), dict: id }),
  z.strictObject({
    ...born,
    kind: z.literal('weakref'),
    target: id,
    cb: z.union([id, script], { error: 'should be a script or the id of a function' }).optional(),
  }),
  z.strictObject({ ...born, kind: z.literal(['int', 'str']) }),
]);

const of = <Name extends string, Shape extends z.ZodRawShape>(op: Name, keys: Shape) =>
  z.strictObject({ op: z.literal(op), ...keys });

const op = z.discriminatedUnion('op', [
  newObject,
  of('bind', { var: variable, to: idOrNull }),
  of('del', { var: variable }),
  of('unbind', { var: globalName }),
  of('copy', { var: variable, from: globalName }),
  of('attr', { obj: id, name, to: idOrNull }),
  of('delattr', { obj: id, name }),
  of('append', { obj: id, to: idOrNull }),
  of('insert', { obj: id, at: index, to: idOrNull }),
  of('setitem', { obj: id, at: index, to: idOrNull }),
  of('delitem', { obj: id, at: index }),
  of('pop', { obj: id, at: index.optional() }),
  of('clear', { obj: id }),
  of('dset', { obj: id, key: name, to: idOrNull }),
  of('ddel', { obj: id, key: name }),
  of('sadd', { obj: id, to: id }),
  of('sdiscard', { obj: id, to: id }),
  of('cellset', { obj: id, to: idOrNull }),
  of('celldel', { obj: id }),
  of('deref', { wr: id, var: variable }),
  of('push', { args: z.array(z.tuple([local, id])).optional() }),
  of('ret', { to: idOrNull.optional(), var: variable.optional() }),
  of('collect', { gen: generation.optional() }),
  of('threshold', { to: three }),
  of('enable', {}),
  of('disable', {}),
  of('freeze', {}),
  of('unfreeze', {}),
  of('saveall', { on: z.boolean() }),
  of('garbage_clear', {}),
  of('referrers', { obj: id }),
  of('referents', { obj: id }),
]);

const event = z.string().regex(/^g?[dfrwc]:./s, { error: 'should be an event like d:x or gf:x' });

const observation = z.strictObject({
  ev: z.array(event).optional(),
  rc: z
    .record(
      id,
      z.union([z.int().min(1), z.literal('immortal')], { error: 'should be a count or "immortal"' }),
    )
    .optional(),
  gen: z
    .record(id, z.union([generation, z.literal('p'), z.null()], { error: 'should be 0, 1, 2, "p" or null' }))
    .optional(),
  fin: z.array(id).optional(),
  wr: z.record(id, idOrNull).optional(),
  vars: z.record(variable, z.string().nullable()).optional(),
  gcs: z.array(z.tuple([generation, count, count, count])).optional(),
  order: z.partialRecord(z.literal(['0', '1', '2']), z.array(id)).optional(),
  cnt: three.optional(),
  ret: count.optional(),
  q: z.array(id).optional(),
  so: z.record(id, z.array(id)).optional(),
  same: id.optional(),
  garbage: z.array(idOrNull).optional(),
});

const versionError = 'should be "same", "as " and a version, or {"obs": {…}} with whole observations';

const version = z.union(
  [
    z.literal('same'),
    z.string().regex(/^as ./, { error: versionError }),
    z.strictObject({
      obs: z.record(
        z.string().regex(/^(0|[1-9]\d*)$/, { error: 'should be the index of an operation' }),
        observation,
      ),
    }),
  ],
  { error: versionError },
);

/** `3.11.7`, `3.15.0rc1`. */
const fullVersion = z.string().regex(/^\d+\.\d+\.\d+((a|b|rc)\d+)?$/, {
  error: 'should be a version like 3.13.0',
});

export const traceSchema = z.strictObject({
  id: z.string().min(1),
  rule: z.string().optional(),
  note: z.string().optional(),
  shape: z.string().optional(),
  seed: z.string().optional(),
  auto: z.boolean().optional(),
  threshold: three.optional(),
  ops: z.array(op),
  python: fullVersion,
  obs: z.array(observation),
  versions: z.record(fullVersion, version),
});
