"""What several services do inside one unit of work: admit, place, measure. Rights are checked by the services."""
