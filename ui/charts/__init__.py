"""Charts. What draws with pyqtgraph takes half a second to load: pages load it by `plots`, when a chart is shown."""
