"""Opens the API and an exported file in QGIS without a window, and prints how many incidents it reads from each.

usage: QT_QPA_PLATFORM=offscreen python3 qgis_opens.py API_ADDRESS FILE.gpkg
"""

import os
import sys

from qgis.core import QgsApplication, QgsVectorLayer

address, file = sys.argv[1:]
application = QgsApplication([], False)
application.initQgis()
counts = []
for source, provider in (
    (f"url='{address}' typename='incidents' pageSize='10'", "OAPIF"),
    (f"{file}|layername=incidents", "ogr"),
):
    layer = QgsVectorLayer(source, "incidents", provider)
    if not layer.isValid():
        raise SystemExit(f"QGIS does not open {source}: {layer.dataProvider().error().message()}")
    features = list(layer.getFeatures())
    if not all(feature["type"] for feature in features):
        raise SystemExit(f"QGIS reads no types from {source}")
    counts.append(str(len(features)))
print(*counts, flush=True)
# Python takes QGIS apart in an order that QGIS does not survive.
os._exit(0)
