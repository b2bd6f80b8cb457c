-- A property's value as a text, a number or a boolean; NULL where it is none.
CREATE FUNCTION imgcat.text(value jsonb) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT CASE WHEN jsonb_typeof(value) = 'string' THEN value #>> '{}' END
$$;
CREATE FUNCTION imgcat.number(value jsonb) RETURNS numeric IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT CASE WHEN jsonb_typeof(value) = 'number' THEN value::numeric END
$$;
CREATE FUNCTION imgcat.boolean(value jsonb) RETURNS boolean IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT CASE WHEN jsonb_typeof(value) = 'boolean' THEN value::boolean END
$$;

-- The key of a number, as imgcat.store.postgres.key makes it.
CREATE FUNCTION imgcat.number_key(value numeric) RETURNS bytea IMMUTABLE PARALLEL SAFE STRICT LANGUAGE plpgsql AS $$
DECLARE
  near float8 := CASE
    WHEN value > 1.7976931348623158e308 THEN 'inf'::float8
    WHEN value < -1.7976931348623158e308 THEN '-inf'::float8
    WHEN abs(value) < 5e-324 THEN 0
    ELSE value::float8 END;
  bits bigint := ('x' || encode(float8send(near), 'hex'))::bit(64)::bigint;
  rest numeric := CASE
    WHEN abs(near) < 9007199254740992 OR abs(near) > 9223372036854775808::float8 THEN 0
    WHEN abs(near) = 9223372036854775808::float8 THEN sign(value) * (least(abs(value), 9223372036854775808) - 9223372036854775808)
    ELSE value - near::bigint::numeric END;
BEGIN
  RETURN int8send(CASE WHEN bits < 0 THEN ~bits ELSE bits # (-9223372036854775808)::bigint END)
    || int2send((16384 + rest)::int2);
END
$$;

-- What a value is sorted and compared by: numbers, then texts, then false and true; NULL for anything else.
CREATE FUNCTION imgcat.key(value jsonb) RETURNS bytea IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'number' THEN '\x01'::bytea || imgcat.number_key(value::numeric)
    WHEN 'string' THEN '\x02'::bytea || convert_to(value #>> '{}', 'UTF8')
    WHEN 'boolean' THEN CASE WHEN value::boolean THEN '\x0301'::bytea ELSE '\x0300'::bytea END
  END
$$;

CREATE FUNCTION imgcat.folded(kind text, value text) RETURNS text STABLE PARALLEL SAFE STRICT LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  IF octet_length(value) = char_length(value) THEN
    RETURN CASE kind
      WHEN 'casei' THEN lower(value COLLATE "C")
      WHEN 'fold' THEN translate(lower(value COLLATE "C"), '''`', '')
      ELSE value END;
  END IF;
  IF kind = 'casei' THEN value := normalize(value, NFC);
  ELSIF kind = 'accenti' THEN value := normalize(value, NFD);
  END IF;
  SELECT string_agg(coalesce(folding.folded, letters.letter), '' ORDER BY letters.at) INTO found
  FROM string_to_table(value, NULL) WITH ORDINALITY AS letters (letter, at)
  LEFT JOIN imgcat.folding ON folding.kind = $1 AND folding.letter = letters.letter COLLATE "C";
  RETURN CASE WHEN kind = 'casei' THEN found ELSE normalize(found, NFC) END;
END
$$;

-- In doubles, as the embedded engine; NULL where no result is defined.
CREATE FUNCTION imgcat.arithmetic(op text, one numeric, other numeric) RETURNS numeric
IMMUTABLE PARALLEL SAFE STRICT LANGUAGE plpgsql AS $$
DECLARE
  exact numeric;
  result float8;
BEGIN
  IF scale(one) = 0 AND scale(other) = 0 AND op IN ('+', '-', '*') THEN
    exact := CASE op WHEN '+' THEN one + other WHEN '-' THEN one - other ELSE one * other END;
    IF abs(exact) < 9223372036854775808 THEN RETURN exact; END IF;
    result := exact::float8;
  ELSIF op = '%' THEN
    RETURN one % other;
  ELSE
    result := CASE op
      WHEN '+' THEN one::float8 + other::float8
      WHEN '-' THEN one::float8 - other::float8
      WHEN '*' THEN one::float8 * other::float8
      WHEN '/' THEN one::float8 / other::float8
      WHEN 'div' THEN trunc(one::float8 / other::float8)
      WHEN '^' THEN power(one::float8, other::float8) END;
  END IF;
  IF abs(result) >= 9007199254740992 AND abs(result) < 9223372036854775808::float8 THEN
    RETURN result::bigint::numeric;
  END IF;
  RETURN result::text::numeric;
EXCEPTION
  WHEN numeric_value_out_of_range OR division_by_zero OR invalid_argument_for_power_function THEN RETURN NULL;
END
$$;

-- How many characters a string has, or members an array.
CREATE FUNCTION imgcat.length(value jsonb) RETURNS numeric IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'string' THEN char_length(value #>> '{}')::numeric
    WHEN 'array' THEN jsonb_array_length(value)::numeric END
$$;

-- The moment of microseconds since 1970, in UTC, to the second.
CREATE FUNCTION imgcat.moment(microseconds bigint) RETURNS timestamp IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT timestamp '1970-01-01' + floor(microseconds / 1000000.0)::bigint * interval '1 second'
$$;

-- Two arrays as sets; NULL where a side is not an array.
CREATE FUNCTION imgcat.array_test(op text, one jsonb, other jsonb) RETURNS boolean
IMMUTABLE PARALLEL SAFE LANGUAGE plpgsql AS $$
DECLARE
  here boolean;
  there boolean;
BEGIN
  IF jsonb_typeof(one) IS DISTINCT FROM 'array' OR jsonb_typeof(other) IS DISTINCT FROM 'array' THEN
    RETURN NULL;
  END IF;
  IF op = 'a_overlaps' THEN
    RETURN EXISTS (SELECT jsonb_array_elements(one) INTERSECT SELECT jsonb_array_elements(other));
  END IF;
  here := NOT EXISTS (SELECT jsonb_array_elements(one) EXCEPT SELECT jsonb_array_elements(other));
  there := NOT EXISTS (SELECT jsonb_array_elements(other) EXCEPT SELECT jsonb_array_elements(one));
  RETURN CASE op WHEN 'a_contains' THEN there WHEN 'a_containedBy' THEN here ELSE here AND there END;
END
$$;
