/** Turns columns of DuckDB's vectors into columns of Arrow. */
import type {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';
import { DuckDBArrayType, DuckDBListType, DuckDBTypeId } from '@duckdb/node-api';
import {
  Bool,
  DateDay,
  Field,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  List,
  TimestampMicrosecond,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  makeBuilder,
  makeData,
  type Data,
  type DataType,
} from 'apache-arrow';

/** How the values of one DuckDB type are stored in Arrow. */
export interface ArrowColumn {
  type: DataType;
  /** Data of one chunk; NULL is null. */
  data(values: readonly DuckDBValue[]): Data;
}

type TypedArray = { [index: number]: number | bigint } & ArrayBufferView;

function fixed(
  type: DataType,
  allocate: (length: number) => TypedArray,
  convert: (value: DuckDBValue) => number | bigint,
): ArrowColumn {
  return {
    type,
    data: (values) => {
      const data = allocate(values.length);
      const nullBitmap = new Uint8Array(Math.ceil(values.length / 8)).fill(0xff);
      let nullCount = 0;
      values.forEach((value, row) => {
        if (value === null) {
          nullCount += 1;
          nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) & ~(1 << (row & 7));
        } else {
          data[row] = convert(value);
        }
      });
      return makeData({ type, length: values.length, nullCount, nullBitmap, data } as Parameters<typeof makeData>[0]);
    },
  };
}

function built(type: DataType): ArrowColumn {
  return {
    type,
    data: (values) => {
      const builder = makeBuilder({ type, nullValues: [null] });
      values.forEach((value) => builder.append(value));
      return builder.finish().flush();
    },
  };
}

export const textColumn = built(new Utf8());

const asNumber = (value: DuckDBValue) => value as number;
const asBigint = (value: DuckDBValue) => value as bigint;

/** DuckDB types with a plain counterpart in Arrow; all others are written as the text DuckDB prints for them. */
const columns: Partial<Record<DuckDBTypeId, ArrowColumn>> = {
  [DuckDBTypeId.BOOLEAN]: built(new Bool()),
  [DuckDBTypeId.TINYINT]: fixed(new Int8(), (length) => new Int8Array(length), asNumber),
  [DuckDBTypeId.SMALLINT]: fixed(new Int16(), (length) => new Int16Array(length), asNumber),
  [DuckDBTypeId.INTEGER]: fixed(new Int32(), (length) => new Int32Array(length), asNumber),
  [DuckDBTypeId.BIGINT]: fixed(new Int64(), (length) => new BigInt64Array(length), asBigint),
  [DuckDBTypeId.UTINYINT]: fixed(new Uint8(), (length) => new Uint8Array(length), asNumber),
  [DuckDBTypeId.USMALLINT]: fixed(new Uint16(), (length) => new Uint16Array(length), asNumber),
  [DuckDBTypeId.UINTEGER]: fixed(new Uint32(), (length) => new Uint32Array(length), asNumber),
  [DuckDBTypeId.UBIGINT]: fixed(new Uint64(), (length) => new BigUint64Array(length), asBigint),
  [DuckDBTypeId.FLOAT]: fixed(new Float32(), (length) => new Float32Array(length), asNumber),
  [DuckDBTypeId.DOUBLE]: fixed(new Float64(), (length) => new Float64Array(length), asNumber),
  [DuckDBTypeId.VARCHAR]: textColumn,
  [DuckDBTypeId.DATE]: fixed(
    new DateDay(),
    (length) => new Int32Array(length),
    (value) => (value as DuckDBDateValue).days,
  ),
  [DuckDBTypeId.TIMESTAMP]: fixed(
    new TimestampMicrosecond(),
    (length) => new BigInt64Array(length),
    (value) => (value as DuckDBTimestampValue).micros,
  ),
  [DuckDBTypeId.TIMESTAMP_TZ]: fixed(
    new TimestampMicrosecond('UTC'),
    (length) => new BigInt64Array(length),
    (value) => (value as DuckDBTimestampTZValue).micros,
  ),
};

/** The Arrow column for a DuckDB type, or undefined where the value must first be cast to VARCHAR. */
export function arrowColumn(type: DuckDBType): ArrowColumn | undefined {
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType) {
    const values = arrowColumn(type.valueType);
    return values && listColumn(values);
  }
  return columns[type.typeId];
}

/** Lists of what `values` holds: where each begins and ends among the values of all, one after the other. */
function listColumn(values: ArrowColumn): ArrowColumn {
  const type = new List(new Field('item', values.type, true));
  return {
    type,
    data: (cells) => {
      const valueOffsets = new Int32Array(cells.length + 1);
      const nullBitmap = new Uint8Array(Math.ceil(cells.length / 8));
      const items: DuckDBValue[] = [];
      let nullCount = 0;
      cells.forEach((cell, row) => {
        if (cell === null) nullCount += 1;
        else {
          nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
          for (const item of (cell as DuckDBListValue | DuckDBArrayValue).items) items.push(item);
        }
        valueOffsets[row + 1] = items.length;
      });
      return makeData({ type, length: cells.length, nullCount, nullBitmap, valueOffsets, child: values.data(items) });
    },
  };
}
