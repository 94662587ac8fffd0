"""Rows from files and rows to files (CSV, XLSX), by formats that are declared once."""
