"""A store that is founded once; every test works on a copy of its own."""

from pathlib import Path

import pytest

from tests.faults.trial import Trial, found_trial


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Not to be written to: copy it."""
    return found_trial(tmp_path_factory.mktemp("founded"))


@pytest.fixture
def trial(founded: Trial, tmp_path: Path) -> Trial:
    """A store of the test's own."""
    return founded.copy_to(tmp_path)
