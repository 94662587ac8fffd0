"""One function for each act and question. Every public function here is checked against `access.toml`."""
