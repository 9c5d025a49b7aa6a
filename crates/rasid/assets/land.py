#!/usr/bin/env python3
"""Makes land.txt, the coastlines behind the map, from Natural Earth's land at 1:110,000,000.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python3 land.py package/land-110m.json > land.txt

A ring of each line: longitude and latitude in tenths of a degree. There are no borders in it. Antarctica is left out.
"""
import json
import sys

SOUTHERNMOST = -60


def rings(topology):
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points = []
                for number in ring:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    points.extend(arc[1:] if points else arc)
                yield points


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    print("# Land without borders: Natural Earth 1:110m, public domain, as packed by world-atlas 2.0.2. Made by land.py.")
    for ring in rings(topology):
        if max(lat for _, lat in ring) < SOUTHERNMOST:
            continue
        points = []
        for lon, lat in ring:
            point = f"{round(lon * 10)},{round(lat * 10)}"
            if not points or points[-1] != point:
                points.append(point)
        print(" ".join(points))


if __name__ == "__main__":
    main()
