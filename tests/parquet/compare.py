"""Holds Parquet files against the CSV files of the same run: the same columns, the same rows in the same order, the same values.

    compare.py CSV_FOLDER PARQUET_FOLDER

Every `*.parquet` of the second folder is read with pandas (pyarrow) and with DuckDB, and compared with the file of the same
name in the first. Numbers must be equal to the last bit, a value that does not apply is empty there and null here. Exits 1 and
says what differs; prints a line per file otherwise.
"""

import sys
from pathlib import Path

import duckdb
import pandas
import pyarrow.parquet
import pyarrow.types


def frames(csv_path: Path, parquet_path: Path):
    """Both files as pandas frames, the CSV read with the types that the Parquet file states."""
    schema = pyarrow.parquet.read_schema(parquet_path)
    types = {}
    for field in schema:
        if pyarrow.types.is_floating(field.type):
            types[field.name] = "float64"
        elif pyarrow.types.is_integer(field.type):
            types[field.name] = "UInt64"
        elif pyarrow.types.is_boolean(field.type):
            types[field.name] = "boolean"
        else:
            types[field.name] = "string"
    text = pandas.read_csv(csv_path, dtype=types, keep_default_na=False, na_values=[""])
    columns = pandas.read_parquet(parquet_path, engine="pyarrow").astype(types)
    words = [name for name, kind in types.items() if kind == "string"]
    # An empty name is no text in either.
    text[words] = text[words].fillna("")
    columns[words] = columns[words].fillna("")
    return text, columns


def differences_by_pandas(csv_path: Path, parquet_path: Path) -> tuple[int, list[str]]:
    text, columns = frames(csv_path, parquet_path)
    if list(text.columns) != list(columns.columns):
        return 0, [f"columns {list(text.columns)} against {list(columns.columns)}"]
    if len(text) != len(columns):
        return 0, [f"{len(text)} rows against {len(columns)}"]
    wrong = []
    for name in text.columns:
        one, other = text[name], columns[name]
        same = (one == other).fillna(False) | (one.isna() & other.isna())
        if not same.all():
            row = int((~same.to_numpy(dtype=bool)).argmax())
            wrong.append(f"{name}, row {row}: {one.iloc[row]!r} against {other.iloc[row]!r}")
    return len(text), wrong


def differences_by_duckdb(csv_path: Path, parquet_path: Path, rows: int) -> list[str]:
    connection = duckdb.connect()
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(parquet_path)]).fetchall()
    types = {name: kind for name, kind, *_ in described}
    # An empty name is no text in either.
    selected = ", ".join(
        f"coalesce(\"{name}\", '') AS \"{name}\"" if kind == "VARCHAR" else f'"{name}"' for name, kind in types.items()
    )
    of_text = f"SELECT {selected} FROM read_csv($csv, auto_detect = false, delim = ',', quote = '\"', escape = '\"', header = true, columns = $types, nullstr = '')"
    of_columns = f"SELECT {selected} FROM read_parquet($parquet)"
    files = {"csv": str(csv_path), "types": types, "parquet": str(parquet_path)}
    wrong = []
    (count,) = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(parquet_path)]).fetchone()
    if count != rows:
        wrong.append(f"DuckDB counts {count} rows, pandas {rows}")
    for one, other, where in [(of_text, of_columns, "CSV"), (of_columns, of_text, "Parquet")]:
        alone = connection.execute(f"SELECT * FROM ({one} EXCEPT ALL {other}) LIMIT 1", files).fetchall()
        if alone:
            wrong.append(f"only in the {where} file: {alone[0]}")
    return wrong


def main() -> int:
    csv_folder, parquet_folder = map(Path, sys.argv[1:3])
    paths = sorted(parquet_folder.glob("*.parquet"))
    # The dictionary and survey files, which other programs read as they are, are CSV in both.
    both = {path.stem for path in parquet_folder.glob("*.csv")}
    missing = {path.stem for path in csv_folder.glob("*.csv")} - both - {path.stem for path in paths}
    wrong = [f"{name}.parquet is missing" for name in sorted(missing)]
    for name in sorted(both):
        if (csv_folder / f"{name}.csv").read_bytes() != (parquet_folder / f"{name}.csv").read_bytes():
            wrong.append(f"{name}.csv differs between the folders")
    for path in paths:
        beside = csv_folder / f"{path.stem}.csv"
        rows, found = differences_by_pandas(beside, path)
        found += differences_by_duckdb(beside, path, rows)
        wrong += [f"{path.name}: {what}" for what in found]
        print(f"{path.name}: {rows} rows" + (", which differ" if found else ", the same by pandas and by DuckDB"))
    for what in wrong:
        print(f"error: {what}", file=sys.stderr)
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
